"""Sounds of the user's own: a copy in the profile, so that they stay when the download goes."""

import hashlib
from pathlib import Path
from typing import Final

from spindle.core.translate import N_

FOLDER: Final = "sounds"
MOST_BYTES: Final = 10 << 20
_NAME_MOST: Final = 60


class NotKeptError(Exception):
    """A file was not taken; the text is marked in ``focus_sounds`` and has a place for ``file``."""


def keep(profile: Path, source: Path) -> Path:
    """Copy a sound into the profile; returns where it lies now.

    Raises:
        NotKeptError: It is too large, or cannot be read or written.
    """
    try:
        if source.stat().st_size > MOST_BYTES:
            raise NotKeptError(N_("focus_sounds", "{file} is larger than 10 MB."))
        data = source.read_bytes()
        folder = profile / FOLDER
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        stem = source.stem.encode("utf-8", "replace").decode()[:_NAME_MOST]
        place = folder / f"{stem}-{hashlib.sha256(data).hexdigest()[:12]}{source.suffix[:8]}"
        part = place.with_suffix(".part")
        part.write_bytes(data)
        part.chmod(0o600)
        part.replace(place)
    except (OSError, ValueError) as error:
        raise NotKeptError(N_("focus_sounds", "{file} could not be copied.")) from error
    return place


def name_of(path: str) -> str:
    """How a kept file was called."""
    found = Path(path)
    return found.stem.rpartition("-")[0] + found.suffix


def forget(profile: Path, path: str) -> None:
    """Delete a kept copy; a file that lies elsewhere is left alone."""
    if path and Path(path).parent == profile / FOLDER:
        Path(path).unlink(missing_ok=True)
