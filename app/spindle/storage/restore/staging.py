"""A database of its own, in which the rows of a source are met before they touch the user's."""

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from sqlite_utils import Database, Migrations

from spindle.core.jobs_port import Tell, ignore
from spindle.storage import driver
from spindle.storage.errors import BugError, KnownError, Trouble, known
from spindle.storage.lines import writer
from spindle.storage.migrations import MIGRATIONS
from spindle.storage.ours import MEDIA, RESTORE
from spindle.storage.restore.source import (
    NO_KEYS,
    Bad,
    Keys,
    Row,
    Source,
    is_safe,
    open_source,
)
from spindle.storage.tables import Table, names_of, tables

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key

DATABASE: Final = "staged.db"
UNREADABLE: Final = "unreadable.jsonl"
ORDER: Final = "_spindle_order"
"""Every staged row in an order in which a row comes after those it refers to."""

_REFUSED: Final = (
    sqlite3.IntegrityError,  # a rule of the table
    sqlite3.DataError,  # a text or a blob beyond SQLite's own limit
    sqlite3.OperationalError,  # a rule that could not be asked, such as one about JSON
    sqlite3.ProgrammingError,
    OverflowError,  # a number beyond 64 bits
    ValueError,  # half of a letter
)
_BATCH: Final = 500
_PASSES: Final = 20

_NEXT_TO_PARENTS: Final = """
    INSERT INTO {order} (tbl, rid)
    WITH RECURSIVE deep (rid, key, depth) AS (
        SELECT rowid, {key}, 0 FROM "{table}" WHERE {parent} IS NULL
        UNION ALL
        SELECT child.rowid, child.{key}, depth + 1
        FROM "{table}" AS child JOIN deep ON child.{parent} = deep.key
    )
    SELECT '{table}', rid FROM deep ORDER BY depth, rid
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """What was read.

    Attributes:
        folder: Holds ``staged.db``, ``media`` and what could not be read; to be removed.
        rows: How many rows can be restored, by table.
        bad: How many parts could not be read.
        key: What ``staged.db`` is encrypted with, if it is.
    """

    folder: Path
    rows: Mapping[str, int]
    bad: int
    key: "Key | None" = None

    @property
    def database(self) -> Path:
        """The staged rows."""
        return self.folder / DATABASE


def stage(
    file: Path,
    profile: Path,
    sets: Iterable[Migrations],
    names: Sequence[str],
    tell: Tell = ignore,
    keys: Keys = NO_KEYS,
) -> Staged:
    """Read all that can be read of a file into a fresh folder of the profile.

    Args:
        file: A copy of a database, whole or damaged, or an exported zip.
        profile: Where the folder is made; nothing else there is touched.
        sets: The features' migrations.
        names: The tables that belong to the user.
        tell: Gets ``{"read": rows}`` now and then.
        keys: With the profile's the folder is as secret as the profile.

    Raises:
        KnownError: It is no copy, is damaged as a whole, or was written by a newer Spindle.
    """
    source = open_source(file, keys)
    folder = profile / RESTORE
    try:
        all_sets = (MIGRATIONS, *sets)
        _refuse_newer(source.migrations, all_sets, file)
        clear(profile)
        folder.mkdir(mode=0o700, parents=True)
        staged = _Staging(folder, names, tell, keys.live).fill(source, all_sets, file)
        _fetch_media(source, folder / MEDIA, tell)
    except (sqlite3.Error, OSError) as error:
        clear(profile)
        raise known(error, folder / DATABASE) or BugError(str(error)) from error
    except BaseException:
        clear(profile)
        raise
    finally:
        source.close()
    return staged


def clear(profile: Path) -> None:
    """Remove what an earlier look left."""
    shutil.rmtree(profile / RESTORE, ignore_errors=True)


def _refuse_newer(
    applied: Mapping[str, Sequence[str]], sets: Sequence[Migrations], file: Path
) -> None:
    empty = Database(memory=True, execute_plugins=False)
    try:
        ours = {each.name: [m.name for m in each.pending(empty)] for each in sets}
    finally:
        empty.close()
    for name, done in applied.items():
        if list(done) != ours.get(name, [])[: len(done)]:
            raise KnownError(Trouble.NEWER, file)


class _Staging:
    """Fills one staged database."""

    def __init__(self, folder: Path, names: Sequence[str], tell: Tell, key: "Key | None") -> None:
        self._folder = folder
        self._key = key
        self._written = writer(key)
        self._names = names
        self._tell = tell
        self._read = 0
        self._bad = 0

    def fill(self, source: Source, sets: Sequence[Migrations], file: Path) -> Staged:
        """Make the tables as old as the rows, put those in, then bring both up to date."""
        with _database(self._folder / DATABASE, self._key) as db:
            for each in sets:
                _apply_up_to(each, db, source.migrations.get(each.name, ()))
            for table in tables(db.conn, self._names):
                db.conn.execute("BEGIN")
                for row in self._fitting(table, source.rows(table.name)):
                    self._put(db.conn, table, row)
                db.conn.execute("COMMIT")
            self._drop_orphans(db.conn)
            try:
                for each in sets:
                    each.apply(db)
            except sqlite3.Error as error:  # rows that no Spindle of that age would have written
                raise KnownError(Trouble.BROKEN_COPY, file) from error
            rows = _put_in_order(db.conn, tables(db.conn, self._names))
        return Staged(folder=self._folder, rows=rows, bad=self._bad, key=self._key)

    def _fitting(self, table: Table, rows: Iterator[Row | Bad]) -> Iterator[Row]:
        for row in rows:
            self._read += 1
            if self._read % _BATCH == 0:
                self._tell({"read": self._read})
            if isinstance(row, Bad):
                self._quarantine(row)
            elif not row or not row.keys() <= set(table.columns):
                self._quarantine(Bad(table.name, "", "unknown columns", _as_text(row)))
            else:
                yield row

    def _put(self, connection: sqlite3.Connection, table: Table, row: Row) -> None:
        marks = ", ".join("?" * len(row))
        sql = f'INSERT INTO "{table.name}" ({names_of([*row])}) VALUES ({marks})'
        try:
            connection.execute(sql, [*row.values()])
        except _REFUSED as error:
            self._quarantine(Bad(table.name, "", str(error), _as_text(row)))

    def _drop_orphans(self, connection: sqlite3.Connection) -> None:
        """Rows whose parent could not be read, and then those whose parent these were."""
        for _ in range(_PASSES):
            found = connection.execute("PRAGMA foreign_key_check").fetchall()
            if not found:
                return
            for table, rowid in {(row[0], row[1]) for row in found}:
                row = connection.execute(
                    f'SELECT * FROM "{table}" WHERE rowid = ?', (rowid,)
                ).fetchone()
                text = _as_text(dict(row))
                self._quarantine(Bad(table, "", "refers to a row that is not there", text))
                connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))

    def _quarantine(self, bad: Bad) -> None:
        self._bad += 1
        line = {"table": bad.table, "where": bad.where, "reason": bad.reason, "raw": bad.raw}
        with (self._folder / UNREADABLE).open("a", encoding="utf-8", errors="replace") as out:
            out.write(self._written(json.dumps(line, ensure_ascii=False)) + "\n")


@contextmanager
def _database(path: Path, key: "Key | None") -> Iterator[Database]:
    path.touch(mode=0o600)
    connection = driver.connect(path, key=key)
    for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "foreign_keys = OFF"):
        connection.execute(f"PRAGMA {pragma}")
    db = Database(connection, execute_plugins=False, strict=True)
    try:
        yield db
    finally:
        db.close()


def _apply_up_to(each: Migrations, db: Database, done: Sequence[str]) -> None:
    following = [m.name for m in each.pending(db) if m.name not in done]
    each.apply(db, stop_before=following[0] if following else None)


def _put_in_order(connection: sqlite3.Connection, shapes: Sequence[Table]) -> dict[str, int]:
    connection.execute(f"CREATE TABLE {ORDER} (position INTEGER PRIMARY KEY, tbl TEXT, rid INT)")
    rows = {}
    for table in shapes:
        if table.itself:
            sql = _NEXT_TO_PARENTS.format(
                order=ORDER, table=table.name, key=table.key[0], parent=table.itself
            )
        else:
            sql = (
                f"INSERT INTO {ORDER} (tbl, rid) "
                f"SELECT '{table.name}', rowid FROM \"{table.name}\" ORDER BY rowid"
            )
        rows[table.name] = connection.execute(sql).rowcount
    return rows


def _fetch_media(source: Source, folder: Path, tell: Tell) -> None:
    for name, file in source.media():
        if is_safe(name):
            _save(file, folder / name)
            tell({"media": name})


def _save(file: IO[bytes], target: Path) -> None:
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with target.open("wb") as out:
        while block := file.read(1 << 20):
            out.write(block)
    with suppress(OSError):
        target.chmod(0o600)


def _as_text(row: Row) -> str:
    def cut(value: Any) -> str:
        return f"{len(value)} bytes" if isinstance(value, bytes) else repr(value)

    return json.dumps(dict(islice(row.items(), 100)), ensure_ascii=False, default=cut)
