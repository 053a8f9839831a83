"""A text that was pasted: written where only its user can read it, and read like any other."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from spindle.core.jobs_port import JobFailed
from spindle.core.translate import N_
from spindle.features.listen.importing.task import read as read_file


def read(tell: Callable[[Any], None], path: str, text: str) -> dict[str, Any]:
    """The task: like that of any file, of a text that is written to ``path`` first.

    Raises:
        JobFailed: It cannot be written, or not be read.
    """
    file = Path(path)
    try:
        file.parent.mkdir(mode=0o700, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise JobFailed(
            N_("Listen", "What was pasted could not be written: {error}."),
            "pasted",
            {"error": error.strerror or str(error)},
        ) from error
    return read_file(tell, path)
