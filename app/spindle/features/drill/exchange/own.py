"""Drills out of Spindle's own text of them: each item read as its kind reads it."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

from spindle.core.translate import N_
from spindle.features.drill.exchange import family, sanitise
from spindle.features.drill.exchange.refused import NO_TEXT, TOO_LONG, Refused
from spindle.features.drill.kinds import reading
from spindle.features.drill.kinds.kind import SpecError
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.text_format.bad import Bad
from spindle.features.drill.text_format.drill_text import DrillText
from spindle.features.drill.text_format.place import Place
from spindle.features.drill.text_format.reading import read as read_text

Plain = dict[str, Any]

LARGEST: Final = 50 * 1024**2
BATCH: Final = 25
"""Items at a time, good or bad. To try a problem takes long, and each batch is a sign of life."""

OF_TEXT: Final = "text:"
"""What the name of a drill that came as text begins with; behind it is the id the text gives."""

_NAMING: Final = re.compile(r"(?:comes_after|includes): *(?P<title>.*?)(?:, at [\d.]+ %)?\s*$")
_ELSEWHERE: Final = N_(
    "drill", "“{what}” is not in this file: it is taken for the drill of that name here, if any."
)


def read(path: Path, *, media: Path | None = None) -> Iterator[Plain]:
    """All that a file of drills holds, as ``anki.read`` gives it.

    Args:
        path: The file.
        media: The user's own pictures and sounds, to say which are missing.

    Raises:
        Refused: It is too large, or no text.
    """
    if path.stat().st_size > LARGEST:
        raise Refused(TOO_LONG, path.name)
    raw = path.read_bytes()
    if b"\0" in raw:
        raise Refused(NO_TEXT, path.name)
    text = raw.decode("utf-8", "replace")
    found = read_text(text)
    bad = list(found.bad)
    missing: set[str] = set()
    count = 0
    seen: set[str] = set()
    bad += _elsewhere(found.drills, text)
    for drill in found.drills:
        # Copied with its id it is another drill all the same.
        id_ = "" if drill.place.id in seen else drill.place.id
        seen.add(id_)
        guid = f"{OF_TEXT}{id_ or f'{path.stem}:{drill.title}'}"
        yield {
            "drill": {
                "kind": drill.kind,
                "title": drill.title,
                "guid": guid,
                "id": id_,
                "options": sanitise.shown(drill.options, {}),
                "place": asdict(drill.place) if replace(drill.place, id="") != Place() else None,
            }
        }
        tried = _items(drill, guid, bad)
        while batch := list(itertools.islice(tried, BATCH)):
            items = [item for item in batch if item is not None]
            count += len(items)
            named = (_files({**drill.options, **item["spec"]}) for item in items)
            missing = missing.union(*named)
            yield {"items": items}
    gone = sorted(name for name in missing if media is None or not (media / name).is_file())
    bad.sort(key=lambda one: one.line)
    yield {
        "report": {
            "drills": len(found.drills),
            "titles": [drill.title for drill in found.drills][:50],
            "items": count,
            "reviews": 0,
            "media": 0,
            "resting": 0,
            "missing_media": gone[:50],
            "left_out": {},
            "bad": [{"line": one.line, "sentence": str(one)} for one in bad[:200]],
            "bad_count": len(bad),
        }
    }


def _items(drill: DrillText, guid: str, bad: list[Bad]) -> Iterator[Plain | None]:
    """The items that can be drilled; for each other None, its first line, and why."""
    kind = kind_of(drill.kind)
    seen: dict[str, int] = {}
    for place, given in enumerate(drill.items):
        line = drill.lines[place] if place < len(drill.lines) else 0
        try:
            kind.parse({**drill.options, **given})
            spec = sanitise.shown(given, drill.options)
        except SpecError as error:
            bad.append(Bad(line, str(error).replace("{", "{{").replace("}", "}}")))
            yield None
            continue
        asked = f"{spec.get('prompt', '')}\x1f{spec.get('cue', '')}"
        name = asked if asked.strip("\x1f") else str(place)
        # Two that ask the same are two: the second has its number in its name.
        seen[name] = seen.get(name, 0) + 1
        again = "" if seen[name] == 1 else f"\x1f{seen[name]}"
        yield {
            "guid": f"{guid}\x1f{name}{again}",
            "sibling": family.within(guid, drill.families[place] if drill.families else ""),
            "tags": drill.tags[place] if drill.tags else "",
            **({"resting": True} if drill.resting and drill.resting[place] else {}),
            "spec": spec,
            "log": [],
            "trace": None,
        }


def _elsewhere(drills: Iterable[DrillText], text: str) -> list[Bad]:
    """Drills that are named and not in the same file: they may be here, or not."""
    titles = {drill.title for drill in drills}
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if match := _NAMING.match(line):
            lines.setdefault(match["title"], number)
    named = (each for drill in drills for each in (*drill.place.after, *drill.place.includes))
    missing = dict.fromkeys(title for title, _ in named if title not in titles)
    return [Bad(lines.get(title, 1), _ELSEWHERE, title) for title in missing]


def _files(spec: Mapping[str, Any]) -> set[str]:
    """The files in the media folder that an item names."""
    texts = [spec.get(name) for name in sanitise.SHOWN] if reading.yes(spec, "rich") else []
    named = {name for text in texts if isinstance(text, str) for name in sanitise.names(text)[0]}
    for side in ("sounds", "answer_sounds"):
        named |= set(reading.texts(spec, side))
    return named
