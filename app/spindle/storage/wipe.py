"""Removing all that Spindle keeps in a profile, and nothing else."""

import shutil
from contextlib import suppress
from pathlib import Path

from spindle.storage import ours


def everything(profile: Path) -> list[Path]:
    """Remove the database, its copies, all else of the user's, and the window's place.

    Call it when nothing has the database open. The folder itself goes if nothing else is in it.

    Returns:
        The files, and the folders that are empty but stay, which could not be removed.
    """
    for folder in ours.folders(profile):
        shutil.rmtree(folder, ignore_errors=True)
    for file in (*ours.files(profile), *(profile / name for name in ours.FOLDERS)):
        with suppress(OSError):
            file.unlink()
    left = [*ours.files(profile)]
    for folder in ours.folders(profile):
        inside = [file for file in folder.rglob("*") if file.is_symlink() or not file.is_dir()]
        left += inside or [folder]
    with suppress(OSError):
        profile.rmdir()
    return left
