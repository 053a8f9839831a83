"""A sitting read from the file: its drills, the items due, what is new and what is spare.

Plain queries on a read connection; the standard library only.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from spindle.features.drill import breaks
from spindle.features.drill.counting import Amount, chosen
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory import mastery
from spindle.features.drill.memory.difficulty import Difficulty
from spindle.features.drill.memory.interleave import Mixing
from spindle.features.drill.memory.mastery import Standing
from spindle.features.drill.memory.schedule import Trace
from spindle.features.drill.memory.value import Value
from spindle.features.drill.memory.within import Within
from spindle.features.drill.parts import Spot, Which, only, spots
from spindle.features.drill.records import Drill, Item
from spindle.features.drill.state import Plan, Scope, Sitting

SPARE: Final = 12
"""Items read of each drill that may be asked when nothing is due."""

ROUND: Final = 10
"""Questions in a sitting with a generator; a fresh problem each time."""

_AT_ONCE: Final = 500


class Of(NamedTuple):
    """What a sitting is about; of nothing named it is about all drills.

    Attributes:
        drill: One drill.
        aim: All that serves an aim.
        which: Only what goes wrong of the drill, or only what is slow.
    """

    drill: str | None = None
    aim: str | None = None
    which: Which | None = None


def sitting(
    connection: sqlite3.Connection, plan: Plan, amount: Amount, of: Of | None = None
) -> Sitting:
    """Everything a sitting needs, in one read.

    Args:
        connection: With rows by name.
        plan: How it goes.
        amount: How much it may hold.
        of: What it is about; all drills when left out.
    """
    of = of or Of()
    spares: list[sqlite3.Row] = []
    drills = _drills(connection)
    meant = [each.id for each in drills.values() if _is_meant(each, of)]
    weak: Sequence[Spot] = ()
    if of.which is not None and of.drill in drills:
        weak = spots(connection, of.drill, drills[of.drill].kind, of.which)
        rows = _by_id(connection, list(dict.fromkeys(spot.item for spot in weak)))
        due = len(rows)
    elif plan.scope is Scope.DRILL:
        rows = [row for drill in meant for row in _all_of(connection, drill)]
        due = len(rows)
    else:
        ids = [each.id for each in chosen(connection, amount) if each.drill in set(meant)]
        rows = _by_id(connection, ids)
        due = len(rows)
        if plan.scope is Scope.LEARN:
            spares = _spare(connection, meant, set(ids))
    options = _options(connection, {row["drill_id"] for row in (*rows, *spares)})
    items = [_item(row, options) for row in (*rows, *spares)]
    queues = _by_drill(items[:due])
    if plan.scope is Scope.DRILL:
        queues = {drill: _filled(drills[drill], queue) for drill, queue in queues.items()}
    found = Sitting(
        plan=plan,
        drills=drills,
        items={item.id: item for item in items},
        queues=queues,
        spare=_by_drill(items[due:]),
        within=_within(connection),
        away=breaks.ahead(connection, amount.day),
        about=_aim_name(connection, of.aim),
        meant=frozenset(meant),
    )
    return only(found, weak, kind_of(drills[meant[0]].kind)) if weak else found


def _aim_name(connection: sqlite3.Connection, aim: str | None) -> str:
    row = connection.execute("SELECT name FROM aim WHERE id = ?", (aim,)).fetchone()
    return "" if row is None else str(row[0])


def _is_meant(drill: Drill, of: Of) -> bool:
    if of.drill is not None:
        return drill.id == of.drill
    return of.aim is None or drill.aim == of.aim


def _filled(drill: Drill, queue: tuple[str, ...]) -> tuple[str, ...]:
    """A generator's problems again and again: each is another one."""
    if not kind_of(drill.kind).traits.fresh:
        return queue
    return (queue * ROUND)[: max(len(queue), ROUND)]


def _by_id(connection: sqlite3.Connection, ids: Sequence[str]) -> list[sqlite3.Row]:
    """Items in the order of their ids."""
    found: dict[str, sqlite3.Row] = {}
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows = connection.execute(f"SELECT * FROM drill_item WHERE id IN ({marks})", some)
        found |= {row["id"]: row for row in rows}
    return [found[id_] for id_ in ids]


def _all_of(connection: sqlite3.Connection, drill: str) -> list[sqlite3.Row]:
    return connection.execute(
        "SELECT * FROM drill_item WHERE drill_id = ? AND deleted IS NULL AND resting = 0"
        " ORDER BY ord LIMIT 1000",
        (drill,),
    ).fetchall()


def _spare(
    connection: sqlite3.Connection, drills: Sequence[str], taken: set[str]
) -> list[sqlite3.Row]:
    """A few items of every drill that has been begun, those asked longest ago first."""
    found = []
    for drill in drills:
        rows = connection.execute(
            "SELECT * FROM drill_item WHERE drill_id = ? AND deleted IS NULL AND resting = 0"
            " AND asked IS NOT NULL ORDER BY asked LIMIT ?",
            (drill, SPARE),
        )
        found += [row for row in rows if row["id"] not in taken]
    return found


def _drills(connection: sqlite3.Connection) -> dict[str, Drill]:
    parents: dict[str, list[tuple[str, float]]] = {}
    for row in connection.execute(
        "SELECT child, parent, min_level FROM prerequisite WHERE deleted IS NULL"
    ):
        parents.setdefault(row[0], []).append((row[1], row[2]))
    inside: dict[str, list[tuple[str, float]]] = {}
    for row in connection.execute(
        "SELECT advanced, simple, weight FROM encompassing WHERE deleted IS NULL"
    ):
        inside.setdefault(row[0], []).append((row[1], row[2]))
    rows = connection.execute(
        "SELECT d.*, a.due AS aim_day, v.value_x AS aim_x FROM drill d"
        " LEFT JOIN aim a ON a.id = d.aim_id AND a.deleted IS NULL"
        " LEFT JOIN drill_value v ON v.aim_id = d.aim_id AND v.deleted IS NULL"
        " WHERE d.deleted IS NULL ORDER BY d.ord, d.created"
    )
    return {
        row["id"]: _drill(row, parents.get(row["id"], ()), inside.get(row["id"], ()))
        for row in rows
    }


def _drill(
    row: sqlite3.Row,
    parents: Sequence[tuple[str, float]],
    simpler: Sequence[tuple[str, float]],
) -> Drill:
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
        value=_value(row),
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


def _value(row: sqlite3.Row) -> Value:
    """That of the drill; while it is new that of what it is for."""
    if row["value_n"] == 0 and row["aim_x"] is not None:
        return Value(row["aim_x"], 0)
    return Value(row["value_x"], row["value_n"])


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
        swift=row["swift"],
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
