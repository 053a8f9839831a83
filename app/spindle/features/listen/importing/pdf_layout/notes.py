"""Footnotes: small lines at the foot of a column that begin with the number of a note.

A raised number may also be an exponent: 10², cos²(x), km². One that a note at the foot of the page
answers is a pointer; without such a note it is one only behind a word or the end of a sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from spindle.features.listen.importing.pdf_layout.shapes import Line
from spindle.features.listen.text.model import Span

_SMALLER: Final = 0.93  # times the usual size
_MATHS: Final = frozenset("(+−=<>·^*/∈")
_UNITS: Final = frozenset({"m", "mm", "cm", "dm", "km", "ft", "in", "s", "mi"})
_WORD_BEFORE: Final = re.compile(r"[^\W\d_]{2}[.,;:!?)\]”\"’»]{0,3}$")
_APART: Final = 1.8  # times the size
_PLAIN: Final = re.compile(r"(?P<label>\d{1,3}|[*∗†‡§¶]{1,2})\s*(?=[^\W\d_])")
_MARK: Final = re.compile(r"(?P<label>\d{1,3}|[*∗†‡§¶]{1,2}|[a-e])[.):]?\s*(?=\S)")


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote.

    Attributes:
        label: Its number.
        skip: How many signs of the text that number takes.
    """

    label: str
    skip: int
    lines: tuple[Line, ...]


def noted(lines: Sequence[Line], usual: float) -> tuple[list[Line], list[Note]]:
    """The lines of a page without its footnotes, pointers known, and those footnotes.

    Args:
        lines: In reading order.
        usual: The size of the running text.
    """
    body: list[Line] = []
    notes: list[Note] = []
    pointers = {_label(line.text[slice(*span)]) for line in lines for span in line.notes}
    for _, column in groupby(lines, key=lambda line: line.column):
        group = list(column)
        start = _start(group, usual, pointers)
        body += group[:start]
        notes += _parted(group[start:])
    labels = {note.label for note in notes}
    return [_pointed(line, labels) for line in body], notes


def _pointed(line: Line, labels: set[str]) -> Line:
    """The line with those raised numbers only that point to a note."""
    kept = tuple(span for span in line.notes if _is_pointer(line.text, span, labels))
    return line if kept == line.notes else replace(line, notes=kept)


def _is_pointer(text: str, span: Span, labels: set[str]) -> bool:
    before, after = text[: span.start], text[span.end : span.end + 1]
    if after.isalnum() or after in _MATHS:
        return False
    word = before.rstrip().rpartition(" ")[2]
    if _label(text[slice(*span)]) in labels:
        return len(word) != 1 or not word.isalpha()
    if text[span.start].isalpha() or word.strip("()[]") in _UNITS:
        return False
    return _WORD_BEFORE.search(before) is not None


def _label(raised: str) -> str:
    return raised.strip("[]()")


def _start(group: Sequence[Line], usual: float, pointers: set[str]) -> int:
    """Where the notes of a column begin; its length if it has none."""
    small = len(group)
    while small > 0 and group[small - 1].size <= _SMALLER * usual:
        small -= 1
    return next(
        (at for at in range(small, len(group)) if _is_first(group[at], pointers)),
        _apart(group, pointers),
    )


def _apart(group: Sequence[Line], pointers: set[str]) -> int:
    """Where notes as large as the text begin: below a gap, each with a number pointed to."""
    for at in range(len(group) - 1, 0, -1):
        line, gap = group[at], group[at - 1].bottom - group[at].bottom
        if gap > _APART * line.size:
            found = _PLAIN.match(line.text)
            return at if found is not None and found["label"] in pointers else len(group)
    return len(group)


def _is_first(line: Line, pointers: set[str]) -> bool:
    """Whether a note begins here: with a raised number, or with one that is pointed to."""
    found = _MARK.match(line.text)
    if found is None:
        return False
    return _is_raised(line) or found["label"] in pointers


def _parted(lines: Sequence[Line]) -> list[Note]:
    notes: list[Note] = []
    for line in lines:
        found = _MARK.match(line.text)
        if found is not None and (not notes or _follows(notes[-1], line, found["label"])):
            notes.append(Note(found["label"], found.end(), (line,)))
        elif notes:
            last = notes.pop()
            notes.append(Note(last.label, last.skip, (*last.lines, line)))
    return notes


def _follows(before: Note, line: Line, label: str) -> bool:
    """A year, a number or a letter within a note begins no note."""
    if before.label.isdigit() and label.isdigit():
        return 0 < int(label) - int(before.label) <= 3
    return before.label != label and (_is_raised(line) or not label.isalnum())


def _is_raised(line: Line) -> bool:
    return any(span.start == 0 for span in line.notes)
