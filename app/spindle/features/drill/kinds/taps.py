"""Taps beside the beats of a click: how far each is off, and how even they are.

What lies between a finger and its time (keyboard, bus) and between a beat and an ear (buffer,
speaker) is another number of ms on every device, and the same one all along on each. So how far
taps are off says little by itself; how much they scatter, and how far off they are compared to the
first rung of the same sitting, does not depend on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Final

LEAST: Final = 8
"""Taps from which a spread is told."""

_FOLLOWS: Final = 0.005
_LOST: Final = 1 / 3


class Grid:
    """When the beats fall, in ms of the clock that taps are timed by.

    Beats are told with a delay that varies; those told soonest after their time are believed, and
    the rest follows from the tempo.
    """

    def __init__(self) -> None:
        self._beat: float | None = None
        self._between = 0.0

    def hear(self, bpm: float, told_ms: float) -> None:
        """A beat was told of; ``bpm`` holds from it to the next."""
        expected = told_ms if self._beat is None else self._beat + self._between
        late = told_ms - expected
        if self._beat is None or abs(late) > _LOST * self._between:
            self._beat = told_ms  # the first one, or the click was lost and began again
        elif late < 0:
            self._beat = told_ms
        else:
            self._beat = expected + _FOLLOWS * late
        self._between = 60_000 / bpm

    def stop(self) -> None:
        """The click fell silent."""
        self._beat = None

    def off(self, at_ms: float) -> float | None:
        """How far a tap is from the nearest beat in ms, late ones above 0; None without a click."""
        if self._beat is None:
            return None
        since = (at_ms - self._beat) % self._between
        return since if since <= self._between / 2 else since - self._between


@dataclass(frozen=True, slots=True)
class Spread:
    """What taps came to.

    Attributes:
        taps: How many.
        middle: Their median offset in ms, the device's own delay included.
        half: Width of the middle half of them in ms.
    """

    taps: int
    middle: float
    half: float


def spread(offsets: Sequence[float]) -> Spread | None:
    """What these taps came to; None for too few."""
    if len(offsets) < LEAST:
        return None
    low, _, high = quantiles(offsets, n=4)
    return Spread(len(offsets), median(offsets), high - low)
