"""Where edits of the ledger are written: each edit is one transaction."""

from collections.abc import Callable, Mapping
from typing import Any

from spindle.core.ports import Database
from spindle.features.focus.ledger.book import Change, Edit


class LedgerStore:
    """GUI thread; the jobs run on the database worker."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def apply(self, edit: Edit, seen: int, done: Callable[[], None]) -> None:
        """Write an edit; ``seen`` is µs UTC, ``done`` comes after the commit."""

        def job(db: Any) -> None:
            for change in edit.changes:
                _apply(db, change, seen)

        self._database.write(job, lambda _: done())


def _apply(db: Any, change: Change, seen: int) -> None:
    if change.after is None:
        db.execute(
            f'UPDATE "{change.table}" SET deleted = ?, updated = ? WHERE id = ?',
            (seen, seen, change.id),
        )
    elif change.before is None:
        _insert(db, change.table, change.id, {**change.after, "updated": seen, "deleted": None})
    elif change.after:
        row: Mapping[str, object] = {**change.after, "updated": seen}
        columns = ", ".join(f'"{name}" = :{name}' for name in row)
        db.execute(
            f'UPDATE "{change.table}" SET {columns} WHERE id = :own', {**row, "own": change.id}
        )


def _insert(db: Any, table: str, name: str, row: Mapping[str, object]) -> None:
    """A new row, or one that was removed and comes back with these values."""
    changes = ", ".join(f'"{column}" = :{column}' for column in row if column != "id")
    found = db.execute(f'UPDATE "{table}" SET {changes} WHERE id = :own', {**row, "own": name})
    if found.rowcount == 0:
        columns = ", ".join(f'"{column}"' for column in row)
        values = ", ".join(f":{column}" for column in row)
        db.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({values})', row)
