"""The night: its windows, its steps and its question. Pure; all instants are µs UTC.

A night is named by the date its evening began, by the user's day start, and that name is stored:
neither travel nor a later change of the day start moves it.

Today asks these before the first paint: records here are named tuples, since to define a frozen
dataclass takes ten times as long.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from spindle.core.clock import HOUR, MINUTE, Moment, local_time, offset_at
from spindle.core.days import at_minute, today

LEAST: Final = 30 * MINUTE
"""Nothing is asked later than this before lights-out."""

SNOOZE: Final = 15 * MINUTE
EARLY: Final = 61 * MINUTE
"""When clocks go back, a time of day comes up to this much earlier than the hours would say."""

ASLEEP: Final = 4 * HOUR
"""Somebody who wakes Spindle this long after the good night is up for the day."""

WORRIED: Final = 4
"""From here on, of five, a worry turns the evening to a next step."""

FRESH: Final = HOUR
"""A capture later than this after waking is left out of the figures of dreams."""

LATE: Final = "late"
MORNING_LASTS: Final = 9 * HOUR
STALE: Final = 16 * HOUR
LENGTH: Final = 15 * MINUTE
"""How long an evening usually takes, for the hollow mark of a planned one."""


class Scene(StrEnum):
    """What the Journal page shows."""

    LIBRARY = "library"
    UNLOAD = "unload"
    QUESTION = "question"
    CHECK = "check"
    LEAVE = "leave"
    QUIET = "quiet"
    SLIP = "slip"
    CAPTURE = "capture"
    OUTCOME = "outcome"
    DIARY = "diary"
    LINES = "lines"


EVENING: Final = (Scene.UNLOAD, Scene.QUESTION, Scene.CHECK, Scene.LEAVE)
BOX: Final = {Scene.UNLOAD: 5 * MINUTE, Scene.QUESTION: 10 * MINUTE}
"""How long a step of the evening may take before a quiet line offers to go on."""

MORNING: Final = (Scene.CAPTURE, Scene.OUTCOME, Scene.DIARY, Scene.LINES)


class QuestionState(StrEnum):
    """A draft is what was typed and not yet kept as a question."""

    DRAFT = "draft"
    OPEN = "open"
    SOLVED = "solved"
    LET_GO = "let_go"


class Came(StrEnum):
    """What the morning brought for the question, in order."""

    NOTHING = "nothing"
    ON_MIND = "on_mind"
    NEW_ANGLE = "new_angle"
    USABLE_STEP = "usable_step"
    LOOKS_SOLVED = "looks_solved"


class Source(StrEnum):
    """When the thing for the question came."""

    DREAM = "dream"
    WAKING = "waking"
    LATER = "later"


class Held(StrEnum):
    """Whether last night's step held, said the evening after."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    UNTRIED = "untried"


class Aside(StrEnum):
    """Why a question was left out of a night."""

    WORRIED = "worried"
    SLEEP = "sleep"
    WEEK = "week"  # the week had enough of them


class Arm(StrEnum):
    """Whether a question was taken to bed; nights of comparison are drawn by nobody yet."""

    PRIME = "prime"
    CONTROL = "control"


class Hours(NamedTuple):
    """The user's times, in minutes after midnight; ``lead`` is minutes before lights-out."""

    lights_out: int = 22 * 60 + 30
    lead: int = 75
    morning: int = 5 * 60
    day_start: int = 4 * 60


