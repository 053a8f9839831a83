"""What Today shows, worked out from what the features contribute. Pure; instants are µs UTC."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from spindle.core.activity import Activity
from spindle.core.clock import HOUR, MINUTE, Moment
from spindle.core.days import at_minute
from spindle.core.feature import Due, Mark, Offer, QuestionLine

if TYPE_CHECKING:
    from spindle.core.ids import Ref

ALTERNATIVES: Final = 3
_FIRST_HOUR: Final = 6
_LAST_HOUR: Final = 24

Hidden = Collection[tuple[str, str, str]]
"""What "Not now" put aside: kind and id of a ref, and the state it was in."""


class Channel(NamedTuple):
    """One line of the week.

    Attributes:
        work: Work of the week so far in µs.
        times: How often.
        marks: In order; planned ones are hollow.
    """

    activity: Activity
    work: int = 0
    times: int = 0
    marks: tuple[Mark, ...] = ()


class Week(NamedTuple):
    """Seven days from Monday on; ``days`` are their eight midnights."""

    days: tuple[int, ...]
    today: int
    channels: tuple[Channel, ...]


class Running(NamedTuple):
    """What runs now, and the page it is on."""

    page: str
    mark: Mark


class TodayState(NamedTuple):
    """All of Today at one moment.

    Attributes:
        day_start: Minutes after midnight at which days begin.
        hours: First and last hour of the strip, from the day's midnight; 24 and more is night.
        waking, lights_out: Outside of these it is night.
        offers: The next thing first, then its alternatives.
        activities: Those whose features are there.
        examples: Of the first run's strip: activity, and minutes after midnight.
        begin: The command that begins with the first run's line.
        first_run: No session was ever begun.
        known: False while the file could not be read yet.
    """

    at: Moment
    day: date
    day_start: int
    hours: tuple[int, int]
    waking: int
    lights_out: int
    week: Week
    marks: tuple[Mark, ...] = ()
    offers: tuple[Offer, ...] = ()
    due: tuple[Due, ...] = ()
    question: QuestionLine | None = None
    running: Running | None = None
    activities: tuple[Activity, ...] = ()
    examples: tuple[tuple[Activity, int], ...] = ()
    begin: str = ""
    first_run: bool = False
    known: bool = True


def ordered(offers: Iterable[Offer], hidden: Hidden = ()) -> tuple[Offer, ...]:
    """The offers to show: by rank, then by due time, without those put aside.

    An offer put aside comes back when its state changes. One thing is offered once.
    """
    waiting = [o for o in offers if (o.ref.kind, o.ref.id, o.state) not in hidden]
    waiting.sort(key=lambda o: (o.rank, o.due_at is None, o.due_at or 0))
    first: dict[Ref, Offer] = {}
    for offer in waiting:
        first.setdefault(offer.ref, offer)
    return tuple(first.values())[: 1 + ALTERNATIVES]


def of_day(marks: Iterable[Mark], span: tuple[int, int]) -> tuple[Mark, ...]:
    """The marks that begin within a span, in order of their start."""
    begin, end = span
    return tuple(sorted((m for m in marks if begin <= m.start < end), key=lambda m: m.start))


def hours_of(
    day: date, zone: str, day_start: int, marks: Sequence[Mark], now: int
) -> tuple[int, int]:
    """First and last hour of the strip: 6 to 24, and wider where a mark or now lies outside.

    Never wider than the day itself, which begins at ``day_start`` minutes after midnight.
    """
    midnight = at_minute(day, 0, zone)
    starts = [(now - midnight) // HOUR, *((m.start - midnight) // HOUR for m in marks)]
    ends = [-((midnight - now) // HOUR), *(-((midnight - m.end) // HOUR) for m in marks)]
    earliest = min(_FIRST_HOUR, *starts)
    latest = max(_LAST_HOUR, *ends)
    return max(earliest, day_start // 60), min(latest, -(-day_start // 60) + 24)


def week_of(
    *,
    day: date,
    zone: str,
    now: int,
    activities: Iterable[Activity],
    marks: Iterable[Mark],
) -> Week:
    """The channels of the week in which ``day`` lies.

    Args:
        day: Today.
        zone: IANA name.
        now: The moment.
        activities: Channels to show, in order.
        marks: What happened this week, and what of it is still to come.
    """
    monday, _ = week_dates(day)
    days = tuple(at_minute(monday + timedelta(days=n), 0, zone) for n in range(8))
    every = tuple(marks)
    channels: list[Channel] = []
    for activity in activities:
        own = tuple(m for m in every if m.activity is activity)
        drawn = [m for m in own if m.state != "planned" and m.start <= now]
        work = sum(m.work for m in drawn)
        channels.append(Channel(activity=activity, work=work, times=len(drawn), marks=own))
    return Week(days=days, today=day.weekday(), channels=tuple(channels))


def week_dates(day: date) -> tuple[date, date]:
    """Monday and Sunday of a day's week; a night belongs to the day before it."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


_EXAMPLE: Final = 91 * MINUTE
_APART: Final = 24 * MINUTE


def examples(state: TodayState) -> tuple[Mark, ...]:
    """The hollow lenses of the first run: what could be, one for each activity there is.

    They stand in the rest of the day, and what no longer fits before lights-out is left out.
    """
    midnight = at_minute(state.day, 0, state.at.zone)
    free = state.at.wall + _APART
    found: list[Mark] = []
    for activity, minute in state.examples:
        start = max(midnight + minute * MINUTE, free)
        if start + _EXAMPLE <= state.lights_out:
            end = start + _EXAMPLE
            found.append(Mark(activity=activity, start=start, end=end, state="planned", label=""))
            free = end + _APART
    return tuple(found)
