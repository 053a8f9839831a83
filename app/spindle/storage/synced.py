"""Whether a folder is one that a sync program copies behind our back, file by file.

A database that is copied while it is written arrives torn, and edits on two machines end in a
"conflict copy" of the whole file. So Spindle does not open one there.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_MARKS: Final = (
    ".stfolder",  # Syncthing
    ".dropbox.cache",  # (~/.dropbox is only where Dropbox keeps its own settings)
    ".owncloudsync.log",
    ".nextcloudsync.log",
    ".sync/ID",  # Resilio
    ".SynologyWorkingDirectory",
    ".insync-trash",
)
_MARK_PATTERNS: Final = (".sync_*.db", "._sync_*.db")  # Nextcloud, ownCloud
_HOME_FOLDERS: Final = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "nextcloud",
    "owncloud",
    "pclouddrive",
    "icloud drive",
    "yandex.disk",
    "seafile",
)
_ANYWHERE: Final = ("Mobile Documents", "CloudStorage")  # how macOS keeps iCloud and the others
_VARIABLES: Final = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")


def sync_root(profile: Path) -> Path | None:
    """The synced folder that this one lies in; None if there is none."""
    return next((folder for folder in _and_above(profile) if _is_synced(folder)), None)


def _and_above(profile: Path) -> Iterator[Path]:
    """The folder as it is named and as it really lies, with all above it."""
    for start in {profile.absolute(), profile.resolve()}:
        yield start
        yield from start.parents


def _is_synced(folder: Path) -> bool:
    if folder.name in _ANYWHERE or str(folder) in map(os.environ.get, _VARIABLES):
        return True
    if any(folder.name.casefold().startswith(name) for name in _HOME_FOLDERS) and _is_home(
        folder.parent
    ):
        return True
    try:
        return any((folder / mark).exists() for mark in _MARKS) or any(
            any(folder.glob(pattern)) for pattern in _MARK_PATTERNS
        )
    except OSError:
        return False


def _is_home(folder: Path) -> bool:
    try:
        return folder == Path.home()
    except RuntimeError:
        return False
