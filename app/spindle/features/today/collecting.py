"""Asks every feature what it has for Today; the standard library only, for the first paint."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from spindle.core.activity import Activity
from spindle.core.clock import MINUTE
from spindle.core.days import day_of, day_span, near, of_clock, today
from spindle.core.feature import App, Asking, Feature, Mark
from spindle.core.general import DAY_START
from spindle.core.parts import parts
from spindle.core.settings import Settings
from spindle.features.today.model import (
    Running,
    TodayState,
    hours_of,
    of_day,
    ordered,
    week_dates,
    week_of,
)

T = TypeVar("T")

ROOMS: Final = {
    "focus": Activity.FOCUS,
    "listen": Activity.LISTEN,
    "drill": Activity.DRILL,
    "journal": Activity.PRIME,
}
"""The activity of each page, in the order of the week's channels."""

_WAKING: Final = ("journal.morning", 5 * 60)
_LIGHTS_OUT: Final = ("journal.lights_out", 22 * 60 + 30)
_MORNING: Final = "Morning"


class TodayChanged(NamedTuple):
    """Today has a new state."""


def asking_now(app: App) -> Asking:
    """What the features' queries are handed now."""
    day_start = app.settings.get(DAY_START)
    return Asking(at=app.clock.now(), day_start=day_start, settings=app.settings)


def collect(
    connection: sqlite3.Connection, asking: Asking, features: Sequence[Feature]
) -> TodayState:
    """Today as the file has it now; any thread, under 20 ms.

    What a feature cannot tell is left out: one unreadable row keeps nobody from the rest.
    """
    bare = without_file(asking, features)
    zone, now = asking.at.zone, asking.at.wall
    given = list(parts(features, lambda f: f.marks(connection, asking)))
    every = [mark for _, marks in given for mark in marks]
    marks = of_day(every, day_span(bare.day, zone, asking.day_start))
    due = _all(parts(features, lambda f: f.due(connection, asking)))
    questions = _all(parts(features, lambda f: f.question(connection, asking)))
    offers = _all(parts(features, lambda f: f.offers(connection, asking)))
    [begun] = connection.execute("SELECT EXISTS (SELECT 1 FROM session)").fetchone()
    return bare._replace(
        hours=hours_of(bare.day, zone, asking.day_start, marks, now),
        week=week_of(
            day=bare.day,
            zone=zone,
            now=now,
            activities=bare.activities,
            done=_week(connection, bare.day, asking),
            evenings=[m for m in every if m.label != _MORNING],
        ),
        marks=marks,
        offers=ordered(offers, _hidden(connection)),
        due=due,
        question=questions[0] if questions else None,
        running=next(_running(given), None),
        first_run=not begun and Activity.FOCUS in bare.activities,
        known=True,
    )


def without_file(asking: Asking, features: Sequence[Feature], *, fresh: bool = False) -> TodayState:
    """The frame of Today before the file could be read; ``fresh`` when there is none yet."""
    at, day_start = asking.at, asking.day_start
    day = today(at, day_start)
    here = {feature.id for feature in features}
    activities = tuple(activity for page, activity in ROOMS.items() if page in here)
    waking, lights_out = (
        of_clock(day, _minute(asking.settings, features, *hour), at.zone, day_start)
        for hour in (_WAKING, _LIGHTS_OUT)
    )
    return TodayState(
        at=at,
        day=day,
        day_start=day_start,
        hours=hours_of(day, at.zone, day_start, (), at.wall),
        waking=waking,
        lights_out=lights_out,
        week=week_of(
            day=day, zone=at.zone, now=at.wall, activities=activities, done=(), evenings=()
        ),
        activities=activities,
        first_run=fresh and Activity.FOCUS in activities,
        known=False,
    )


def _all(given: Iterable[tuple[Feature, Sequence[T]]]) -> tuple[T, ...]:
    return tuple(one for _, answers in given for one in answers)


def _minute(settings: Settings, features: Iterable[Feature], key: str, usual: int) -> int:
    """A time of day set under another feature's key, or the usual one where it is not there."""
    for feature in features:
        if key.startswith(f"{feature.id}."):
            for group in feature.settings():
                for setting in group.settings:
                    if setting.key == key:
                        value: Any = settings.get(setting)
                        return int(value)
    return usual


def _hidden(connection: sqlite3.Connection) -> frozenset[tuple[str, str, str]]:
    rows = connection.execute("SELECT ref_kind, ref_id, state FROM hidden_offer")
    return frozenset((kind, ref, state) for kind, ref, state in rows)


def _running(given: Iterable[tuple[Feature, Sequence[Mark]]]) -> Iterator[Running]:
    for feature, marks in given:
        for mark in marks:
            if mark.state == "running" and feature.page is not None:
                yield Running(page=feature.id, mark=mark)


def _week(connection: sqlite3.Connection, day: date, asking: Asking) -> Iterator[Mark]:
    monday, sunday = week_dates(day)
    rows = connection.execute(
        "SELECT activity, started, offset, ended, last_seen, active FROM session"
        " WHERE started >= ? AND started < ? AND deleted IS NULL AND outcome IS NOT 'skipped'"
        " AND activity IN ('focus', 'listen', 'drill') ORDER BY started",
        near(monday, sunday, asking.at.zone, asking.day_start),
    )
    for activity, started, offset, ended, last_seen, active in rows:
        if not monday <= day_of(started, offset, asking.day_start) <= sunday:
            continue
        yield Mark(
            activity=Activity(activity),
            start=started,
            end=max(started + MINUTE, ended or last_seen),
            state="running" if ended is None else "done",
            label="",
            work=active,
        )