class Night(NamedTuple):
    """One night, from the evening to what its morning brought.

    Attributes:
        night: The local date its evening began.
        began, closed: From the first step to "Good night".
        woken: When Spindle was woken on purpose before the morning hour.
        captured: When the morning was written down, or "Nothing came" was said.
        skipped: "Not tonight" was chosen.
        mind_busy, worried: 1-5, said before "Good night".
        aside: Why no question was taken to bed, if it was left out on purpose.
        source, insight: When it came, and how suddenly, 1-5.
        verified, verified_at: Whether it held, and when that was said; their own verb writes them.
        lights_out: When the person meant to sleep.
        prime_ms: Time with the question open in front of them, awake.
        after_close_use_s: Seconds of use between "Good night" and the morning; None if nobody
            could tell.
        slips: What was parked from bed.
        dream_recall: 0 none, 1 a trace, 2 a piece, 3 whole.
        dream_related: Whether a dream had to do with the question.
        first_use: When the machine was first used in the morning.
        minutes_after_wake: From waking, by the diary, else from the first use, to the capture.
        excluded: Why the night is left out of the figures of dreams.
        later: When something came for the question during the day after.
        arm, control_question, prior: For nights of comparison: which of two questions was drawn,
            and how likely the person thought it that it resolves by itself, 0-1.
    """

    id: str
    night: date
    zone: str
    offset: int
    began: int
    closed: int | None = None
    step: Scene = Scene.UNLOAD
    question: str | None = None
    session: str | None = None
    skipped: bool = False
    woken: int | None = None
    captured: int | None = None
    nothing_came: bool = False
    came: Came | None = None
    mind_busy: int | None = None
    worried: int | None = None
    aside: Aside | None = None
    source: Source | None = None
    insight: int | None = None
    verified: Held | None = None
    verified_at: int | None = None
    lights_out: int | None = None
    prime_ms: int | None = None
    after_close_use_s: int | None = None
    slips: int = 0
    dream_recall: int | None = None
    dream_related: bool | None = None
    first_use: int | None = None
    minutes_after_wake: int | None = None
    excluded: str | None = None
    later: int | None = None
    arm: Arm | None = None
    control_question: str | None = None
    prior: float | None = None


def begin(identity: str, at: Moment, day_start: int) -> Night:
    """The night of an evening that starts now."""
    return Night(
        id=identity, night=today(at, day_start), zone=at.zone, offset=at.offset, began=at.wall
    )


def closed(night: Night, wall: int) -> Night:
    """The night after its "Good night" at an instant (µs UTC)."""
    return night._replace(closed=wall, arm=None if night.question is None else Arm.PRIME)


def lights_out(at: Moment, hours: Hours) -> int:
    """The lights-out nearest to a moment, before or after it."""
    return _nearest(at, hours.lights_out)


def evening_starts(at: Moment, hours: Hours) -> int:
    """When the evening is offered: ``lead`` minutes before the nearest lights-out."""
    return lights_out(at, hours) - hours.lead * MINUTE


def is_dim(at: Moment, hours: Hours) -> bool:
    """Whether a moment lies between the evening's hour and the morning's."""
    out = lights_out(at, hours)
    return evening_starts(at, hours) <= at.wall < quiet_until(out, at.zone, hours.morning)


def reminder_minute(hours: Hours) -> int:
    """The time of day of the reminder, in minutes after midnight."""
    return (hours.lights_out - hours.lead) % (24 * 60)


def may_ask(at: Moment, hours: Hours) -> bool:
    """Whether a reminder of the evening may appear now: in its window, not late."""
    left = lights_out(at, hours) - at.wall
    return LEAST <= left <= hours.lead * MINUTE + EARLY


def is_late(planned: int, at: Moment) -> bool:
    """Whether what was planned for an instant (µs UTC) comes late, after a suspend mostly."""
    return at.wall - planned > MINUTE


def snoozed(at: Moment, hours: Hours) -> int | None:
    """When "In 15 min" asks again; None when that would be too late to ask."""
    then = at.wall + SNOOZE
    return then if then <= lights_out(at, hours) - LEAST else None


def is_tonight(night: Night | None, at: Moment, day_start: int) -> bool:
    """Whether a night is the one of this moment."""
    return (
        night is not None
        and night.night == today(at, day_start)
        and abs(at.wall - night.began) < STALE
    )


def in_evening(night: Night | None, at: Moment, hours: Hours) -> bool:
    """Whether the evening is offered: from its start until four hours after lights-out."""
    if is_tonight(night, at, hours.day_start) and night is not None:
        if night.closed is not None or night.skipped:
            return False
        if at.wall < morning_hour(night, night.began, at.zone, hours):
            return True
    since = at.wall - evening_starts(at, hours)
    return 0 <= since <= hours.lead * MINUTE + ASLEEP


def quiet_until(closed: int, zone: str, morning: int) -> int:
    """The first morning hour after the good night, where the user is."""
    day = local_time(closed, offset_at(closed, zone)).date()
    hours = (at_minute(day + timedelta(days=n), morning, zone) for n in range(3))
    return next(hour for hour in hours if hour > closed)


