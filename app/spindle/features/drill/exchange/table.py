"""Drills out of a table: CSV, or text with tabs.

``table_look`` says how a table is understood; whoever imports it may know better. Several accepted
answers stand side by side with `` | `` between them.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from spindle.core.translate import N_
from spindle.features.drill.exchange import sanitise
from spindle.features.drill.exchange.table_look import Table, cell, look, numbered
from spindle.features.drill.kinds.kind import SpecError
from spindle.features.drill.kinds.known import kind_of

Plain = dict[str, Any]

TYPED: Final = "typed_recall"
CARD: Final = "show_and_grade"
BATCH: Final = 200

_ALIVE: Final = 1000
_BETWEEN_ANSWERS: Final = "|"
_LONGEST_TYPED: Final = 80
_LONGEST_FIELD: Final = 10 * 1024**2
_SHOWN_ROWS: Final = 3
_SHOWN_COLUMNS: Final = 30
_SHOWN_LETTERS: Final = 80
_OPEN: Final = N_(
    "drill", "A quotation mark opens a field and none closes it; nothing from here on was read."
)
_LONG: Final = N_("drill", "One of its fields is longer than 10 MB.")


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that gives no item, by its number from 1."""

    line: int
    sentence: str


def read(
    path: Path,
    *,
    kind: str = "",
    columns: Mapping[str, int] | None = None,
    head: bool | None = None,
) -> Iterator[Plain]:
    """All that a table holds, as ``anki.read`` gives it.

    Args:
        path: The file.
        kind: ``typed_recall`` or ``show_and_grade``; empty chooses by what the answers are like.
        columns: Field → its place from 0, instead of what was found.
        head: Whether the first row only names the columns; None as was found.
    """
    table = look(path)
    table = replace(table, head=table.head if head is None else head)
    places = dict(table.columns if columns is None else columns)
    kind = kind or _kind_of(table, places)
    drills: dict[str, list[Plain]] = {}
    bad: list[Bad] = []
    for nth, (line, row) in enumerate(numbered(table), 1):
        if nth % _ALIVE == 0:
            yield {"items": []}  # who is silent for long is given up
        made = _item(row, places, kind, html=table.html) if row else _OPEN
        if isinstance(made, str):
            bad.append(Bad(line, made))
            continue
        title = cell(row, places.get("title")) or path.stem
        drills.setdefault(title, []).append(made)
    for title, items in drills.items():
        yield {"drill": {"kind": kind, "title": title, "guid": f"table:{path.stem}:{title}"}}
        for first in range(0, len(items), BATCH):
            yield {"items": items[first : first + BATCH]}
    yield {
        "report": {
            "drills": len(drills),
            "titles": list(drills)[:50],
            "items": sum(map(len, drills.values())),
            "reviews": 0,
            "media": 0,
            "resting": 0,
            "missing_media": [],
            "left_out": {},
            "bad": [{"line": one.line, "sentence": one.sentence} for one in bad[:200]],
            "bad_count": len(bad),
            "table": _preview(table, places, kind),
        }
    }


def _preview(table: Table, places: Mapping[str, int], kind: str) -> Plain:
    """The first rows, and what each column was taken for: to be looked at and changed."""
    rows = [row for _, row in itertools.islice(numbered(table), _SHOWN_ROWS)]
    wide = max([len(row) for row in rows], default=0)
    wide = min(max([wide, *(place + 1 for place in places.values())]), _SHOWN_COLUMNS)
    return {
        "columns": dict(places),
        "kind": kind,
        "head": table.head,
        "html": table.html,
        "names": [name.strip()[:_SHOWN_LETTERS] for name in table.names[:wide]],
        "rows": [[cell(row, at)[:_SHOWN_LETTERS] for at in range(wide)] for row in rows],
    }


def _item(row: Sequence[str], places: Mapping[str, int], kind: str, *, html: bool) -> Plain | str:
    """One row as an item, or the sentence that says why it is none."""
    if any(len(each) > _LONGEST_FIELD for each in row):
        return _LONG
    given = {what: cell(row, place) for what, place in places.items()}
    if kind == CARD:
        sides = {what: given.get(what, "") for what in ("prompt", "answer")}
        if html:
            sides = {what: sanitise.clean(text, {}) for what, text in sides.items()}
        spec: Plain = {**sides, **({"rich": True} if html else {})}
    else:
        parts = given.get("answer", "").split(_BETWEEN_ANSWERS)
        spec = {
            "prompt": given.get("prompt", ""),
            "answers": [p.strip() for p in parts if p.strip()],
        }
    spec |= {what: given[what] for what in ("cue", "hint") if given.get(what)}
    try:
        kind_of(kind).parse(spec)
    except SpecError as error:
        return str(error)
    guid = given.get("guid") or f"{given.get('prompt', '')}\x1f{given.get('cue', '')}"
    return {
        "guid": f"row:{guid}",
        "sibling": None,
        "tags": given.get("tags", ""),
        "spec": spec,
        # A table has not all that an item may say; the rest of a known one stays.
        "part": True,
        "log": [],
        "trace": None,
    }


def _kind_of(table: Table, places: Mapping[str, int]) -> str:
    if table.html:
        return CARD
    answers = [cell(row, places.get("answer")) for _, row in itertools.islice(numbered(table), 500)]
    long = sum(len(answer) > _LONGEST_TYPED or "\n" in answer for answer in answers)
    return CARD if long * 4 > len(answers) else TYPED
