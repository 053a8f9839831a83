"""Voices in files of the user's own: kept in the profile, so that they stay when the download goes.

A voice is ``NAME.onnx`` with ``NAME.onnx.json`` beside it.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from spindle.core.jobs_port import JobFailed
from spindle.core.sound_events import Voice
from spindle.core.translate import N_

TASK: Final = "spindle.features.listen.voice_files:keep"
PIPER: Final = "piper:"
FOLDER: Final = "voices"
_CONFIG: Final = ".json"
_PART: Final = ".part"
_PIECE: Final = 1 << 20


def keep(tell: Callable[[Any], None], path: str, folder: str) -> dict[str, str]:
    """The task: copy a voice and what belongs to it into a folder; returns its ``path`` there.

    Raises:
        JobFailed: The disk is full, or a file cannot be read.
    """
    source, target = Path(path), Path(folder)
    place = target / source.name
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The model comes last: while it is not there, there is no voice.
        for file in (source.with_name(source.name + _CONFIG), source):
            _copy(file, target / file.name, tell)
    except OSError as error:
        raise JobFailed(
            N_("Listen", "{file} could not be copied: {error}."),
            "voice",
            {"file": source.name, "error": error.strerror or str(error)},
        ) from error
    return {"path": str(place)}


def own(profile: Path) -> list[Voice]:
    """The voices that were kept, by name; a file without its companion is none."""
    found = [_voice(path) for path in sorted((profile / FOLDER).glob("*.onnx"))]
    return [voice for voice in found if voice is not None]


def forget(profile: Path, voice: str) -> None:
    """Delete a kept voice; one that lies elsewhere is left alone."""
    path = Path(voice.removeprefix(PIPER))
    if path.parent == profile / FOLDER:
        path.unlink(missing_ok=True)
        path.with_name(path.name + _CONFIG).unlink(missing_ok=True)


def _copy(source: Path, target: Path, tell: Callable[[Any], None]) -> None:
    if source == target:
        return
    part = target.with_name(target.name + _PART)
    try:
        with source.open("rb") as old, part.open("wb") as new:
            while piece := old.read(_PIECE):
                new.write(piece)
                tell({})
        shutil.copymode(source, part)
        part.replace(target)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def _voice(path: Path) -> Voice | None:
    try:
        config = json.loads(path.with_name(path.name + _CONFIG).read_text(encoding="utf-8"))
        language = str(config["espeak"]["voice"])
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return Voice(id=f"{PIPER}{path}", name=path.stem, language=language, engine="piper")
