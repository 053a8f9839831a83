"""A voice's curve as it is shown: how much is understood at which speed, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spindle.features.listen.velocity.curve import GUESS
from spindle.features.listen.velocity.threshold import Estimate, Observation
from spindle.features.listen.velocity.understood import share_understood

POINTS: Final = 21
SURE: Final = 0.8
"""The probability with which the band and the interval hold it."""

GROUP: Final = 1.05
"""Checks heard at speeds within such a ratio are one dot."""

_BELOW, _ABOVE = 0.75, 1.3


@dataclass(frozen=True, slots=True)
class Point:
    """The share understood at a speed, 0–1: expected, and from where to where it may be."""

    wpm: float
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Group:
    """Checks heard at about the same speed: how many of them were right."""

    wpm: float
    right: int
    asked: int

    @property
    def share(self) -> float:
        """The share understood, lucky guesses taken out."""
        return share_understood(self.right, self.asked)


@dataclass(frozen=True, slots=True)
class Portrait:
    """What is known of one voice, or of one text in it.

    Attributes:
        checks: Answered ones behind it.
        wpm: Where four fifths are understood.
        interval: From where to where that may be.
        slope: How steeply understanding falls, and from where to where that may be.
        points: The curve, from slow to fast.
        groups: The checks themselves, from slow to fast.
    """

    checks: int
    wpm: float
    interval: tuple[float, float]
    slope: tuple[float, float, float]
    points: tuple[Point, ...]
    groups: tuple[Group, ...]

    @property
    def give(self) -> float:
        """Half the interval: the figure behind ±."""
        return (self.interval[1] - self.interval[0]) / 2


def portrait(estimate: Estimate, signs: Sequence[Observation]) -> Portrait:
    """Draw what is believed, beside what was answered; takes some tens of milliseconds.

    Args:
        estimate: After these signs.
        signs: Checks; weak ones, such as rewinds, are not drawn.
    """
    checks = sorted((sign for sign in signs if sign.strength == 1), key=lambda sign: sign.wpm)
    low, high = estimate.interval(SURE)
    slowest = min([low * _BELOW, *(check.wpm for check in checks[:1])])
    fastest = max([high * _ABOVE, *(check.wpm for check in checks[-1:])])
    step = (fastest - slowest) / (POINTS - 1)
    return Portrait(
        checks=len(checks),
        wpm=estimate.wpm,
        interval=(low, high),
        slope=(estimate.slope, *estimate.slopes(SURE)),
        points=tuple(_point(estimate, slowest + step * index) for index in range(POINTS)),
        groups=_groups(checks),
    )


def _point(estimate: Estimate, wpm: float) -> Point:
    low, high = estimate.chances_at(wpm, SURE)
    return Point(wpm, _share(estimate.right_at(wpm)), _share(low), _share(high))


def _share(right: float) -> float:
    return min(1.0, max(0.0, (right - GUESS) / (1 - GUESS)))


def _groups(checks: Sequence[Observation]) -> tuple[Group, ...]:
    found: list[list[Observation]] = []
    for check in checks:
        if found and check.wpm <= found[-1][0].wpm * GROUP:
            found[-1].append(check)
        else:
            found.append([check])
    return tuple(
        Group(
            sum(check.wpm for check in group) / len(group),
            sum(check.right for check in group),
            len(group),
        )
        for group in found
    )
