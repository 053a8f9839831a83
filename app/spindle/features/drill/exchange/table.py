"""Drills out of a table: CSV, or text with tabs.

The lines that Anki writes at the top of its own text exports are honoured: ``#separator:``,
``#html:``, ``#columns:``, ``#tags column:``, ``#deck column:``, ``#guid column:``. Otherwise the
first line may name the columns; failing that the first is the question and the second the answer.
Several accepted answers stand side by side with `` | `` between them.
"""

import csv
import io
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from charset_normalizer import from_bytes

from spindle.core.translate import N_
from spindle.features.drill.exchange import sanitise
from spindle.features.drill.exchange.refused import EMPTY, NO_TEXT, TOO_LARGE, Refused
from spindle.features.drill.kinds.kind import SpecError
from spindle.features.drill.kinds.known import kind_of

Plain = dict[str, Any]

TYPED: Final = "typed_recall"
CARD: Final = "show_and_grade"
LARGEST: Final = 200 * 1024**2
BATCH: Final = 200

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_BETWEEN_ANSWERS: Final = "|"
_LONGEST_TYPED: Final = 80
_LONGEST_FIELD: Final = 10 * 1024**2
_SAMPLE: Final = 1 << 16
_SEPARATORS: Final = {
    "comma": ",",
    "semicolon": ";",
    "tab": "\t",
    "space": " ",
    "pipe": "|",
    "colon": ":",
}
_NAMES: Final = {
    "prompt": ("prompt", "front", "question", "word", "term"),
    "answer": ("answer", "answers", "back", "definition", "translation", "meaning"),
    "cue": ("cue", "context"),
    "hint": ("hint",),
    "tags": ("tags", "tag"),
    "title": ("deck", "drill", "title"),
    "guid": ("guid", "id"),
}
_LONG: Final = N_("drill", "One of its fields is longer than 10 MB.")


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that gives no item, by its number from 1."""

    line: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as it was understood, to be shown before anything is imported.

    Attributes:
        columns: Field → its place from 0; ``prompt`` and ``answer`` are always there.
        head: Whether the first row names the columns, and is none itself.
    """

    separator: str
    columns: Mapping[str, int]
    head: bool
    html: bool
    skip: int
    text: str = field(repr=False)


def look(path: Path) -> Table:
    """How a file can be read.

    Raises:
        Refused: It is empty, too large, or no text.
    """
    text = _text(path)
    said, skip = _said(text)
    body = "".join(itertools.islice(io.StringIO(text, newline=""), skip, None))
    separator = said.get("separator") or _sniffed(body)
    first = next(iter(_rows(body, separator)), [])
    named = [name.strip() for name in said.get("columns", "").split(separator) if name.strip()]
    columns = _columns(named or first)
    head = not named and bool(columns)
    for name, what in (("tags column", "tags"), ("deck column", "title"), ("guid column", "guid")):
        if said.get(name, "").isdecimal():
            columns[what] = int(said[name]) - 1
    taken = set(columns.values())
    free = [place for place in range(max(2, len(first))) if place not in taken]
    for what in ("prompt", "answer"):
        if what not in columns and free:
            columns[what] = free.pop(0)
    return Table(
        separator=separator,
        columns=columns,
        head=head,
        html=said.get("html") == "true",
        skip=skip,
        text=body,
    )


def read(
    path: Path, *, kind: str = "", columns: Mapping[str, int] | None = None
) -> Iterator[Plain]:
    """All that a table holds, as ``anki.read`` gives it.

    Args:
        path: The file.
        kind: ``typed_recall`` or ``show_and_grade``; empty chooses by what the answers are like.
        columns: Another mapping than the one that was found.
    """
    table = look(path)
    places = dict(table.columns) | dict(columns or {})
    kind = kind or _kind_of(table, places)
    drills: dict[str, list[Plain]] = {}
    bad: list[Bad] = []
    for line, row in _numbered(table):
        made = _item(row, places, kind, html=table.html)
        if isinstance(made, str):
            bad.append(Bad(line, made))
            continue
        title = _cell(row, places.get("title")) or path.stem
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
            "missing_media": [],
            "left_out": {},
            "bad": [{"line": one.line, "sentence": one.sentence} for one in bad[:200]],
            "bad_count": len(bad),
        }
    }


def _item(row: Sequence[str], places: Mapping[str, int], kind: str, *, html: bool) -> Plain | str:
    """One row as an item, or the sentence that says why it is none."""
    if any(len(cell) > _LONGEST_FIELD for cell in row):
        return _LONG
    given = {what: _cell(row, place) for what, place in places.items()}
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
        "log": [],
        "trace": None,
    }


def _numbered(table: Table) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its line in the file; empty ones are left out."""
    reader = csv.reader(io.StringIO(table.text, newline=""), delimiter=table.separator)
    line = table.skip + 1
    for number, row in enumerate(_safe(reader)):
        if any(cell.strip() for cell in row) and not (number == 0 and table.head):
            yield line, row
        line = table.skip + reader.line_num + 1


def _kind_of(table: Table, places: Mapping[str, int]) -> str:
    if table.html:
        return CARD
    answers = [
        _cell(row, places.get("answer")) for _, row in itertools.islice(_numbered(table), 500)
    ]
    long = sum(len(answer) > _LONGEST_TYPED or "\n" in answer for answer in answers)
    return CARD if long * 4 > len(answers) else TYPED


def _columns(names: Sequence[str]) -> dict[str, int]:
    """Which fields a row names; empty if it is a row like any other."""
    found: dict[str, int] = {}
    for place, name in enumerate(names):
        word = name.strip().lower()
        for what, words in _NAMES.items():
            if word in words and what not in found:
                found[what] = place
    return found if "prompt" in found or "answer" in found else {}


def _said(text: str) -> tuple[dict[str, str], int]:
    """What the lines at the top that begin with # say, and how many there are."""
    said: dict[str, str] = {}
    count = 0
    for line in io.StringIO(text, newline=""):
        name, colon, value = line.removeprefix("#").strip("\r\n").partition(":")
        if not line.startswith("#") or not colon:
            break
        said[name.strip().lower()] = value.strip() or value
        count += 1
    if "separator" in said:
        word = said["separator"].lower()
        said["separator"] = _SEPARATORS.get(word, word[:1] or "\t")
    return said, count


def _sniffed(text: str) -> str:
    sample = text[:_SAMPLE]
    if "\t" in sample:
        return "\t"
    try:
        return csv.Sniffer().sniff(sample, ",;|").delimiter
    except csv.Error:
        return max(",;|", key=sample.count)


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    return _safe(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _safe(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    """What ``csv`` stumbles over ends the table instead of the program."""
    csv.field_size_limit(LARGEST)
    try:
        yield from rows
    except csv.Error:
        return


def _text(path: Path) -> str:
    raw = path.read_bytes() if path.stat().st_size <= LARGEST else None
    if raw is None:
        raise Refused(TOO_LARGE, path.name)
    if not raw.strip():
        raise Refused(EMPTY, path.name)
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if raw.startswith(mark):
            return raw.decode(name, "replace").replace("\0", "")
    if b"\0" in raw:
        raise Refused(NO_TEXT, path.name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        best = from_bytes(raw[:_SAMPLE]).best()
    if best is None:
        raise Refused(NO_TEXT, path.name)
    return raw.decode(best.encoding, "replace")


def _cell(row: Sequence[str], place: int | None) -> str:
    return "" if place is None or not 0 <= place < len(row) else row[place].strip()
