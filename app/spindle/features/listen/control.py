"""Listen's verb for other starts of Spindle: open these files. GUI thread."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spindle.features.listen.service import ListenService


def control(service: Any, verb: str, given: Mapping[str, object]) -> tuple[int, str] | None:
    """Do a verb; None for one that is not Listen's.

    Args:
        service: The running ``ListenService``.
        verb: As typed on the command line.
        given: ``files``: whole paths.
    """
    listen: ListenService = service
    files = given.get("files")
    if verb != "open" or not isinstance(files, list):
        return None
    for file in files:
        listen.bring(Path(str(file)))
    return 0, ""
