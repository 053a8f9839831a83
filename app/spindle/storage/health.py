"""Is the file whole, and is there room for what will be written?"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spindle.core.jobs_port import Tell, ignore
from spindle.storage import readonly
from spindle.storage.backup import still_here
from spindle.storage.errors import BugError, known

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key

_MOST: Final = 20
_SPARE: Final = 200 * 1024 * 1024
"""Bytes that should be free, whatever the size of the file."""


def check(path: Path, tell: Tell = ignore, key: "Key | None" = None) -> list[str]:
    """Look at every page, index and reference; any thread, some seconds for 100 MB.

    Args:
        path: The database.
        tell: Gets a sign of life now and then.
        key: What it is encrypted with, if it is.

    Returns:
        What is wrong, as SQLite says it; nothing if the file is whole.

    Raises:
        KnownError: It cannot be read at all.
    """
    try:
        with closing(readonly.connect(path, wait=5.0, key=key)) as connection:
            still_here(connection, tell)
            found = [
                str(line)
                for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST})")
                if line != "ok"
            ]
            orphans = connection.execute(
                'SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2'
            ).fetchall()
    except (sqlite3.Error, OSError) as error:
        raise known(error, path) or BugError(str(error)) from error
    return found + [_lost(*orphan) for orphan in orphans]


def _lost(table: str, of: str, n: int) -> str:
    rows = f"1 row of {table} refers" if n == 1 else f"{n} rows of {table} refer"
    return f"{rows} to no row of {of}"


def is_low(path: Path) -> bool:
    """Whether the next copy, or a long day's writing, may not find room.

    Raises:
        OSError: There is no such folder.
    """
    return shutil.disk_usage(path.parent).free < max(_SPARE, 3 * path.stat().st_size)
