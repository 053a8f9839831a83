"""Reading a copy of the database, or what is left of a damaged one."""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Final

from spindle.storage import readonly
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.ours import MEDIA
from spindle.storage.restore.source import NO_KEYS, Bad, Keys, Row
from spindle.storage.tables import names_of

_LAST: Final = 2**62
"""No row has a number beyond this."""


class DatabaseSource:
    """Implements ``Source``. Only plain tables are read, and nothing of its schema is run."""

    def __init__(self, path: Path, keys: Keys = NO_KEYS) -> None:
        """Open it for reading.

        Args:
            path: The file.
            keys: The profile's is tried, and one that was found for this file.

        Raises:
            KnownError: It is no database of Spindle, or nothing in it can be read.
        """
        self._path = path
        try:
            self._key = keys.for_file(path)
            self._connection = self._opened()
        except (sqlite3.Error, OSError) as error:
            raise KnownError(Trouble.BROKEN_COPY, path) from error
        try:
            self._tables = self._plain_tables()
            self._migrations = self._applied()
        except sqlite3.Error as error:
            self._connection.close()
            raise KnownError(Trouble.BROKEN_COPY, path) from error
        except BaseException:
            self._connection.close()
            raise

    @property
    def migrations(self) -> Mapping[str, tuple[str, ...]]:
        """See ``Source``."""
        return self._migrations

    def rows(self, table: str) -> Iterator[Row | Bad]:
        """See ``Source``. Around a damaged page it goes on with the next row that can be read."""
        if table not in self._tables:
            return
        last: int | None = -_LAST
        while last is not None:
            try:
                for row in self._from(table, last + 1):
                    last = row[0]
                    yield _named(row)
            except sqlite3.Error as error:
                self._recover()
                # The driver looks one row ahead, so that the one before the damage is lost with it.
                while row := self._one(table, last + 1):
                    last = row[0]
                    yield _named(row)
                following = self._next_readable(table, last)
                yield Bad(table, _stretch(last, following), str(error))
                last = None if following is None else following - 1
            else:
                return

    def media(self) -> Iterator[tuple[str, IO[bytes]]]:
        """See ``Source``: what lies beside the file."""
        folder = self._path.parent / MEDIA
        for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
            if file.is_file() and not file.is_symlink():
                with file.open("rb") as opened:
                    yield file.relative_to(folder).as_posix(), opened

    def close(self) -> None:
        """See ``Source``."""
        self._connection.close()

    def _opened(self) -> sqlite3.Connection:
        connection = readonly.connect(self._path, key=self._key)
        try:
            connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA cell_size_check = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _recover(self) -> None:
        """SQLCipher reads nothing more after a page that it could not decrypt; a fresh one does."""
        if self._key is not None:
            self._connection.close()
            self._connection = self._opened()

    def _plain_tables(self) -> dict[str, tuple[str, ...]]:
        names = self._connection.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT wr"
        ).fetchall()
        found = {}
        for (name,) in names:
            columns = self._connection.execute(
                # A hidden column is one that is computed.
                "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0",
                (name,),
            ).fetchall()
            found[name] = tuple(column for (column,) in columns)
        if not {"_sqlite_migrations", "session"} <= found.keys():
            raise KnownError(Trouble.NOT_A_COPY, self._path)
        return found

    def _applied(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for row in self._connection.execute(
            "SELECT migration_set, name FROM _sqlite_migrations ORDER BY id"
        ):
            found[str(row[0])] = (*found.get(str(row[0]), ()), str(row[1]))
        return found

    def _from(self, table: str, first: int, most: int = -1) -> sqlite3.Cursor:
        columns = names_of(self._tables[table])
        return self._connection.execute(
            f'SELECT rowid, {columns} FROM "{table}" WHERE rowid >= ? ORDER BY rowid LIMIT ?',
            (first, most),
        )

    def _next_readable(self, table: str, last: int) -> int | None:
        """The first row behind a damaged stretch: far jumps first, then closer."""
        bad, step = max(last, 0), 1
        while bad + step < _LAST:
            found = self._probe(table, bad + step)
            if found is not None:
                return self._closest(table, bad + step // 2, bad + step, found)
            step *= 2
        return None

    def _closest(self, table: str, bad: int, good: int, found: int) -> int | None:
        """Reading fails from ``bad`` on and works from ``good`` on: the first row that is read."""
        while bad + 1 < good:
            middle = (bad + good) // 2
            first = self._probe(table, middle)
            if first is None:
                bad = middle
            else:
                good, found = middle, first
        return None if found == _LAST else found

    def _probe(self, table: str, first: int) -> int | None:
        """The number of the first row from here on, or of the last; None if it cannot be read."""
        try:
            row = self._from(table, first, 1).fetchone()
        except sqlite3.Error:
            self._recover()
            return None
        return _LAST if row is None else int(row[0])

    def _one(self, table: str, number: int) -> sqlite3.Row | None:
        """The next row, if it can be read."""
        try:
            found: sqlite3.Row | None = self._from(table, number, 1).fetchone()
        except sqlite3.Error:
            self._recover()
            return None
        return found


def _named(row: sqlite3.Row) -> Row:
    """Without its number."""
    return dict(zip(row.keys()[1:], tuple(row)[1:], strict=True))


def _stretch(last: int, following: int | None) -> str:
    return f"after row {max(last, 0)}, up to {following or 'the end'}"
