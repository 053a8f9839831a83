"""SQLCipher behind the face of the standard library: its connections raise ``sqlite3`` errors.

So everything above catches one family of errors, whichever way a file is kept. This is the one
module that touches ``sqlcipher3``, and it is imported only for an encrypted file.
"""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from sqlcipher3 import dbapi2

if TYPE_CHECKING:
    from collections.abc import Iterator

_SILENT: Final = "PRAGMA cipher_log_level = NONE"
"""A wrong key is said by an error; SQLCipher would also print it."""


class _Cursor(dbapi2.Cursor):  # type: ignore[misc]  # the package has no types
    def execute(self, *given: Any) -> "_Cursor":
        with _translated():
            return cast("_Cursor", super().execute(*given))

    def executemany(self, *given: Any) -> "_Cursor":
        with _translated():
            return cast("_Cursor", super().executemany(*given))

    def executescript(self, *given: Any) -> "_Cursor":
        with _translated():
            return cast("_Cursor", super().executescript(*given))

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except dbapi2.Error as error:
            raise _theirs(error) from None

    def fetchmany(self, *given: Any, **named: Any) -> Any:
        with _translated():
            return super().fetchmany(*given, **named)

    def fetchall(self) -> Any:
        with _translated():
            return super().fetchall()

    def __next__(self) -> Any:
        # Once for each row: no context manager.
        try:
            return super().__next__()
        except dbapi2.Error as error:
            raise _theirs(error) from None


class _Connection(dbapi2.Connection):  # type: ignore[misc]  # likewise
    def cursor(self, factory: Callable[..., Any] = _Cursor) -> Any:
        with _translated():
            return super().cursor(factory)

    def executemany(self, sql: str, rows: Iterable[Any]) -> Any:
        return self.cursor().executemany(sql, rows)

    def executescript(self, sql: str) -> Any:
        return self.cursor().executescript(sql)

    def commit(self) -> None:
        with _translated():
            super().commit()

    def rollback(self) -> None:
        with _translated():
            super().rollback()

    def backup(self, target: Any, **named: Any) -> None:
        with _translated():
            super().backup(target, **named)

    def close(self) -> None:
        with _translated():
            super().close()


def connect(database: str, *, key: str | None, uri: bool, wait: float) -> sqlite3.Connection:
    """Open a file; without a key an ordinary one, for what has to know both.

    Args:
        database: A path, or a URI.
        key: As ``Key.spec``.
        uri: Which of the two it is.
        wait: Seconds to wait for a lock.

    Raises:
        sqlite3.Error: It cannot be opened. A wrong key shows with the first question only.
    """
    with _translated():
        connection = _Connection(database, timeout=wait, isolation_level=None, uri=uri)
    try:
        connection.row_factory = dbapi2.Row
        connection.execute(_SILENT)
        if key is not None:
            connection.execute(f'PRAGMA key = "{key}"')
        # What does not fit into memory must not go to a file in clear.
        connection.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        connection.close()
        raise
    return cast("sqlite3.Connection", connection)


@contextmanager
def _translated() -> "Iterator[None]":
    try:
        yield
    except dbapi2.Error as error:
        raise _theirs(error) from None
    except dbapi2.Warning as error:
        raise sqlite3.Warning(*error.args) from None


def _theirs(error: Exception) -> sqlite3.Error:
    """The standard library's error of the same name, with the same code."""
    kind = getattr(sqlite3, type(error).__name__, sqlite3.DatabaseError)
    same: sqlite3.Error = kind(*error.args)
    for fact in ("sqlite_errorcode", "sqlite_errorname"):
        if hasattr(error, fact):
            setattr(same, fact, getattr(error, fact))
    return same
