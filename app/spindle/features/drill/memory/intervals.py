"""A17: interval training, as an analogy from sport: short harder stretches, then recovery.

Optional. At most a fifth of a session is a push, one step above the steady difficulty; after it
comes an ease one step below. It ends by itself when answers get wrong or slow.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Final

PUSH: Final = 6
"""Attempts of a push; the ease after it is as long, and steady ones fill the rest."""

SHARE: Final = 0.2
STEP: Final = 1.0

WINDOW: Final = 10
ACCURATE: Final = 0.6
SLOW: Final = 1.3

_START: Final = 20  # attempts that the session's own speed comes from
_MOST: Final = 0.9


class Stretch(StrEnum):
    """What the next attempt belongs to."""

    STEADY = "steady"
    PUSH = "push"
    EASE = "ease"

    @property
    def step(self) -> float:
        """What it adds to the steady difficulty."""
        return {Stretch.STEADY: 0.0, Stretch.PUSH: STEP, Stretch.EASE: -STEP}[self]


@dataclass(frozen=True, slots=True)
class Done:
    """An attempt of the session: whether it was right, and its seconds if they were measured."""

    right: bool
    seconds: float | None = None


def stretch(attempt: int) -> Stretch:
    """Which stretch the attempt of this number (from 0) belongs to, in interval mode.

    A cycle is steady, push, ease, so that over any number of attempts from the start no more than
    ``SHARE`` of them are pushes.
    """
    cycle = math.ceil(PUSH / SHARE)
    place = attempt % cycle
    steady = cycle - 2 * PUSH
    if place < steady:
        return Stretch.STEADY
    return Stretch.PUSH if place < steady + PUSH else Stretch.EASE


def tired(session: Sequence[Done]) -> bool:
    """Whether to offer a rest: accuracy or speed of the last ten has broken down."""
    if len(session) < WINDOW:
        return False
    last = session[-WINDOW:]
    if sum(each.right for each in last) / WINDOW < ACCURATE:
        return True
    start = [each.seconds for each in session[:-WINDOW][:_START] if each.right and each.seconds]
    now = [each.seconds for each in last if each.right and each.seconds]
    if min(len(start), len(now)) < WINDOW // 2:
        return False
    usual = median(start)
    # Nearly each of them slower, besides: the median of ten alone wavers by a tenth and more.
    slower = sum(each > usual for each in now)
    return median(now) > SLOW * usual and slower >= _MOST * len(now)
