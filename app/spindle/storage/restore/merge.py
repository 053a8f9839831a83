"""Staged rows into the user's database: by key, the newer of two wins, twice changes nothing."""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from spindle.storage import driver, readonly
from spindle.storage.ours import MEDIA, QUARANTINE
from spindle.storage.restore.staging import ORDER, UNREADABLE, Staged, clear
from spindle.storage.tables import KINDS, Table, names_of, tables

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key

STEP: Final = 100
"""Rows of one transaction while the program runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a merge would do to one table, in rows.

    Attributes:
        new: In the file only.
        newer: Newer in the file.
        same: The rest of the file's, which a merge leaves as they are here.
        older: Those of them that are newer here.
        gone: Here only.
    """

    table: str
    new: int
    newer: int
    same: int
    older: int = 0
    gone: int = 0


def preview(staged: Staged, live: Path | None, names: Sequence[str]) -> tuple[Change, ...]:
    """Count, writing nothing.

    Args:
        staged: What was read.
        live: The user's database; None if there is none that can be read.
        names: The tables that belong to the user.
    """
    with closing(readonly.connect(staged.database, key=staged.key)) as connection:
        shapes = tables(connection, names)
        if live is None:
            return tuple(_all_new(staged, table) for table in shapes)
        driver.attach(connection, live, "live", key=staged.key)
        there = {
            row[0] for row in connection.execute("SELECT name FROM live.sqlite_schema").fetchall()
        }
        return tuple(
            _counted(connection, table, staged) if table.name in there else _all_new(staged, table)
            for table in shapes
        )


def _all_new(staged: Staged, table: Table) -> Change:
    return Change(table=table.name, new=staged.rows.get(table.name, 0), newer=0, same=0)


def _counted(connection: sqlite3.Connection, table: Table, staged: Staged) -> Change:
    same_key = " AND ".join(f'ours."{column}" = theirs."{column}"' for column in table.key)
    newer, older = (
        (f"theirs.updated {sign} ours.updated" for sign in "><") if table.dated else ("0", "0")
    )
    there, later, earlier = connection.execute(
        f"SELECT count(*), coalesce(sum({newer}), 0), coalesce(sum({older}), 0) FROM {ORDER} "
        f'JOIN main."{table.name}" AS theirs ON tbl = ? AND theirs.rowid = rid '
        f'JOIN live."{table.name}" AS ours ON {same_key}',
        (table.name,),
    ).fetchone()
    (here,) = connection.execute(f'SELECT count(*) FROM live."{table.name}"').fetchone()
    of = staged.rows.get(table.name, 0)
    return Change(
        table=table.name,
        new=of - there,
        newer=later,
        same=there - later,
        older=earlier,
        gone=here - there,
    )


