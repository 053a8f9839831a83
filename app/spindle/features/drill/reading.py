"""What the home page shows, and a drill as it can be edited; read on the database worker."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import Any

from spindle.features.drill.breaks import Kept, kept
from spindle.features.drill.counting import Amount, counts, left_over, next_due, whole
from spindle.features.drill.keeping import DrillDraft
from spindle.features.drill.kinds.kind import SpecError, Timed
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory.cost import Cost
from spindle.features.drill.memory.interleave import Mixing


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeRow:
    """One drill on the home page.

    Attributes:
        usual: Seconds of a usual answer; None where nothing is known or time says nothing.
        figure: What a ladder came to last, with its unit.
        next: When something of it is due next (µs UTC).
        new: How many of its items were never asked.
        aim: What it is for, with its name and its day.
    """

    id: str
    title: str
    kind: str
    due: int
    minutes: int
    usual: float | None
    figure: tuple[float, str] | None
    next: int | None
    new: int
    aim: str | None = None
    aim_name: str = ""
    aim_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The home page: drills that ask for something first, then by when they are due.

    Attributes:
        later: Items due that wait for the days after.
        breaks: Planned, the next one first.
    """

    rows: tuple[HomeRow, ...]
    due: int
    cost: Cost
    later: int
    breaks: tuple[Kept, ...] = ()


def home(connection: sqlite3.Connection, amount: Amount) -> Home:
    """All drills."""
    asked = {each.drill: each for each in counts(connection, amount)}
    following = next_due(connection)
    rows = connection.execute(
        "SELECT d.id, d.title, d.kind, d.usual_ms, d.figure, d.figure_unit,"
        " (SELECT count(*) FROM drill_item i WHERE i.drill_id = d.id AND due IS NULL"
        "  AND i.deleted IS NULL AND resting = 0) AS new,"
        " a.id AS aim, a.name AS aim_name, a.due AS aim_day"
        " FROM drill d LEFT JOIN aim a ON a.id = d.aim_id AND a.deleted IS NULL"
        " WHERE d.deleted IS NULL ORDER BY d.ord, d.created"
    )
    found = [_home_row(row, asked.get(row["id"]), following.get(row["id"])) for row in rows]
    far = max(following.values(), default=0) + 1
    found.sort(key=lambda row: (row.due == 0, row.next or far if row.due == 0 else 0))
    return Home(
        rows=tuple(found),
        due=sum(each.due for each in asked.values()),
        cost=whole(list(asked.values())),
        later=left_over(connection, amount),
        breaks=kept(connection, amount.day),
    )


def draft(connection: sqlite3.Connection, drill: str) -> DrillDraft | None:
    """A drill as it can be edited; None if it is gone."""
    row = connection.execute(
        "SELECT * FROM drill WHERE id = ? AND deleted IS NULL", (drill,)
    ).fetchone()
    if row is None:
        return None
    items = connection.execute(
        "SELECT id, spec FROM drill_item WHERE drill_id = ? AND deleted IS NULL ORDER BY ord",
        (drill,),
    ).fetchall()
    return DrillDraft(
        id=drill,
        kind=row["kind"],
        title=row["title"],
        options=json.loads(row["options"]),
        items=tuple(json.loads(item[1]) for item in items),
        ids=tuple(item[0] for item in items),
        guid=row["guid"],
        source=row["source"],
        aim=row["aim_id"],
        mixing=Mixing(row["mixing"]),
        target=None if row["target_ms"] is None else row["target_ms"] / 1000,
        wanted=row["wanted"],
    )


def _home_row(row: sqlite3.Row, count: Any, following: int | None) -> HomeRow:
    timed = tells(row["kind"])
    return HomeRow(
        id=row["id"],
        title=row["title"],
        kind=row["kind"],
        due=0 if count is None else count.due,
        minutes=0 if count is None else count.cost.minutes,
        usual=row["usual_ms"] / 1000 if timed and row["usual_ms"] else None,
        figure=None if row["figure"] is None else (row["figure"], row["figure_unit"]),
        next=following,
        new=row["new"],
        aim=row["aim"],
        aim_name=row["aim_name"] or "",
        aim_day=None if row["aim_day"] is None else date.fromisoformat(row["aim_day"]),
    )


def tells(kind: str) -> bool:
    """Whether the time of a kind tells something; a kind nobody knows tells nothing."""
    try:
        return kind_of(kind).traits.timed is not Timed.NOT
    except SpecError:
        return False
