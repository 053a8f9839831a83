"""The governor of the evening: it offers to leave questions out while sleep suffers. Pure.

It offers and never forces, and it looks only at what the person wrote in the morning: a night
without a diary is no night to it. The comparison is with the person's own weeks before, never
with anybody else's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median
from typing import Final

RECENT: Final = 7
BEFORE: Final = 28
LEAST_BEFORE: Final = 14
"""Nights of one's own that a comparison needs."""

WEEK: Final = 7
OFTEN: Final = 4
LONG: Final = 30
"""Minutes to fall asleep that count as long."""

WORRIED: Final = 4
SHARE: Final = 2.0
PAUSE: Final = timedelta(days=3)
AGAIN: Final = timedelta(days=14)
"""An offer that was declined is not made again for so long."""


class Reason(StrEnum):
    """Why a question could be left out."""

    ONSET = "onset"
    WORRY = "worry"
    WEEK = "week"  # nothing turned worse: the week had enough nights with a question


@dataclass(frozen=True, slots=True)
class Told:
    """What a person said of one night: minutes to fall asleep, and worry 1-5."""

    night: date
    onset: int | None = None
    worried: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """An answer to an offer. ``until`` is the first night with a question again."""

    id: str
    night: date
    reason: Reason
    taken: bool
    until: date


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer to leave questions out, with the counts it stands on.

    Attributes:
        nights: How many of the last ``of`` were bad.
        usual: The person's own median before, in minutes; 0 for worry.
    """

    reason: Reason
    nights: int
    of: int
    usual: int = 0


def offer(told: Sequence[Told], pauses: Sequence[Pause], tonight: date) -> Offer | None:
    """What there is to offer tonight.

    Args:
        told: Nights before tonight, oldest first.
        pauses: Earlier answers.
        tonight: The night that begins.
    """
    if any(pause.night <= tonight < pause.until for pause in pauses):
        return None
    ended = max((pause.until for pause in pauses if pause.taken), default=date.min)
    return _onset(told, ended) or _worry(told, ended)


def enough(primed: Sequence[date], most: int, tonight: date) -> Offer | None:
    """An offer to leave the question out tonight when the week has had so many nights with one.

    Args:
        primed: Nights with a question, in any order.
        most: How many of seven nights the person means to have one; seven is no limit.
        tonight: The night that begins.
    """
    week = {night for night in primed if timedelta() < tonight - night < timedelta(days=WEEK)}
    return Offer(Reason.WEEK, len(week), WEEK) if most < WEEK and len(week) >= most else None


def paused(pauses: Sequence[Pause], tonight: date) -> Pause | None:
    """The pause that tonight lies in, if one was taken."""
    within = (pause for pause in pauses if pause.taken and pause.night <= tonight < pause.until)
    return next(within, None)


def answer(identity: str, made: Offer, tonight: date, *, taken: bool) -> Pause:
    """The record of an answer: three nights without a question, or two weeks without an offer."""
    until = tonight + (PAUSE if taken else AGAIN)
    return Pause(id=identity, night=tonight, reason=made.reason, taken=taken, until=until)


def _onset(told: Sequence[Told], ended: date) -> Offer | None:
    known = [(each.night, each.onset) for each in told if each.onset is not None]
    recent, before = _split(known, ended)
    long = sum(1 for onset in recent if onset > LONG)
    if not recent or not before or long < OFTEN:
        return None
    usual = median(before)
    if median(recent) < SHARE * usual:
        return None
    return Offer(Reason.ONSET, long, len(recent), round(usual))


def _worry(told: Sequence[Told], ended: date) -> Offer | None:
    known = [(each.night, each.worried) for each in told if each.worried is not None]
    recent, before = _split(known, ended)
    bad = sum(1 for worried in recent if worried >= WORRIED)
    if not recent or not before or bad < OFTEN:
        return None
    earlier = sum(1 for worried in before if worried >= WORRIED) / len(before)
    if bad / len(recent) < SHARE * earlier:
        return None
    return Offer(Reason.WORRY, bad, len(recent))


def _split(known: list[tuple[date, int]], ended: date) -> tuple[list[int], list[int]]:
    """The last nights and those before them; nothing when there are too few of either.

    After a pause only nights since its end are recent: the nights that led to it are not held
    against the person twice.
    """
    recent = [value for night, value in known[-RECENT:] if night >= ended]
    before = [value for _, value in known[: -len(recent) or None][-BEFORE:]]
    if len(recent) < OFTEN or len(before) < LEAST_BEFORE:
        return [], []
    return recent, before
