"""An encrypted database copied as it lies on the disk, byte for byte: no page is opened for it.

Each page is sealed with its number and the key alone, so that the bytes are the copy. They are the
whole truth while the write-ahead log is empty and a reader keeps it so.
"""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spindle.core.jobs_port import Tell
from spindle.storage import driver
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.sealed import handle_of

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key

_PART: Final = 1 << 20
"""Bytes read at once, and between two signs of life."""

_WAIT: Final = 0.05
"""Seconds for those who read just now. The writer waits as long, so it is short."""


def fold_in(path: Path, key: "Key") -> None:
    """Bring what is in the write-ahead log into the file, if nobody reads in it.

    Whether it could be shows in ``pour``; an error is told by whoever reads the file next.
    """
    with suppress(sqlite3.Error), closing(driver.connect(path, key=key, wait=_WAIT)) as connection:
        # Most of it while the writer may go on.
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def pour(path: Path, target: Path, tell: Tell) -> bool:
    """Copy the bytes and compare them with those that landed.

    The caller has begun to read from the file, and does so until the copy is whole: then SQLite
    lets nobody change it, and what is written meanwhile goes into the log.

    Args:
        path: The database.
        target: An empty file.
        tell: Gets ``{"done", "of"}`` in bytes.

    Returns:
        Whether it could be; if not, the target is still empty. The log may be in use, or the
        system may take away SQLite's locks or refuse to read beside them.

    Raises:
        KnownError: Something else has landed than was read.
        OSError: The disk refuses.
    """
    log = Path(f"{path}-wal")
    if os.name != "posix" or (log.exists() and log.stat().st_size):
        return False
    source = handle_of(path)
    size = os.fstat(source).st_size
    with target.open("r+b") as made:
        for at in range(0, size, _PART):
            made.write(os.pread(source, _PART, at))
            tell({"done": min(at + _PART, size), "of": size})
    with target.open("rb") as made:
        for at in range(0, size + 1, _PART):
            if made.read(_PART) != os.pread(source, _PART, at):
                raise KnownError(Trouble.CORRUPT, path)
            tell(None)
    return True
