"""Understood words a minute: how fast it was, times how much of it arrived."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spindle.features.listen.velocity.curve import GUESS

LAST: Final = 25
"""So many of the latest checks count."""

ENOUGH: Final = 8
"""With fewer checks nothing is said."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answered check: the wpm its sentence was heard at, and whether it was right."""

    wpm: float
    right: bool


@dataclass(frozen=True, slots=True)
class Understood:
    """What the latest checks show.

    Attributes:
        wpm: Understood words a minute: mean speed × share understood.
        right, asked: How many of how many checks.
    """

    wpm: float
    right: int
    asked: int


def share_understood(right: int, asked: int) -> float:
    """The share that was understood, 0-1, once lucky guesses are taken out."""
    return max(0.0, (right / asked - GUESS) / (1 - GUESS))


def understood(answers: Sequence[Answer]) -> Understood | None:
    """Of the answered checks, oldest first; None while there are too few.

    The speed is that of the checks themselves, so that turning the dial up changes nothing before
    the next answers have come.
    """
    latest = answers[-LAST:]
    if len(latest) < ENOUGH:
        return None
    right = sum(answer.right for answer in latest)
    speed = sum(answer.wpm for answer in latest) / len(latest)
    return Understood(speed * share_understood(right, len(latest)), right, len(latest))
