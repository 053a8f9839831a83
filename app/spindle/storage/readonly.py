"""Reading the file from outside the worker: never writes, never migrates, never waits long."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from spindle.storage import driver

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key


def connect(path: Path, *, wait: float = 1.0, key: "Key | None" = None) -> sqlite3.Connection:
    """A read-only connection with rows by name; close it soon.

    Args:
        path: An existing database.
        wait: Seconds to wait for a lock.
        key: For an encrypted one; a plain one needs none and heeds none.

    Raises:
        sqlite3.Error: It cannot be read; see ``spindle.storage.errors.known``.
        OSError: It cannot be found.
        KnownError: It is encrypted, and not with this key.
    """
    key = driver.key_for(path, key)
    wal = Path(f"{path}-wal")
    uri = path.absolute().as_uri() + "?mode=ro"
    try:
        return _opened(uri, wait, key)
    except sqlite3.OperationalError as error:
        # On a read-only disk SQLite cannot make the helper file that WAL needs. With no WAL
        # there is nobody writing, and the file alone is the whole truth.
        helpless = error.sqlite_errorcode & 0xFF in {
            sqlite3.SQLITE_CANTOPEN,
            sqlite3.SQLITE_READONLY,
        }
        if not helpless or not path.exists() or (wal.exists() and wal.stat().st_size):
            raise
        return _opened(uri + "&immutable=1", wait, key)


def _opened(uri: str, wait: float, key: "Key | None") -> sqlite3.Connection:
    connection = driver.connect(uri, key=key, wait=wait)
    try:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection
