"""Reading the file from outside the worker: never writes, never migrates, never waits long."""

import sqlite3
from pathlib import Path


def connect(path: Path, *, wait: float = 1.0) -> sqlite3.Connection:
    """A read-only connection with rows by name; close it soon.

    Args:
        path: An existing database.
        wait: Seconds to wait for a lock.

    Raises:
        sqlite3.Error: It cannot be read; see ``spindle.storage.errors.known``.
        OSError: It cannot be found.
    """
    wal = Path(f"{path}-wal")
    uri = path.absolute().as_uri() + "?mode=ro"
    try:
        return _opened(uri, wait)
    except sqlite3.OperationalError as error:
        # On a read-only disk SQLite cannot make the helper file that WAL needs. With no WAL
        # there is nobody writing, and the file alone is the whole truth.
        helpless = error.sqlite_errorcode & 0xFF in {
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_READONLY,
        }
        if not helpless or not path.exists() or (wal.exists() and wal.stat().st_size):
            raise
        return _opened(uri + "&immutable=1", wait)


def _opened(uri: str, wait: float) -> sqlite3.Connection:
    connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection
