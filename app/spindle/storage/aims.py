"""Aims: found by name, made when first typed, kept in memory because there are few."""

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any

from spindle.core.aims import Aim
from spindle.core.clock import Clock
from spindle.core.ids import new_id
from spindle.core.ports import Database
from spindle.core.text import clean

_PUT = """
    INSERT INTO aim (id, name, due, updated) VALUES (:id, :name, :due, :updated)
    ON CONFLICT (id) DO UPDATE
    SET name = excluded.name, due = excluded.due, updated = excluded.updated, deleted = NULL
"""


def load(connection: sqlite3.Connection, *, removed: bool = False) -> tuple[Aim, ...]:
    """All aims by name: those in force, or those that were removed."""
    rows = connection.execute(
        "SELECT id, name, due FROM aim WHERE (deleted IS NOT NULL) = ? "
        "ORDER BY name COLLATE NOCASE",
        (removed,),
    ).fetchall()
    return tuple(_aim(row) for row in rows)


def find_or_create(db: Any, name: str, now: int, *, new: str | None = None) -> str:
    """The id of the aim of this name, within a write job; one removed before comes back.

    Args:
        db: ``sqlite_utils.Database``.
        name: As typed; upper and lower case are the same aim.
        now: µs UTC.
        new: Its id if it has to be made; random when left out.
    """
    name = clean(name).strip()
    row = _row_of_name(db.conn, name)
    if row is None:
        aim = new or new_id()
        db.conn.execute(_PUT, {"id": aim, "name": name, "due": None, "updated": now})
        return aim
    if row["deleted"] is not None:
        db.conn.execute("UPDATE aim SET deleted = NULL, updated = ? WHERE id = ?", (now, row["id"]))
    return str(row["id"])


class Aims:
    """The aims in force. GUI thread; a look-up never waits for the disk."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        known: Iterable[Aim] = (),
        removed: Iterable[Aim] = (),
    ) -> None:
        self._database = database
        self._clock = clock
        self._aims = {aim.id: aim for aim in known}
        # A name is taken for good: whoever types it again means the same aim.
        self._removed = {aim.id: aim for aim in removed}

    def all(self) -> tuple[Aim, ...]:
        """By name."""
        return tuple(sorted(self._aims.values(), key=lambda aim: aim.name.casefold()))

    def get(self, aim: str) -> Aim | None:
        """An aim by id, unless it was removed."""
        return self._aims.get(aim)

    def named(self, name: str) -> Aim:
        """The aim of a name, made or brought back now; its row goes out before yours."""
        name = clean(name).strip()
        aim = _of_name(self._aims.values(), name)
        if aim is None:
            aim = self.put(_of_name(self._removed.values(), name) or Aim(id=new_id(), name=name))
        return aim

    def put(self, aim: Aim) -> Aim:
        """Write a new name or date."""
        self._aims[aim.id] = aim
        self._removed.pop(aim.id, None)
        row = {
            "id": aim.id,
            "name": aim.name,
            "due": aim.due.isoformat() if aim.due else None,
            "updated": self._clock.now().wall,
        }
        self._database.write(lambda db: db.conn.execute(_PUT, row).rowcount)
        return aim

    def remove(self, aim: str) -> None:
        """Take it off the lists; what carries it keeps it."""
        if aim in self._aims:
            self._removed[aim] = self._aims.pop(aim)
        now = self._clock.now().wall
        self._database.write(
            lambda db: (
                db.conn.execute(
                    "UPDATE aim SET deleted = ?, updated = ? WHERE id = ?", (now, now, aim)
                ).rowcount
            )
        )


def _of_name(aims: Iterable[Aim], name: str) -> Aim | None:
    return next((aim for aim in aims if aim.name.casefold() == name.casefold()), None)


def _row_of_name(connection: Any, name: str) -> Any:
    """The row of a name. SQLite knows the case of A to Z only, and aims are few enough to ask."""
    exact = connection.execute("SELECT id, deleted FROM aim WHERE name = ?", (name,)).fetchone()
    if exact is not None:
        return exact
    rows = connection.execute("SELECT id, deleted, name FROM aim ORDER BY updated, id").fetchall()
    wanted = name.casefold()
    return next((row for row in rows if row["name"].casefold() == wanted), None)


def _aim(row: sqlite3.Row) -> Aim:
    due = None if row["due"] is None else date.fromisoformat(row["due"])
    return Aim(id=row["id"], name=row["name"], due=due)
