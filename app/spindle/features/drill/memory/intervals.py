"""A17: interval training, as an analogy from sport: short harder stretches, then recovery.

Optional. At most a fifth of a session is a push, one step above the steady difficulty; after it
comes an ease one step below. It ends by itself when answers get wrong or slow.

The rule proposed at first (under six of the last ten right, or their median time over 1.3 times the
session's own) stopped one steady session of sixty attempts in four for nothing: it looks at ten
attempts again and again, and each look can be unlucky. So evidence is summed up instead: each
attempt speaks for having broken down (half right, and a third slower) or against it, and only what
speaks for it in a row counts (Page's test).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import Final

PUSH: Final = 6
"""Attempts of a push; the ease after it is as long, and steady ones fill the rest."""

SHARE: Final = 0.2
STEP: Final = 1.0

START: Final = 20
"""Attempts that the session's own speed comes from."""

STEADY: Final = 0.82
BROKEN: Final = 0.5
"""Shares right of a steady learner, pushes included, and of one who has broken down."""

SLOWER: Final = 0.3
"""By so much are ln times higher of one who has broken down: a third."""

SURE: Final = 8.5
SURE_ALONE: Final = 5.0
"""Evidence in nats at which a rest is offered: with times, and from being right alone."""

_LEAST_TIMED: Final = 10
_SETTLED: Final = 10  # attempts before which times are still warming up
_USUAL_SPREAD: Final = 0.25  # of ln times; the session's own spread is pulled towards it
_PULL: Final = 10
_FARTHEST: Final = 5 * SLOWER  # one very long time is an interruption, not a breakdown


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

    A cycle ends with its push, and the next begins with the ease: so at no moment since the start
    more than ``SHARE`` of the attempts were pushes.
    """
    cycle = math.ceil(PUSH / SHARE)
    place = attempt % cycle
    if place >= cycle - PUSH:
        return Stretch.PUSH
    return Stretch.EASE if attempt >= cycle and place < PUSH else Stretch.STEADY


def tired(session: Sequence[Done]) -> bool:
    """Whether to offer a rest: accuracy or speed has broken down."""
    usual = _usual([each.seconds for each in session[:START] if each.seconds])
    known = usual is not None and len(session) >= START
    evidence = 0.0
    for number, each in enumerate(session):
        broken, steady = (BROKEN, STEADY) if each.right else (1 - BROKEN, 1 - STEADY)
        evidence += math.log(broken / steady)
        if known and usual is not None and each.seconds and number >= _SETTLED:
            middle, variance = usual
            slower = min(math.log(each.seconds) - middle, _FARTHEST)
            evidence += SLOWER * (slower - SLOWER / 2) / variance
        evidence = max(evidence, 0.0)
    return evidence > (SURE if known else SURE_ALONE)


def _usual(times: Sequence[float]) -> tuple[float, float] | None:
    """Mean and variance of ln seconds at the start, the mean's own uncertainty included."""
    if len(times) < _LEAST_TIMED:
        return None
    logs = [math.log(each) for each in times]
    middle = fmean(logs)
    squares = sum((each - middle) ** 2 for each in logs) + _PULL * _USUAL_SPREAD**2
    variance = squares / (len(logs) - 1 + _PULL)
    return middle, variance * (1 + 1 / len(logs))
