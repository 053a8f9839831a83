"""A13: what is mixed and what is kept together.

Problems that need different strategies are learned better mixed, and so are procedures that are
easily confused; lists of words are learned better one after another. Something new is first done
by itself.
"""

from collections.abc import Collection, Mapping, Sequence
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


def rotation(
    drills: Sequence[str], related: Mapping[str, Collection[str]], seed: int
) -> tuple[str, ...]:
    """The two to four drills to mix now, in the order given; one alone cannot be mixed.

    Those are mixed that are easily taken for each other: one drill, and what is related to it. One
    that nothing is related to is mixed with any others.

    Args:
        drills: Those that could be mixed.
        related: Of each drill, those it is related to: one stands on the other or holds it, they
            serve one aim, or their problems are solved in one of the same ways.
        seed: The same one gives the same drills.
    """
    if len(drills) <= 1:
        return tuple(drills)
    order = Seeded(seed).shuffled(sorted(drills))
    near = [drill for drill in order[1:] if drill in related.get(order[0], ())]
    kept = {order[0], *(near or order[1:])[: ROTATION - 1]}
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
