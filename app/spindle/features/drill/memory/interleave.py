"""A13: what is mixed and what is kept together.

Problems that need different strategies are learned better mixed, and so are procedures that are
easily confused; lists of words are learned better one after another. Something new is first done
by itself.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from spindle.features.drill.seeded import Seeded

NEW: Final = 10
"""Attempts that a new drill gets by itself."""

ROTATION: Final = 4
"""Drills that are mixed at a time, at the most."""


class Mixing(StrEnum):
    """A drill's own setting."""

    AUTO = "auto"
    MIXED = "mixed"
    BLOCKED = "blocked"


def is_mixed(attempts: int, mixing: Mixing = Mixing.AUTO, *, listed: bool) -> bool:
    """Whether the next attempt at a drill stands among others; a list of things does not."""
    if mixing is Mixing.AUTO:
        return not listed and attempts >= NEW
    return mixing is Mixing.MIXED


def rotation(drills: Sequence[str], seed: int) -> tuple[str, ...]:
    """The two to four drills to mix, in the order given; one alone cannot be mixed."""
    if len(drills) <= ROTATION:
        return tuple(drills)
    kept = set(Seeded(seed).shuffled(sorted(drills))[:ROTATION])
    return tuple(drill for drill in drills if drill in kept)


def fresh(strategies: Sequence[str], last: str, seed: int) -> int:
    """Which of some problems to set: never the last one's strategy again, if there is another.

    Args:
        strategies: Generator and strategy of each problem that could be set.
        last: That of the problem before.
        seed: The same one gives the same problem.

    Raises:
        ValueError: There is nothing to choose from.
    """
    if not strategies:
        raise ValueError("There is no problem to choose from.")
    others = [i for i, strategy in enumerate(strategies) if strategy != last]
    return Seeded(seed).choice(others or range(len(strategies)))