def morning_hour(night: Night, since: int, zone: str, hours: Hours) -> int:
    """The first morning hour after an instant of a night, where the user is.

    Who flies far east may land after that hour; then the one where the night began counts, since
    the next would be a whole day away.
    """
    here = quiet_until(since, zone, hours.morning)
    if here - since < STALE:
        return here
    return min(here, quiet_until(since, night.zone, hours.morning))


def ends(night: Night, zone: str, hours: Hours) -> int:
    """The morning hour after a closed night; long past for one that is open."""
    return 0 if night.closed is None else morning_hour(night, night.closed, zone, hours)


def is_quiet(night: Night | None, at: Moment, hours: Hours) -> bool:
    """Whether Spindle rests: after "Good night", until the morning hour or woken on purpose."""
    if night is None or night.closed is None or night.woken is not None:
        return False
    # A clock set back by more than a day must not silence Spindle for years.
    return night.closed - 24 * HOUR <= at.wall < morning_hour(night, night.closed, at.zone, hours)


def awaits_morning(night: Night | None, at: Moment, hours: Hours) -> bool:
    """Whether a morning can be written for this night now."""
    if night is None or night.closed is None or night.captured is not None:
        return False
    start = morning_hour(night, night.closed, at.zone, hours)
    if night.woken is not None:
        start = min(start, max(night.woken, night.closed + ASLEEP))
    return start <= at.wall


def in_morning(night: Night | None, at: Moment, hours: Hours) -> bool:
    """Whether the morning is offered, and its question still hidden."""
    if night is None or not awaits_morning(night, at, hours):
        return False
    return at.wall < ends(night, at.zone, hours) + MORNING_LASTS


def slept_through(night: Night, at: Moment, hours: Hours) -> bool:
    """Whether an evening left open was ended by the night itself: a lid closed on it."""
    ends = morning_hour(night, night.began, at.zone, hours)
    return night.closed is None and (at.wall >= ends or at.wall - night.began >= STALE)


def is_worried(night: Night) -> bool:
    """Whether a worry is better met by a next step than by a question."""
    return night.worried is not None and night.worried >= WORRIED


def after_wake(night: Night, woke: int | None, zone: str) -> Night:
    """A night with the minutes from waking to its capture, and whether that was too late.

    Args:
        night: A captured one.
        woke: Minutes after midnight, from the diary; None for the first use of the machine.
        zone: Where the person woke.
    """
    since = night.first_use
    if night.captured is not None and woke is not None:
        day = local_time(night.captured, offset_at(night.captured, zone)).date()
        times = (at_minute(day + timedelta(days=n), woke, zone) for n in (-1, 0, 1))
        since = min(times, key=lambda time: abs(time - (night.captured or 0)))
    if night.captured is None or since is None:
        return night._replace(minutes_after_wake=None, excluded=None)
    minutes = max(0, night.captured - since) // MINUTE
    return night._replace(
        minutes_after_wake=minutes, excluded=LATE if minutes > FRESH // MINUTE else None
    )


def to_verify(night: Night | None) -> bool:
    """Whether it can be asked if what this night brought has held."""
    return (
        night is not None
        and night.question is not None
        and night.came in (Came.USABLE_STEP, Came.LOOKS_SOLVED)
        and night.verified is None
    )


def may_come_later(night: Night | None, question: str, at: Moment) -> bool:
    """Whether it can be said that something for a question came in the day after its night."""
    return (
        night is not None
        and night.question == question
        and night.captured is not None
        and night.later is None
        and 0 <= at.wall - night.captured < 24 * HOUR
    )


def counts(mornings: Iterable[Came]) -> dict[Came, int]:
    """How often each outcome came, in their order."""
    found = dict.fromkeys(Came, 0)
    for came in mornings:
        found[came] += 1
    return found


def _nearest(at: Moment, minute: int) -> int:
    day = at.local.date()
    times = (at_minute(day + timedelta(days=n), minute, at.zone) for n in (-1, 0, 1))
    return min(times, key=lambda time: abs(time - at.wall))
