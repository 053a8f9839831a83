"""How drills stand to each other, and how one of them is mixed and timed; jobs of the worker."""

import sqlite3
from dataclasses import dataclass
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from spindle.features.drill.memory.interleave import Mixing

MASTERED: Final = 1.0
LEVELS: Final = (MASTERED, 0.8)
"""How well a drill may have to be known before another: mastered, or so often right."""

WEIGHTS: Final = (0.8, 1.0, 0.5)
"""How much of a simple drill an advanced one may exercise: most of it, all, or half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another drill, and how it stands to the one that is asked about.

    Attributes:
        before: How well it must be known before that one, as in ``LEVELS``; 0 for not at all.
        inside: How much of it that one exercises, 0 to 1.
    """

    id: str
    title: str
    before: float
    inside: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """One drill's place among the others, and its own settings.

    Attributes:
        loops: Drills that cannot come before it, because it comes before them.
    """

    title: str
    mixing: Mixing
    target: float | None
    others: tuple[Other, ...]
    loops: frozenset[str]


def related(connection: sqlite3.Connection, drill: str) -> Related | None:
    """Read it; None if the drill is gone."""
    own = connection.execute(
        "SELECT mixing, target_ms, title FROM drill WHERE id = ? AND deleted IS NULL", (drill,)
    ).fetchone()
    if own is None:
        return None
    before, inside = stands(connection, drill)
    rows = connection.execute(
        "SELECT id, title FROM drill WHERE deleted IS NULL AND id != ? ORDER BY ord, created",
        (drill,),
    )
    return Related(
        title=own[2],
        mixing=Mixing(own[0]),
        target=None if own[1] is None else own[1] / 1000,
        others=tuple(
            Other(
                id=row[0],
                title=row[1],
                before=before.get(row[0], 0.0),
                inside=inside.get(row[0], 0.0),
            )
            for row in rows
        ),
        loops=after(connection, drill),
    )


def set_before(db: Any, drill: str, parent: str, level: float, now: int) -> None:
    """Say how well another drill must be known first, 0 for not at all; a loop is not made."""
    if level and parent in after(db.conn, drill) | {drill}:
        return
    db.execute(
        "INSERT INTO prerequisite (id, child, parent, min_level, updated, deleted)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (child, parent) DO UPDATE SET"
        " min_level = excluded.min_level, updated = excluded.updated, deleted = excluded.deleted",
        (
            _id("before", drill, parent),
            *(drill, parent, level or MASTERED, now, None if level else now),
        ),
    )


def set_inside(db: Any, drill: str, simple: str, weight: float, now: int) -> None:
    """Say how much of another drill doing this one exercises, 0 for nothing."""
    if simple == drill:
        return
    db.execute(
        "INSERT INTO encompassing (id, advanced, simple, weight, updated, deleted)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (advanced, simple) DO UPDATE SET"
        " weight = excluded.weight, updated = excluded.updated, deleted = excluded.deleted",
        (_id("inside", drill, simple), drill, simple, weight, now, None if weight else now),
    )


def set_mixing(db: Any, drill: str, mixing: Mixing, now: int) -> None:
    """Mixed with others, kept together, or as its kind usually is."""
    sql = "UPDATE drill SET mixing = ?, updated = ? WHERE id = ?"
    db.execute(sql, (str(mixing), now, drill))


def set_target(db: Any, drill: str, seconds: float | None, now: int) -> None:
    """What is quick enough to be mastered; None where speed does not matter."""
    target = None if seconds is None else round(seconds * 1000)
    sql = "UPDATE drill SET target_ms = ?, updated = ? WHERE id = ?"
    db.execute(sql, (target, now, drill))


def stands(connection: sqlite3.Connection, drill: str) -> tuple[dict[str, float], dict[str, float]]:
    """By ids: how well others must be known before a drill, how much of others it exercises."""
    return (
        _ends(connection, "SELECT parent, min_level FROM prerequisite WHERE child = ?", drill),
        _ends(connection, "SELECT simple, weight FROM encompassing WHERE advanced = ?", drill),
    )


def after(connection: sqlite3.Connection, drill: str) -> frozenset[str]:
    """All drills before which this one comes, near or far."""
    rows = connection.execute(
        "WITH RECURSIVE later(id) AS (SELECT child FROM prerequisite WHERE parent = ?"
        " AND deleted IS NULL UNION SELECT child FROM prerequisite JOIN later"
        " ON parent = later.id WHERE deleted IS NULL) SELECT id FROM later",
        (drill,),
    )
    return frozenset(row[0] for row in rows)


def _ends(connection: sqlite3.Connection, sql: str, drill: str) -> dict[str, float]:
    rows = connection.execute(f"{sql} AND deleted IS NULL", (drill,))
    return {row[0]: float(row[1]) for row in rows}


def _id(relation: str, one: str, other: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"drill:{relation}:{one}:{other}"))
