"""Removing all that Spindle keeps in a profile, and nothing else."""

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

_FOLDERS: Final = ("backups", "media", "quarantine", "spindle-restore")
_FILES: Final = ("spindle.db*", "spindle-damaged*.db*", "spindle.key*", "unsaved.*", "window.json")


def everything(profile: Path) -> list[Path]:
    """Remove the database, its copies, sounds and pictures, and the window's place.

    Call it when nothing has the database open. The folder itself goes if nothing else is in it.

    Returns:
        What could not be removed.
    """
    for name in _FOLDERS:
        shutil.rmtree(profile / name, ignore_errors=True)
    for pattern in _FILES:
        for file in profile.glob(pattern):
            with suppress(OSError):
                file.unlink()
    left = [profile / name for name in _FOLDERS if (profile / name).exists()]
    left += [file for pattern in _FILES for file in profile.glob(pattern)]
    with suppress(OSError):
        profile.rmdir()
    return left
