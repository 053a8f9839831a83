"""Seeing files through to the disk."""

import os
from pathlib import Path


def to_disk(path: Path) -> None:
    """See a file, or a folder's entries, through to the disk; Windows knows no folder sync.

    Raises:
        OSError: The disk did not take it.
    """
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
