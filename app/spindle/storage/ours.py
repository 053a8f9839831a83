"""What Spindle keeps in a profile, by name: what is the user's alone, and what goes with it.

Features declare their folders in ``Feature.folders``; ``tests/architecture`` holds those to this
list, because the opener has to know them before any feature is loaded.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

BACKUPS: Final = "backups"
MEDIA: Final = "media"
"""Sounds and pictures of decks, and recordings; every file is written once."""

INCOMING: Final = "incoming"
"""Pictures and sounds of a deck whose import is not over."""

PASTED: Final = "pasted"
"""Texts that were pasted, until they are read."""

VOICES: Final = "voices"
SOUNDS: Final = "sounds"
QUARANTINE: Final = "quarantine"
"""Where what could not be read of a damaged file is kept."""

RESTORE: Final = "spindle-restore"
"""Where what is taken back is met first."""

KEY_FILE: Final = "spindle.key"
"""What opens the encrypted data beside it."""

FOLDERS: Final = (BACKUPS, MEDIA, INCOMING, PASTED, VOICES, SOUNDS, QUARANTINE, RESTORE)
FILES: Final = (
    "spindle.db*",
    "spindle-damaged*.db*",
    "spindle.key*",
    "spindle.lock*",
    "unsaved.*",
    "window.json",
)


_BEGINNINGS: Final = ("spindle", "unsaved.", "window.json")
"""An export that somebody put here makes the folder nobody else's, but is not ours to remove."""


def is_ours(file: Path) -> bool:
    """Whether this is, by its name, of Spindle or from it."""
    return file.name in FOLDERS or file.name.startswith(_BEGINNINGS)


def files(profile: Path) -> Iterator[Path]:
    """Spindle's own files at the top of a profile."""
    for pattern in FILES:
        yield from profile.glob(pattern)


def folders(profile: Path) -> Iterator[Path]:
    """Spindle's own folders in a profile; what is only linked to is not one."""
    for name in FOLDERS:
        folder = profile / name
        if folder.is_dir() and not folder.is_symlink():
            yield folder


def everything(profile: Path) -> Iterator[Path]:
    """Files and folders at every depth, without what is only linked to."""
    yield from (file for file in files(profile) if not file.is_symlink())
    for folder in folders(profile):
        yield folder
        yield from (file for file in folder.rglob("*") if not file.is_symlink())
