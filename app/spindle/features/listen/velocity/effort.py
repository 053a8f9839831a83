"""The band in which listening takes a little effort: neither coasting nor lost."""

from enum import StrEnum
from typing import Final

from spindle.core.clock import DAY

LOW, HIGH = 1.05, 1.15
"""Of the comfortable speed."""

AGAIN: Final = 7 * DAY
"""After so long the comfortable speed is worth finding anew, in µs."""


class Effort(StrEnum):
    """Where a speed is."""

    COASTING = "coasting"
    EFFORT = "effort"
    LOST = "lost"


def band(comfort: float) -> tuple[float, float]:
    """From where to where it takes a little effort, in wpm."""
    return LOW * comfort, HIGH * comfort


def effort_at(wpm: float, comfort: float) -> Effort:
    """Where a speed is for somebody whose comfortable one is known."""
    low, high = band(comfort)
    if wpm < low:
        return Effort.COASTING
    return Effort.EFFORT if wpm <= high else Effort.LOST


def is_old(found: int, now: int) -> bool:
    """Whether the comfortable speed was found long ago; both are µs UTC."""
    return now - found >= AGAIN
