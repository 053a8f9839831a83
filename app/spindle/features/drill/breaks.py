"""A break that is planned: what falls due in it is asked before it or after it, under the cap."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple
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


class Kept(NamedTuple):
    """A break that is planned."""

    id: str
    first: date
    last: date


def plan(connection: sqlite3.Connection, away: Away) -> BreakPlan:
    """Look what a break would do; nothing is changed.

    What is due after it anyhow fills the days there as well, so that none holds more than the cap.
    """
    end = at_minute(away.last + timedelta(days=1), away.day_start, away.zone)

    def day(due: int) -> date:
        return day_of(due, offset_at(due, away.zone), away.day_start)

    rows = connection.execute(
        "SELECT id, stability, difficulty, day, attempts, lapses, due FROM drill_item"
        " WHERE due < ? AND due IS NOT NULL AND day IS NOT NULL AND deleted IS NULL"
        " AND resting = 0",
        (end,),
    ).fetchall()
    items = [
        Waiting(
            row[0], Trace(row[1], row[2], date.fromisoformat(row[3]), row[4], row[5]), day(row[6])
        )
        for row in rows
    ]
    later: dict[date, int] = {}
    for due, count in connection.execute(
        "SELECT due, count(*) FROM drill_item WHERE due >= ? AND due IS NOT NULL"
        " AND deleted IS NULL AND resting = 0 GROUP BY due",
        (end,),
    ):
        later[day(due)] = later.get(day(due), 0) + count
    found = spread(items, away.today, away.cap, (away.first, away.last), later)
    moved = {item.id: found.days[item.id] for item in items if found.days[item.id] != item.due}
    was = {row[0]: row[6] for row in rows if row[0] in moved}
    return BreakPlan(
        away=away,
        due={id_: at_minute(day_, away.day_start, away.zone) for id_, day_ in moved.items()},
        was=was,
        ahead=sum(day_ < away.first for day_ in moved.values()),
        after=sum(day_ > away.last for day_ in moved.values()),
        lapses=found.lapses,
        unplanned=found.unplanned,
    )


def keep(db: Any, planned: BreakPlan, now: int) -> str:
    """Plan a break; within a write job. Returns its id."""
    for item, due in planned.due.items():
        _set(db, item, due, now)
    first, last = planned.away.first.isoformat(), planned.away.last.isoformat()
    moved = {item: [planned.was[item], due] for item, due in planned.due.items()}
    id_ = str(uuid5(NAMESPACE_URL, f"drill:break:{first}:{last}"))
    db.execute(
        "INSERT INTO drill_break (id, first_day, last_day, moved, updated, deleted)"
        " VALUES (?, ?, ?, ?, ?, NULL) ON CONFLICT (id) DO UPDATE SET moved = excluded.moved,"
        " updated = excluded.updated, deleted = NULL",
        (id_, first, last, json.dumps(moved), now),
    )
    return id_


def take_back(db: Any, id_: str, now: int) -> None:
    """Undo it: what has not been asked since is due when it was."""
    row = db.execute(
        "SELECT moved FROM drill_break WHERE id = ? AND deleted IS NULL", (id_,)
    ).fetchone()
    if row is None:
        return
    for item, (was, due) in json.loads(row[0]).items():
        _set(db, item, was, now, only=due)
    db.execute("UPDATE drill_break SET deleted = ?, updated = ? WHERE id = ?", (now, now, id_))


def kept(connection: sqlite3.Connection, today: date) -> tuple[Kept, ...]:
    """The breaks that are planned or under way, the next one first."""
    rows = connection.execute(
        "SELECT id, first_day, last_day FROM drill_break WHERE last_day >= ? AND deleted IS NULL"
        " ORDER BY first_day",
        (today.isoformat(),),
    )
    return tuple(
        Kept(row[0], date.fromisoformat(row[1]), date.fromisoformat(row[2])) for row in rows
    )


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


def _set(db: Any, item: str, due: int, now: int, only: int | None = None) -> None:
    """Put an item on another day; with ``only`` if it is still on that one."""
    db.execute(
        "UPDATE drill_item SET due = ?, updated = ? WHERE id = ? AND due = coalesce(?, due)",
        (due, now, item, only),
    )
