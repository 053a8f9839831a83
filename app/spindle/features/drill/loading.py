"""A sitting read from the file: its drills, the items due, what is new and what is spare.

Plain queries on a read connection; the standard library only.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from spindle.features.drill import breaks
from spindle.features.drill.counting import OPEN, Amount, asked_on, begun_on, near_aim
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory import mastery
from spindle.features.drill.memory.difficulty import Difficulty
from spindle.features.drill.memory.interleave import Mixing
from spindle.features.drill.memory.mastery import Standing
from spindle.features.drill.memory.schedule import Trace
from spindle.features.drill.memory.value import Value
from spindle.features.drill.memory.within import Within
from spindle.features.drill.records import Drill, Item
from spindle.features.drill.sitting import Plan, Scope, Sitting

SPARE: Final = 12
"""Items read of each drill that may be asked when nothing is due."""

ROUND: Final = 10
"""Questions in a sitting with a generator; a fresh problem each time."""


def sitting(
    connection: sqlite3.Connection, plan: Plan, amount: Amount, drill: str | None = None
) -> Sitting:
    """Everything a sitting needs, in one read.

    Args:
        connection: With rows by name.
        plan: What it is about.
        amount: How much it may hold.
        drill: The one drill it is about, or None for all.
    """
    drills = _drills(connection)
    if plan.scope is Scope.DRILL:
        rows = _all_of(connection, drill or "")
        options = _options(connection, {drill or ""})
        items = [_item(row, options) for row in rows]
        queue = tuple(item.id for item in items)
        if items and kind_of(drills[items[0].drill].kind).traits.fresh:
            queue = (queue * ROUND)[: max(len(queue), ROUND)]
        queues = {drill or "": queue} if queue else {}
        spare: dict[str, tuple[str, ...]] = {}
    else:
        soon = [each.id for each in drills.values() if near_aim(each.aim_day, amount.day)]
        due = [*_due(connection, amount, drill, soon), *_new(connection, amount, drill)]
        learns = plan.scope is Scope.LEARN
        others = _spare(connection, drills, {row["id"] for row in due}) if learns else []
        options = _options(connection, {row["drill_id"] for row in (*due, *others)})
        items = [_item(row, options) for row in (*due, *others)]
        queues = _by_drill(items[: len(due)])
        spare = _by_drill(items[len(due) :])
    return Sitting(
        plan=plan,
        drills=drills,
        items={item.id: item for item in items},
        queues=queues,
        spare=spare,
        within=_within(connection),
        away=breaks.ahead(connection, amount.day),
    )


def _due(
    connection: sqlite3.Connection, amount: Amount, drill: str | None, soon: Sequence[str]
) -> list[sqlite3.Row]:
    """The items due longest, those for a near aim first; one of each family of siblings."""
    left = amount.most - asked_on(connection, amount.day)
    if left <= 0:
        return []
    found: list[sqlite3.Row] = []
    for only in (*(each for each in soon if drill in {None, each}), drill):
        one = "" if only is None else " AND drill_id = :drill"
        found += connection.execute(
            "SELECT * FROM drill_item WHERE due <= :now AND due IS NOT NULL AND deleted IS NULL"
            f" AND resting = 0{one} ORDER BY due, id LIMIT :most",
            {"now": amount.now, "drill": only, "most": 3 * left},
        ).fetchall()
    return _apart(connection, {row["id"]: row for row in found}.values(), amount)[:left]


def _new(connection: sqlite3.Connection, amount: Amount, drill: str | None) -> list[sqlite3.Row]:
    left = amount.new - begun_on(connection, amount.day)
    if left <= 0:
        return []
    one = "" if drill is None else " AND i.drill_id = :drill"
    rows = connection.execute(
        "SELECT i.* FROM drill d JOIN drill_item i ON i.drill_id = d.id"
        " LEFT JOIN aim a ON a.id = d.aim_id AND a.deleted IS NULL AND a.due >= :day"
        " WHERE i.due IS NULL AND i.deleted IS NULL AND i.resting = 0"
        f" AND d.deleted IS NULL{one} AND{OPEN}"
        " ORDER BY a.due IS NULL, a.due, d.ord, d.created, i.ord LIMIT :most",
        {"drill": drill, "most": 3 * left, "day": amount.day.isoformat()},
    ).fetchall()
    return _apart(connection, rows, amount)[:left]


def _apart(
    connection: sqlite3.Connection, rows: Iterable[sqlite3.Row], amount: Amount
) -> list[sqlite3.Row]:
    """Without a second of one family (R22)."""
    seen: set[str] = set()
    kept = []
    for row in rows:
        family = row["sibling"]
        if family is None or (family not in seen and not _asked_today(connection, row, amount.day)):
            kept.append(row)
        seen.add(family or "")
    return kept


def _asked_today(connection: sqlite3.Connection, row: sqlite3.Row, day: date) -> bool:
    """Whether another of its family was asked on this day."""
    found = connection.execute(
        "SELECT 1 FROM drill_item WHERE sibling = ? AND sibling IS NOT NULL AND id != ?"
        " AND day = ? LIMIT 1",
        (row["sibling"], row["id"], day.isoformat()),
    ).fetchone()
    return found is not None


def _all_of(connection: sqlite3.Connection, drill: str) -> list[sqlite3.Row]:
    return connection.execute(
        "SELECT * FROM drill_item WHERE drill_id = ? AND deleted IS NULL AND resting = 0"
        " ORDER BY ord LIMIT 1000",
        (drill,),
    ).fetchall()


def _spare(
    connection: sqlite3.Connection, drills: Mapping[str, Drill], taken: set[str]
) -> list[sqlite3.Row]:
    """A few items of every drill that has been begun, those asked longest ago first."""
    found = []
    for drill in drills.values():
        rows = connection.execute(
            "SELECT * FROM drill_item WHERE drill_id = ? AND deleted IS NULL AND resting = 0"
            " AND asked IS NOT NULL ORDER BY asked LIMIT ?",
            (drill.id, SPARE),
        )
        found += [row for row in rows if row["id"] not in taken]
    return found


def _drills(connection: sqlite3.Connection) -> dict[str, Drill]:
    parents = _pairs(connection, "SELECT child, parent FROM prerequisite WHERE deleted IS NULL")
    inside: dict[str, list[tuple[str, float]]] = {}
    for row in connection.execute(
        "SELECT advanced, simple, weight FROM encompassing WHERE deleted IS NULL"
    ):
        inside.setdefault(row[0], []).append((row[1], row[2]))
    rows = connection.execute(
        "SELECT d.*, a.due AS aim_day FROM drill d LEFT JOIN aim a ON a.id = d.aim_id"
        " AND a.deleted IS NULL WHERE d.deleted IS NULL ORDER BY d.ord, d.created"
    )
    return {
        row["id"]: _drill(row, parents.get(row["id"], ()), inside.get(row["id"], ()))
        for row in rows
    }


def _pairs(connection: sqlite3.Connection, sql: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for first, second in connection.execute(sql):
        found.setdefault(first, []).append(second)
    return found


def _drill(row: sqlite3.Row, parents: Sequence[str], simpler: Sequence[tuple[str, float]]) -> Drill:
    return Drill(
        id=row["id"],
        kind=row["kind"],
        title=row["title"],
        version=row["version"],
        aim=row["aim_id"],
        aim_day=None if row["aim_day"] is None else date.fromisoformat(row["aim_day"]),
        order=row["ord"],
        mixing=Mixing(row["mixing"]),
        target=None if row["target_ms"] is None else row["target_ms"] / 1000,
        wanted=row["wanted"],
        value=Value(row["value_x"], row["value_n"]),
        standing=_standing(row["standing"]),
        difficulty=_difficulty(row["difficulty"]),
        attempts=row["attempts"],
        usual=None if row["usual_ms"] is None else row["usual_ms"] / 1000,
        costs=tuple(json.loads(row["costs"])),
        guess_ms=row["guess_ms"],
        figure=None if row["figure"] is None else (row["figure"], row["figure_unit"]),
        waited=row["waited"],
        parents=tuple(parents),
        simpler=tuple(simpler),
    )


def _standing(text: str | None) -> Standing:
    """A damaged one begins anew; the log is whole."""
    if text is None:
        return Standing()
    try:
        return mastery.from_plain(json.loads(text))
    except (ValueError, TypeError, KeyError):
        return Standing()


def _difficulty(text: str | None) -> Difficulty:
    if text is None:
        return Difficulty()
    level, reversals, rising = json.loads(text)
    return Difficulty(float(level), int(reversals), rising)


def _item(row: sqlite3.Row, options: Mapping[str, Mapping[str, Any]]) -> Item:
    trace = None
    if row["day"] is not None:
        trace = Trace(
            stability=row["stability"],
            difficulty=row["difficulty"],
            day=date.fromisoformat(row["day"]),
            attempts=row["attempts"],
            lapses=row["lapses"],
        )
    return Item(
        id=row["id"],
        drill=row["drill_id"],
        spec={**options.get(row["drill_id"], {}), **json.loads(row["spec"])},
        trace=trace,
        attempts=row["attempts"],
        wrong=row["wrong"],
        streak=row["streak"],
        asked=row["asked"],
        due=row["due"],
        begun=None if row["begun"] is None else date.fromisoformat(row["begun"]),
    )


def _options(connection: sqlite3.Connection, drills: set[str]) -> dict[str, dict[str, Any]]:
    marks = ", ".join("?" * len(drills))
    rows = connection.execute(f"SELECT id, options FROM drill WHERE id IN ({marks})", (*drills,))
    return {row[0]: json.loads(row[1]) for row in rows}


def _by_drill(items: Iterable[Item]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for item in items:
        found.setdefault(item.drill, []).append(item.id)
    return {drill: tuple(ids) for drill, ids in found.items()}


def _within(connection: sqlite3.Connection) -> Within:
    row = connection.execute(
        "SELECT parameters, attempts FROM drill_model WHERE kind = 'within_day'"
    ).fetchone()
    if row is None:
        return Within()
    return Within(tuple(float(each) for each in json.loads(row[0])), row[1])
