"""How a file shows at its head whether it is encrypted; the standard library alone, and little."""

import os
from functools import cache
from pathlib import Path
from typing import Final

PLAIN: Final = b"SQLite format 3\x00"
SEALED: Final = b"spindle\x00"
"""An encrypted file begins with its salt, and ours begins like this, followed by the key's id.

The salt of a key that is random itself need be neither random nor secret.
"""

ID_LENGTH: Final = 8


def sealed_by(path: Path) -> bytes | None:
    """The id of the key that Spindle encrypted a file with; None for any other file.

    Raises:
        OSError: It cannot be read.
    """
    head = head_of(path)
    if not head.startswith(SEALED) or len(head) < len(SEALED) + ID_LENGTH:
        return None
    return head[len(SEALED) :]


def head_of(path: Path) -> bytes:
    """The first 16 bytes, also of a database that is in use.

    Raises:
        OSError: It cannot be read.
    """
    if os.name == "posix" and Path(f"{path}-wal").exists():
        return os.pread(handle_of(path), len(PLAIN), 0)
    with path.open("rb") as file:
        return file.read(len(PLAIN))


def handle_of(path: Path) -> int:
    """To read from a file that is in use, on POSIX; not to be closed.

    There, to close any handle of a file takes away all locks that this process has on it, SQLite's
    as well. Without them another program that reads along believes at its end that it was the
    last, and deletes the write-ahead log under us. So the handle of a file in use stays open.

    Raises:
        OSError: It cannot be read.
    """
    found = path.stat()
    return _handle(path, found.st_dev, found.st_ino)


@cache
def _handle(path: Path, device: int, inode: int) -> int:
    """One for each file; while it is open its number is given to no other file."""
    del device, inode
    return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
