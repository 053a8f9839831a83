"""Lists of contents: lines that lead to the number of a page."""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from spindle.features.listen.importing.pdf_layout.shapes import Line

_FEWEST: Final = 3
_LAST: Final = 100  # signs of a line looked at
_LEADERS: Final = re.compile(r"(?:\s?[.·…]){5,}\s*[\divxlc]*\s*$")
_TITLE: Final = re.compile(
    r"(?:table of )?contents|list of (?:figures|tables)|inhalt(?:sverzeichnis)?|"
    r"(?:abbildungs|tabellen)verzeichnis|table des matières|sommaire|índice(?: general)?|indice|"
    r"inhoud(?:sopgave)?",
    re.IGNORECASE,
)
_ENTRY: Final = re.compile(r".*\D[\s.·…]+(?:\d{1,4}|[ivxlc]{1,7})")
_PARTS: Final = 3  # lines of an entry


def contents(lines: Sequence[Line]) -> tuple[Line, ...]:
    """What of a page lists the contents.

    All of it where dots lead to numbers; else what stands below such a title and ends in numbers.

    Args:
        lines: In reading order.
    """
    led = sum(_LEADERS.search(line.text[-_LAST:]) is not None for line in lines)
    if led >= _FEWEST and led >= 0.3 * len(lines):
        return tuple(lines)
    for at, line in enumerate(lines):
        if _TITLE.fullmatch(line.text.strip()):
            count = _listed(lines[at + 1 :])
            return tuple(lines[at : at + 1 + count]) if count else ()
    return ()


def _listed(lines: Sequence[Line]) -> int:
    """How many of the first lines are entries."""
    end = 0
    while end < len(lines):
        open_lines = list(takewhile(lambda line: not _is_entry(line), lines[end:]))
        if len(open_lines) >= _PARTS or end + len(open_lines) >= len(lines):
            break
        end += len(open_lines) + 1
    return end


def _is_entry(line: Line) -> bool:
    """Whether it ends in a number that stands apart."""
    if _ENTRY.fullmatch(line.text[-_LAST:]) is None:
        return False
    return len(line.cells) > 1 or _LEADERS.search(line.text[-_LAST:]) is not None
