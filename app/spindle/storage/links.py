"""Links: how a thing of one feature came from, or belongs to, a thing of another."""

import sqlite3
from typing import Any

from spindle.core.ids import Ref, new_id

_LINK = """
    INSERT INTO link (id, from_kind, from_id, relation, to_kind, to_id, created, updated)
    VALUES (:id, :from_kind, :from_id, :relation, :to_kind, :to_id, :now, :now)
    ON CONFLICT (from_kind, from_id, relation, to_kind, to_id)
    DO UPDATE SET updated = excluded.updated, deleted = NULL
"""
_UNLINK = """
    UPDATE link SET deleted = :now, updated = :now
    WHERE from_kind = :from_kind AND from_id = :from_id AND relation = :relation
        AND to_kind = :to_kind AND to_id = :to_id
"""


def link(db: Any, source: Ref, relation: str, target: Ref, now: int) -> None:
    """Say that ``source`` stands in ``relation`` to ``target``; within a write job, now in µs."""
    db.conn.execute(_LINK, _row(source, relation, target, now) | {"id": new_id()})


def unlink(db: Any, source: Ref, relation: str, target: Ref, now: int) -> None:
    """Take that back; the row stays, marked."""
    db.conn.execute(_UNLINK, _row(source, relation, target, now))


def targets(connection: sqlite3.Connection, source: Ref, relation: str) -> tuple[Ref, ...]:
    """What ``source`` points at, oldest link first."""
    rows = connection.execute(
        "SELECT to_kind, to_id FROM link WHERE from_kind = ? AND from_id = ? AND relation = ? "
        "AND deleted IS NULL ORDER BY created, id",
        (source.kind, source.id, relation),
    ).fetchall()
    return tuple(Ref(row[0], row[1]) for row in rows)


def sources(connection: sqlite3.Connection, target: Ref, relation: str) -> tuple[Ref, ...]:
    """What points at ``target``, oldest link first."""
    rows = connection.execute(
        "SELECT from_kind, from_id FROM link WHERE to_kind = ? AND to_id = ? AND relation = ? "
        "AND deleted IS NULL ORDER BY created, id",
        (target.kind, target.id, relation),
    ).fetchall()
    return tuple(Ref(row[0], row[1]) for row in rows)


def _row(source: Ref, relation: str, target: Ref, now: int) -> dict[str, object]:
    return {
        "from_kind": source.kind,
        "from_id": source.id,
        "relation": relation,
        "to_kind": target.kind,
        "to_id": target.id,
        "now": now,
    }
