"""Footnotes: small lines at the foot of a column that begin with the number of a note."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from spindle.features.listen.importing.pdf_layout.shapes import Line

_SMALLER: Final = 0.93  # times the usual size
_MARK: Final = re.compile(r"(?P<label>\d{1,3}|[*†‡§¶]{1,2}|[a-e])[.):]?\s*(?=\S)")


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
    """The lines of a page without its footnotes, and those.

    Args:
        lines: In reading order.
        usual: The size of the running text.
    """
    body: list[Line] = []
    notes: list[Note] = []
    for _, column in groupby(lines, key=lambda line: line.column):
        group = list(column)
        start = _start(group, usual)
        body += group[:start]
        notes += _parted(group[start:])
    return body, notes


def _start(group: Sequence[Line], usual: float) -> int:
    """Where the notes of a column begin; its length if it has none."""
    small = len(group)
    while small > 0 and group[small - 1].size <= _SMALLER * usual:
        small -= 1
    return next((at for at in range(small, len(group)) if _is_first(group[at])), len(group))


def _is_first(line: Line) -> bool:
    """Whether a note begins here: with a raised number, or with one and a small letter's room."""
    found = _MARK.match(line.text)
    if found is None:
        return False
    raised = any(span.start == 0 for span in line.notes)
    return raised or not found["label"].isalpha()


def _parted(lines: Sequence[Line]) -> list[Note]:
    notes: list[Note] = []
    for line in lines:
        found = _MARK.match(line.text) if _is_first(line) else None
        if found is not None and (not notes or _follows(notes[-1].label, found["label"])):
            notes.append(Note(found["label"], found.end(), (line,)))
        elif notes:
            last = notes.pop()
            notes.append(Note(last.label, last.skip, (*last.lines, line)))
    return notes


def _follows(before: str, label: str) -> bool:
    """A year or a number within a note begins no note."""
    if before.isdigit() and label.isdigit():
        return 0 < int(label) - int(before) <= 3
    return before != label