@dataclass(slots=True)
class Merge:
    """A merge under way. Everything but its making runs where the user's database is written.

    Attributes:
        changed: Rows added or replaced so far.
        left_out: Rows that the user's database refused, by table.
    """

    staged: Path
    names: Sequence[str]
    key: "Key | None" = None
    changed: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    _aliases: dict[tuple[str, object], object] = field(default_factory=dict)
    _shapes: dict[str, Table] = field(default_factory=dict)

    def step(self, connection: Any, after: int, most: int = STEP) -> int | None:
        """Merge the next rows behind a position, within a transaction.

        Args:
            connection: Of the user's database, with its foreign keys checked.
            after: Where the step before ended; 0 to begin.
            most: How many rows.

        Returns:
            Where the next step begins, or None when all is merged.
        """
        with closing(readonly.connect(self.staged, key=self.key)) as source:
            self._shapes = self._shapes or {t.name: t for t in tables(source, self.names)}
            places = source.execute(
                f"SELECT position, tbl, rid FROM {ORDER} WHERE position > ? ORDER BY position "
                "LIMIT ?",
                (after, most),
            ).fetchall()
            for _, name, rowid in places:
                row = source.execute(f'SELECT * FROM "{name}" WHERE rowid = ?', (rowid,)).fetchone()
                self._put(connection, self._shapes[name], dict(row))
        return places[-1][0] if len(places) == most else None

    def back(self, connection: Any, before: Path, upto: int, most: int = STEP) -> int | None:
        """Take merged rows back, the last first, within a transaction.

        What the user changed since stays as it is.

        Args:
            connection: Of the user's database.
            before: A copy of it from before the merge.
            upto: Where the merge, or the step back before this one, ended.
            most: How many rows.

        Returns:
            Where the next step back ends, or None when all is as it was.
        """
        with (
            closing(readonly.connect(self.staged, key=self.key)) as source,
            closing(readonly.connect(before, key=self.key)) as old,
        ):
            places = source.execute(
                f"SELECT position, tbl, rid FROM {ORDER} WHERE position <= ? "
                "ORDER BY position DESC LIMIT ?",
                (upto, most),
            ).fetchall()
            for _, name, rowid in places:
                row = source.execute(f'SELECT * FROM "{name}" WHERE rowid = ?', (rowid,)).fetchone()
                self._take_back(connection, old, self._shapes[name], dict(row))
        return places[-1][0] - 1 if len(places) == most else None

    def _take_back(
        self, connection: Any, old: sqlite3.Connection, table: Table, row: dict[str, Any]
    ) -> None:
        if len(table.key) == 1:
            (key,) = table.key
            row[key] = self._aliases.get((table.name, row[key]), row[key])
        self._follow(table, row)
        mine = " AND ".join(f'"{column}" = :{column}' for column in table.key)
        was = old.execute(f'SELECT * FROM "{table.name}" WHERE {mine}', row).fetchone()
        untouched = f"{mine} AND updated = :updated" if table.dated else mine
        if was is None:
            connection.execute(f'DELETE FROM "{table.name}" WHERE {untouched}', row)
        elif table.dated and was["updated"] < row["updated"]:
            values = ", ".join(f'"{c}" = :was_{c}' for c in table.columns if c not in table.key)
            given = row | {f"was_{column}": was[column] for column in table.columns}
            connection.execute(f'UPDATE "{table.name}" SET {values} WHERE {untouched}', given)

    def _put(self, connection: Any, table: Table, row: dict[str, Any]) -> None:
        self._follow(table, row)
        self._meet(connection, table, row)
        try:
            self.changed += connection.execute(_upsert(table), row).rowcount
        except sqlite3.IntegrityError:
            self.left_out[table.name] = self.left_out.get(table.name, 0) + 1

    def _follow(self, table: Table, row: dict[str, Any]) -> None:
        """Let it refer to the user's own row where that is the same thing under another key."""
        if not self._aliases:
            return
        for column, parent in table.references.items():
            row[column] = self._aliases.get((parent, row[column]), row[column])
        for kind in KINDS:
            target = (row.get(f"{kind}_kind"), row.get(f"{kind}_id"))
            if target in self._aliases:
                row[f"{kind}_id"] = self._aliases[target]

    def _meet(self, connection: Any, table: Table, row: dict[str, Any]) -> None:
        """Find the user's row with another key that must be the same, such as an aim's name."""
        if len(table.key) != 1:
            return
        (key,) = table.key
        for columns in table.uniques:
            same = " AND ".join(f'"{column}" = :{column}' for column in columns)
            found = connection.execute(
                f'SELECT "{key}" FROM "{table.name}" WHERE {same} AND "{key}" <> :{key}', row
            ).fetchone()
            if found is not None:
                self._aliases[table.name, row[key]] = found[0]
                row[key] = found[0]


def _upsert(table: Table) -> str:
    values = ", ".join(f":{column}" for column in table.columns)
    sql = f'INSERT INTO "{table.name}" ({names_of(table.columns)}) VALUES ({values}) '
    if not table.dated:
        return sql + f"ON CONFLICT ({names_of(table.key)}) DO NOTHING"
    news = ", ".join(
        f'"{column}" = excluded."{column}"' for column in table.columns if column not in table.key
    )
    return sql + (
        f"ON CONFLICT ({names_of(table.key)}) DO UPDATE SET {news} "
        f'WHERE excluded.updated > "{table.name}".updated'
    )


def finish(staged: Staged, profile: Path, label: str) -> Path | None:
    """Move sounds and pictures over, keep what could not be read, and remove the staged folder.

    Args:
        staged: What was merged.
        profile: The user's.
        label: For the name of the file of what could not be read.

    Returns:
        That file, if there is one.
    """
    for file, target in _missing_media(staged.folder / MEDIA, profile / MEDIA):
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.replace(target)
    kept = None
    if (staged.folder / UNREADABLE).exists():
        kept = profile / QUARANTINE / f"{label}.jsonl"
        kept.parent.mkdir(mode=0o700, exist_ok=True)
        shutil.move(staged.folder / UNREADABLE, kept)
        kept.chmod(0o600)
    clear(profile)
    return kept


def _missing_media(folder: Path, target: Path) -> Iterator[tuple[Path, Path]]:
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        wanted = target / file.relative_to(folder)
        if file.is_file() and not wanted.exists():
            yield file, wanted


def last_session(staged: Staged) -> tuple[int, int] | None:
    """When the last of the staged sessions began: µs UTC, and seconds east of it."""
    with closing(readonly.connect(staged.database, key=staged.key)) as connection:
        row = connection.execute(
            "SELECT started, offset FROM session WHERE deleted IS NULL ORDER BY started DESC"
        ).fetchone()
    return None if row is None else (row[0], row[1])


def total(changes: Sequence[Change]) -> Mapping[str, int]:
    """Rows over all tables: ``new``, ``newer`` and ``same``."""
    return {
        "new": sum(change.new for change in changes),
        "newer": sum(change.newer for change in changes),
        "same": sum(change.same for change in changes),
    }
