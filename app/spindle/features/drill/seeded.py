"""Chance that can be replayed: the same seed gives the same numbers in every Python, for good.

``random.Random`` promises that only for ``random()``. This is splitmix64.
"""

from collections.abc import Sequence
from typing import Final, TypeVar

_MASK: Final = 2**64 - 1
_GOLDEN: Final = 0x9E3779B97F4A7C15

T = TypeVar("T")


class Seeded:
    """A stream of numbers from a seed of any size."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK

    def bits(self) -> int:
        """The next 64 bits."""
        self._state = (self._state + _GOLDEN) & _MASK
        mixed = self._state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & _MASK
        return mixed ^ (mixed >> 31)

    def below(self, count: int) -> int:
        """A whole number from 0 up to, not including, ``count`` (1 and more).

        The bias of the modulo is under ``count`` / 2⁶⁴.
        """
        return self.bits() % count

    def part(self) -> float:
        """A number from 0 up to, not including, 1."""
        return (self.bits() >> 11) / 2**53

    def choice(self, among: Sequence[T]) -> T:
        """One of a sequence that is not empty."""
        return among[self.below(len(among))]

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """All of them in a random order."""
        order = list(things)
        for last in range(len(order) - 1, 0, -1):
            other = self.below(last + 1)
            order[last], order[other] = order[other], order[last]
        return order
