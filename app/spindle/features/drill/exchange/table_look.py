"""How a table is understood: its separator, its columns, whether its first line names them.

The lines that Anki writes at the top of its own text exports are honoured: ``#separator:``,
``#html:``, ``#columns:``, ``#tags column:``, ``#deck column:``, ``#guid column:``. Otherwise the
first line may name the columns; failing that the first is the question and the second the answer.
"""

import csv
import io
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes

from spindle.features.drill.exchange.refused import EMPTY, NO_TEXT, TOO_LONG, Refused

LARGEST: Final = 200 * 1024**2
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE: Final = 1 << 16
_END: Final = "\x1e\x1f\x1e"
"""A line of our own after the last one: it stands alone, unless a field is open before it."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as it was understood, to be shown before anything is imported.

    Attributes:
        columns: Field → its place from 0; ``prompt`` and ``answer`` are always there.
        head: Whether the first row names the columns, and is none itself.
        names: What a line at the top calls the columns; else the first row, if it may be names.
    """

    separator: str
    columns: Mapping[str, int]
    head: bool
    html: bool
    skip: int
    names: tuple[str, ...] = ()
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
        names=tuple(named or first),
        text=body,
    )


def numbered(table: Table) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its line in the file; empty ones are left out.

    A row with nothing in it is one in which a quotation mark opens a field and none closes it: all
    that follows in the file would be a part of that field.
    """
    lines = itertools.chain(io.StringIO(table.text, newline=""), (_END,))
    reader = csv.reader(lines, delimiter=table.separator)
    line = table.skip + 1
    for number, row in enumerate(_safe(reader)):
        if row == [_END]:
            return
        if row and row[-1].endswith(_END):
            yield line, []
            return
        if any(each.strip() for each in row) and not (number == 0 and table.head):
            yield line, row
        line = table.skip + reader.line_num + 1


def cell(row: Sequence[str], place: int | None) -> str:
    """What stands at a place of a row, from 0; empty where there is nothing."""
    return "" if place is None or not 0 <= place < len(row) else row[place].strip()


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
        raise Refused(TOO_LONG, path.name)
    if not raw.strip():
        raise Refused(EMPTY, path.name)
    for mark, name in _MARKS:
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
