"""A break that is planned: what falls due in it is asked before it or after it, under the cap."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from spindle.core.clock import offset_at
from spindle.core.days import at_minute, day_of
from spindle.features.drill.memory.backlog import AHEAD, Waiting, spread
from spindle.features.drill.memory.schedule import Trace


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """A break, and the day it is planned on.

    Attributes:
        first, last: Its days.
        cap: Items a day at the most.
    """

    first: date
    last: date
    today: date
    cap: int
    zone: str
    day_start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakPlan:
    """What a break would do.

    Attributes:
        due: New start of the day each item is due (µs UTC), by id; ``was`` as it is now.
        ahead, after: How many are asked before it and after it.
        lapses: How many of them will be forgotten, to be expected; ``unplanned`` if all were
            asked on the first day back.
    """

    away: Away
    due: Mapping[str, int]
    was: Mapping[str, int]
    ahead: int
    after: int
    lapses: float
    unplanned: float


def plan(connection: sqlite3.Connection, away: Away) -> BreakPlan:
    """Look what a break would do; nothing is changed."""
    end = at_minute(away.last + timedelta(days=1), away.day_start, away.zone)
    rows = connection.execute(
        "SELECT id, stability, difficulty, day, attempts, lapses, due FROM drill_item"
        " WHERE due < ? AND due IS NOT NULL AND day IS NOT NULL AND deleted IS NULL"
        " AND resting = 0",
        (end,),
    ).fetchall()
    items = [
        Waiting(
            row[0],
            Trace(row[1], row[2], date.fromisoformat(row[3]), row[4], row[5]),
            day_of(row[6], offset_at(row[6], away.zone), away.day_start),
        )
        for row in rows
    ]
    found = spread(items, away.today, away.cap, (away.first, away.last))
    moved = {item.id: found.days[item.id] for item in items if found.days[item.id] != item.due}
    was = {row[0]: row[6] for row in rows if row[0] in moved}
    return BreakPlan(
        away=away,
        due={id_: at_minute(day, away.day_start, away.zone) for id_, day in moved.items()},
        was=was,
        ahead=sum(day < away.first for day in moved.values()),
        after=sum(day > away.last for day in moved.values()),
        lapses=found.lapses,
        unplanned=found.unplanned,
    )


def keep(db: Any, planned: BreakPlan, now: int) -> None:
    """Plan a break; within a write job."""
    _set(db, planned.due, now)
    _row(db, planned, now, deleted=None)


def take_back(db: Any, planned: BreakPlan, now: int) -> None:
    """Undo it: what has not been asked since is due when it was."""
    _set(db, planned.was, now, only=planned.due)
    _row(db, planned, now, deleted=now)


def ahead(connection: sqlite3.Connection, today: date) -> tuple[date, date] | None:
    """The next break, or the one under way."""
    row = connection.execute(
        "SELECT first_day, last_day FROM drill_break WHERE last_day >= ? AND deleted IS NULL"
        " ORDER BY first_day LIMIT 1",
        (today.isoformat(),),
    ).fetchone()
    return None if row is None else (date.fromisoformat(row[0]), date.fromisoformat(row[1]))


def outside(due: date, away: tuple[date, date] | None, day: date) -> date:
    """A day for what would fall due in a break: shortly before it, else on the first day back."""
    if away is None or not away[0] <= due <= away[1]:
        return due
    before = away[0] - timedelta(days=1)
    return before if before > day and (due - before).days <= AHEAD else away[1] + timedelta(days=1)


def _set(db: Any, due: Mapping[str, int], now: int, only: Mapping[str, int] | None = None) -> None:
    for id_, at in due.items():
        sql = "UPDATE drill_item SET due = ?, updated = ? WHERE id = ?"
        if only is None:
            db.execute(sql, (at, now, id_))
        else:
            db.execute(f"{sql} AND due = ?", (at, now, id_, only[id_]))


def _row(db: Any, planned: BreakPlan, now: int, *, deleted: int | None) -> None:
    first, last = planned.away.first.isoformat(), planned.away.last.isoformat()
    db.execute(
        "INSERT INTO drill_break (id, first_day, last_day, updated, deleted) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET updated = excluded.updated, deleted = excluded.deleted",
        (str(uuid5(NAMESPACE_URL, f"drill:break:{first}:{last}")), first, last, now, deleted),
    )
