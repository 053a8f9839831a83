"""What is due, counted from stored dates; plain queries, the standard library only."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from spindle.features.drill.memory.cost import Cost, cost, together, total

NEAR: Final = 14
"""Days before an aim in which what is due for it comes first."""

OPEN: Final = (
    " NOT EXISTS (SELECT 1 FROM prerequisite p JOIN drill m ON m.id = p.parent"
    " WHERE p.child = d.id AND p.deleted IS NULL AND m.deleted IS NULL"
    " AND coalesce(json_extract(m.standing, '$.mastered'), 0) = 0)"
)
"""SQL of a drill ``d`` whose prerequisites are mastered: only then is something new of it begun."""


class Amount(NamedTuple):
    """How much a day may hold.

    Attributes:
        now: µs UTC.
        day: The user's day.
        most: Items due to be asked on it at the most, those asked already included.
        new: New items to begin on it at the most, likewise.
    """

    now: int
    day: date
    most: int
    new: int


class Count(NamedTuple):
    """What one drill asks for today.

    Attributes:
        due: Items to be asked, new ones included.
        new: Those among them that were never asked.
        cost: How long that takes.
        oldest: When the longest waiting one was due (µs UTC); None with new ones only.
    """

    drill: str
    title: str
    kind: str
    aim: str | None
    due: int
    new: int
    cost: Cost
    oldest: int | None


def near_aim(aim_day: date | None, day: date) -> bool:
    """Whether what a drill is for comes within a fortnight."""
    return aim_day is not None and 0 <= (aim_day - day).days <= NEAR


def counts(connection: sqlite3.Connection, amount: Amount) -> list[Count]:
    """The drills that ask for something, in the person's order."""
    waiting, oldest = _waiting(connection, amount)
    fresh = _fresh(connection, amount)
    ids = list(waiting.keys() | fresh.keys())
    marks = ", ".join("?" * len(ids))
    rows = connection.execute(
        "SELECT id, title, kind, aim_id, costs, guess_ms FROM drill"
        f" WHERE id IN ({marks}) AND deleted IS NULL ORDER BY ord, created",
        ids,
    )
    found = []
    for id_, title, kind, aim, costs, guess in rows:
        new = fresh.get(id_, 0)
        items = waiting.get(id_, 0) + new
        takes = total([(items, cost(json.loads(costs), guess))])
        found.append(Count(id_, title, kind, aim, items, new, takes, oldest.get(id_)))
    return found


def whole(found: Sequence[Count]) -> Cost:
    """What all of it takes together."""
    return together([each.cost for each in found])


def left_over(connection: sqlite3.Connection, amount: Amount) -> int:
    """Items due that a day's cap leaves for the days after."""
    [due] = connection.execute(
        "SELECT count(*) FROM drill_item WHERE due <= ? AND due IS NOT NULL"
        " AND deleted IS NULL AND resting = 0",
        (amount.now,),
    ).fetchone()
    return max(0, int(due) - _due_left(connection, amount))


def next_due(connection: sqlite3.Connection) -> dict[str, int]:
    """When each drill is due next (µs UTC); may lie in the past."""
    rows = connection.execute(
        "SELECT d.id, (SELECT min(due) FROM drill_item i WHERE i.drill_id = d.id"
        " AND due IS NOT NULL AND i.deleted IS NULL AND resting = 0)"
        " FROM drill d WHERE d.deleted IS NULL"
    )
    return {row[0]: row[1] for row in rows if row[1] is not None}


def asked_on(connection: sqlite3.Connection, day: date) -> int:
    """How many items were asked on a day that had been asked before it."""
    sql = "SELECT count(*) FROM drill_item WHERE day = ? AND day IS NOT NULL AND begun != day"
    return int(connection.execute(sql, (day.isoformat(),)).fetchone()[0])


def begun_on(connection: sqlite3.Connection, day: date) -> int:
    """How many items were asked for the first time on a day."""
    sql = "SELECT count(*) FROM drill_item WHERE begun = ? AND begun IS NOT NULL"
    return int(connection.execute(sql, (day.isoformat(),)).fetchone()[0])


def _due_left(connection: sqlite3.Connection, amount: Amount) -> int:
    return max(0, amount.most - asked_on(connection, amount.day))


def _waiting(
    connection: sqlite3.Connection, amount: Amount
) -> tuple[dict[str, int], dict[str, int]]:
    """By drill: how many of the items due longest, up to the day's cap, and since when."""
    rows = connection.execute(
        "SELECT drill_id, count(*), min(due) FROM (SELECT drill_id, due FROM drill_item"
        "  WHERE due <= ? AND due IS NOT NULL AND deleted IS NULL AND resting = 0"
        "  ORDER BY due LIMIT ?) GROUP BY drill_id",
        (amount.now, _due_left(connection, amount)),
    ).fetchall()
    return {row[0]: row[1] for row in rows}, {row[0]: row[2] for row in rows}


def _fresh(connection: sqlite3.Connection, amount: Amount) -> dict[str, int]:
    """By drill: how many new items are begun today."""
    left = amount.new - begun_on(connection, amount.day)
    found: dict[str, int] = {}
    if left <= 0:
        return found
    for (drill,) in connection.execute(
        "SELECT d.id FROM drill d LEFT JOIN aim a ON a.id = d.aim_id AND a.deleted IS NULL"
        f" AND a.due >= ? WHERE d.deleted IS NULL AND{OPEN}"
        " ORDER BY a.due IS NULL, a.due, d.ord, d.created",
        (amount.day.isoformat(),),
    ):
        [some] = connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM drill_item WHERE drill_id = ? AND due IS NULL"
            " AND deleted IS NULL AND resting = 0 LIMIT ?)",
            (drill, left),
        ).fetchone()
        if some:
            found[drill] = some
            left -= some
        if not left:
            break
    return found
