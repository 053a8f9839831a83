"""Sound files of the user's own: kept with the data, so that they are in every copy of it."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from spindle.core.jobs_port import JobFailed
from spindle.core.translate import N_

TASK: Final = "spindle.features.listen.recording_files:keep"
FOLDER: Final = "media"
KINDS: Final = frozenset({".wav", ".flac", ".ogg", ".oga", ".opus", ".mp3", ".aiff", ".aif"})
_PIECE: Final = 1 << 20


def is_recording(path: Path) -> bool:
    """Whether its name says that it is sound."""
    return path.suffix.lower() in KINDS


def keep(tell: Callable[[Any], None], path: str, folder: str) -> dict[str, Any]:
    """The task: copy a sound file into a folder, named by what it holds.

    Told: ``{"done": 0.0 to 1.0}``. Returns ``{"file", "sha256", "size"}``.

    Raises:
        JobFailed: The disk is full, or the file cannot be read.
    """
    source, target = Path(path), Path(folder)
    part = target / f"{source.name}.part"
    digest = hashlib.sha256()
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        size, done = max(1, source.stat().st_size), 0
        with source.open("rb") as old, part.open("wb") as new:
            while piece := old.read(_PIECE):
                new.write(piece)
                digest.update(piece)
                done += len(piece)
                tell({"done": min(1.0, done / size)})
        name = f"{digest.hexdigest()}{source.suffix.lower()}"
        part.replace(target / name)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise JobFailed(
            N_("Listen", "{file} could not be copied: {error}."),
            "recording",
            {"file": source.name, "error": error.strerror or str(error)},
        ) from error
    return {"file": name, "sha256": digest.hexdigest(), "size": done}
