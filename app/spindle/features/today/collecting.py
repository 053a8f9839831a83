"""Asks every feature what it has for Today; the standard library only, for the first paint."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple, TypeVar

from spindle.core.activity import Activity
from spindle.core.clock import MINUTE
from spindle.core.days import day_of, day_span, near, of_clock, today
from spindle.core.feature import App, Asking, Feature, Mark, Offer, Query
from spindle.core.general import DAY_START
from spindle.core.parts import parts
from spindle.core.value import ValueModel, context_of
from spindle.core.value_reason import reason
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

_HOURS: Final = (5 * 60, 22 * 60 + 30)
"""The person's day, in minutes after midnight, where no feature knows it."""


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

    def ask(query: Query) -> Sequence[Mark]:
        return query(connection, asking)

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
            marks=[*_sessions(connection, bare.day, asking, features), *_told(features, ask)],
        ),
        marks=marks,
        offers=tuple(_advised(connection, asking, ordered(offers, _hidden(connection)))),
        due=due,
        question=questions[0] if questions else None,
        running=next(_running(given), None),
        first_run=not begun and bool(bare.begin),
        known=True,
    )


def without_file(asking: Asking, features: Sequence[Feature], *, fresh: bool = False) -> TodayState:
    """The frame of Today before the file could be read; ``fresh`` when there is none yet."""
    at, day_start = asking.at, asking.day_start
    day = today(at, day_start)
    in_order = sorted(features, key=lambda f: f.order)
    activities = tuple(f.activity for f in in_order if f.activity is not None)
    begin = next((f.begin for f in in_order if f.begin), "")
    hours = next((f.hours(asking.settings) for f in features if f.hours is not None), _HOURS)
    waking, lights_out = (of_clock(day, minute, at.zone, day_start) for minute in hours)
    return TodayState(
        at=at,
        day=day,
        day_start=day_start,
        hours=hours_of(day, at.zone, day_start, (), at.wall),
        waking=waking,
        lights_out=lights_out,
        week=week_of(day=day, zone=at.zone, now=at.wall, activities=activities, marks=()),
        activities=activities,
        examples=tuple(
            (f.activity, f.example)
            for f in in_order
            if f.activity is not None and f.example is not None
        ),
        begin=begin,
        first_run=fresh and bool(begin),
        known=False,
    )


def _all(given: Iterable[tuple[Feature, Sequence[T]]]) -> tuple[T, ...]:
    return tuple(one for _, answers in given for one in answers)


def _advised(
    connection: sqlite3.Connection, asking: Asking, offers: Sequence[Offer]
) -> Iterator[Offer]:
    """What only waits is offered with what the person's ratings say for now, in words."""
    model = _learned(connection) if any(offer.plain for offer in offers) else ValueModel()
    hour = asking.at.local.hour + asking.at.local.minute / 60
    for offer in offers:
        why = reason(model, context_of(str(offer.activity), hour, offer.minutes))
        yield offer._replace(reason=why.text) if offer.plain and why.found else offer


def _learned(connection: sqlite3.Connection) -> ValueModel:
    row = connection.execute("SELECT state FROM value_model WHERE id = 'value'").fetchone()
    try:
        return ValueModel() if row is None else ValueModel.from_json(row[0])
    except ValueError:
        return ValueModel()


def _hidden(connection: sqlite3.Connection) -> frozenset[tuple[str, str, str]]:
    rows = connection.execute("SELECT ref_kind, ref_id, state FROM hidden_offer")
    return frozenset((kind, ref, state) for kind, ref, state in rows)


def _running(given: Iterable[tuple[Feature, Sequence[Mark]]]) -> Iterator[Running]:
    for feature, marks in given:
        for mark in marks:
            if mark.state == "running" and feature.page is not None:
                yield Running(page=feature.id, mark=mark)


def _told(features: Iterable[Feature], ask: Callable[[Query], Sequence[Mark]]) -> Iterator[Mark]:
    """What features say of their week themselves."""
    for _, marks in parts(features, lambda f: () if f.week is None else ask(f.week)):
        yield from marks


def _sessions(
    connection: sqlite3.Connection, day: date, asking: Asking, features: Iterable[Feature]
) -> Iterator[Mark]:
    """The week's sessions of the features that say no more of it."""
    kinds = [str(f.activity) for f in features if f.activity is not None and f.week is None]
    monday, sunday = week_dates(day)
    rows = connection.execute(
        "SELECT activity, started, offset, ended, last_seen, active FROM session"
        " WHERE started >= ? AND started < ? AND deleted IS NULL AND outcome IS NOT 'skipped'"
        f" AND activity IN ({','.join('?' * len(kinds))}) ORDER BY started",
        (*near(monday, sunday, asking.at.zone, asking.day_start), *kinds),
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
