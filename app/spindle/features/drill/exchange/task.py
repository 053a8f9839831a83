"""What the job process runs: a file in, drills out as plain data, piece by piece."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from spindle.core.frames import pack
from spindle.features.drill.exchange import anki, own, table
from spindle.features.drill.exchange.refused import (
    EMPTY,
    FORBIDDEN,
    MISSING,
    UNKNOWN,
    Refused,
)

Plain = dict[str, Any]

_PACKAGES = frozenset({".apkg", ".colpkg"})
_TABLES = frozenset({".csv", ".tsv", ".txt", ".tab"})
_DRILLS = frozenset({".md", ".drill"})


def read(
    tell: Callable[[Any], None],
    *,
    path: str,
    zone: str,
    day_start: int,
    media: str | None = None,
    incoming: str | None = None,
    taken_for: Plain | None = None,
) -> Plain:
    """Read a file of drills; returns the report. See ``pieces``.

    What is told counts ``items``; none of them is a sign of life. With ``incoming`` it also has
    the ``piece``, packed: so it is one thing to whoever hands it on, however much is in it, and is
    taken apart where it is written.

    Raises:
        Refused: The file gives no drills.
    """
    report: Plain = {}
    found = pieces(
        Path(path),
        zone=zone,
        day_start=day_start,
        media=None if media is None else Path(media),
        incoming=None if incoming is None else Path(incoming),
        taken_for=taken_for,
    )
    for piece in found:
        if "report" in piece:
            report = piece["report"]
            continue
        told: Plain = {"items": len(piece.get("items", ()))}
        if incoming is not None and piece.get("items") != []:
            told["piece"] = pack(piece)
        tell(told)
    return report


def pieces(
    path: Path,
    *,
    zone: str,
    day_start: int,
    media: Path | None = None,
    incoming: Path | None = None,
    taken_for: Plain | None = None,
) -> Iterator[Plain]:
    """The same, to go through. Which reader is asked the file's name decides.

    Args:
        path: The file.
        zone: IANA name of the user's zone.
        day_start: Minutes after midnight at which a day begins.
        media: The folder of pictures and sounds that are here already.
        incoming: The folder into which those of the file go; None leaves them where they are.
        taken_for: For a table what ``table.read`` knows as ``kind``, ``columns`` and ``head``.

    Raises:
        Refused: The file gives no drills.
    """
    try:
        if path.stat().st_size == 0:
            raise Refused(EMPTY, path.name)
        ending = path.suffix.lower()
        if ending in _PACKAGES:
            yield from anki.read(path, zone=zone, day_start=day_start, incoming=incoming)
        elif ending in _TABLES:
            yield from table.read(path, **(taken_for or {}))
        elif ending in _DRILLS:
            yield from own.read(path, media=media)
        else:
            raise Refused(UNKNOWN, path.name)
    except FileNotFoundError as error:
        raise Refused(MISSING, path.name) from error
    except (PermissionError, IsADirectoryError) as error:
        raise Refused(FORBIDDEN, path.name) from error
