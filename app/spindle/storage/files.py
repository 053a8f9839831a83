"""Files that become another whole or not at all: where they grow, and seeing them to the disk."""

import os
import shutil
from pathlib import Path
from typing import Final

from spindle.storage.ours import BACKUPS, RESTORE

_CONVERTING: Final = ".converting"
_REBUILT: Final = ".rebuilt"


def converting(path: Path) -> Path:
    """Where the copy of a file grows that will take its name, encrypted or plain."""
    return path.with_name(f"{path.name}{_CONVERTING}")


def rebuilt(path: Path) -> Path:
    """Where a database grows that is put together from others and will take this one's place."""
    return path.with_name(f"{path.name}{_REBUILT}")


def sweep(profile: Path) -> None:
    """Remove what was ended from outside before it was whole; nobody is at work.

    A journal that was only begun says nothing, and SQLite would never look at it again.
    """
    for folder in (profile, profile / BACKUPS):
        for rest in folder.glob(f"*{_CONVERTING}*"):
            rest.unlink(missing_ok=True)
        for journal in folder.glob("*.db-journal"):
            with journal.open("rb") as begun:
                # SQLite writes the first sign last, once all of it is on the disk.
                says_nothing = begun.read(1) in {b"", b"\0"}
            if says_nothing:
                journal.unlink(missing_ok=True)
    for rest in profile.glob(f"*{_REBUILT}*"):
        rest.unlink(missing_ok=True)
    shutil.rmtree(profile / RESTORE, ignore_errors=True)


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
