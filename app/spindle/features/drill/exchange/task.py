"""What the job process runs: a file in, drills out as plain data, piece by piece."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from spindle.features.drill.exchange import anki, table
from spindle.features.drill.exchange.refused import (
    EMPTY,
    FORBIDDEN,
    MISSING,
    UNKNOWN,
    Refused,
)
from spindle.features.drill.text_format.reading import read as read_text

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
    kind: str = "",
    columns: Mapping[str, int] | None = None,
    head: bool | None = None,
) -> Plain:
    """Read a file of drills; tells each piece and returns the report.

    Raises:
        Refused: The file gives no drills.
    """
    report: Plain = {}
    folder = None if media is None else Path(media)
    found = pieces(
        Path(path),
        zone=zone,
        day_start=day_start,
        media=folder,
        kind=kind,
        columns=columns,
        head=head,
    )
    for piece in found:
        if "report" in piece:
            report = piece["report"]
        else:
            tell(piece)
    return report


def pieces(
    path: Path,
    *,
    zone: str,
    day_start: int,
    media: Path | None = None,
    kind: str = "",
    columns: Mapping[str, int] | None = None,
    head: bool | None = None,
) -> Iterator[Plain]:
    """The same, to go through. Which reader is asked the file's name decides.

    ``kind``, ``columns`` and ``head`` are those of ``table.read``; other files need none.

    Raises:
        Refused: The file gives no drills.
    """
    try:
        if path.stat().st_size == 0:
            raise Refused(EMPTY, path.name)
        ending = path.suffix.lower()
        if ending in _PACKAGES:
            yield from anki.read(path, zone=zone, day_start=day_start, media=media)
        elif ending in _TABLES:
            yield from table.read(path, kind=kind, columns=columns, head=head)
        elif ending in _DRILLS:
            yield from _own(path)
        else:
            raise Refused(UNKNOWN, path.name)
    except FileNotFoundError as error:
        raise Refused(MISSING, path.name) from error
    except (PermissionError, IsADirectoryError) as error:
        raise Refused(FORBIDDEN, path.name) from error


def _own(path: Path) -> Iterator[Plain]:
    """Spindle's own text of drills."""
    found = read_text(path.read_text("utf-8", "replace"))
    for drill in found.drills:
        guid = f"text:{path.stem}:{drill.title}"
        yield {
            "drill": {
                "kind": drill.kind,
                "title": drill.title,
                "guid": guid,
                "options": dict(drill.options),
            }
        }
        items = [dict(item) for item in drill.items]
        yield {"items": [_plain(guid, place, spec) for place, spec in enumerate(items)]}
    yield {
        "report": {
            "drills": len(found.drills),
            "titles": [drill.title for drill in found.drills][:50],
            "items": sum(len(drill.items) for drill in found.drills),
            "reviews": 0,
            "media": 0,
            "missing_media": [],
            "left_out": {},
            "bad": [{"line": one.line, "sentence": str(one)} for one in found.bad[:200]],
            "bad_count": len(found.bad),
        }
    }


def _plain(guid: str, place: int, spec: Plain) -> Plain:
    asked = str(spec.get("prompt", "")) + "\x1f" + str(spec.get("cue", ""))
    name = asked if asked.strip("\x1f") else str(place)
    return {
        "guid": f"{guid}\x1f{name}",
        "sibling": None,
        "tags": "",
        "spec": spec,
        "log": [],
        "trace": None,
    }
