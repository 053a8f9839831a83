"""Where one paragraph ends and the next begins."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

from spindle.features.listen.importing.pdf_layout.shapes import Line, Page, Part, middle

HEADING: Final = 1.12
"""Times the usual size: from here on a line is a heading."""
HEADING_LINES: Final = 3
"""The most lines of a heading."""
ITEM: Final = re.compile(
    r"(?!\d{1,2}\.\s+[^\W\d_]{3,}\.?\s+\d{4}\b)(?P<label>[•▪■‣◦·–]|\(?\d{1,2}[.)]|\((?:[a-z]|[ivx]{1,4})\)|[a-z]\))\s+(?=\S)"
)
CAPTION: Final = re.compile(
    r"(?:figure|fig\.|table|tab\.|abb\.|abbildung|tabelle|tableau|figura|tabla)\s*\d+\s*[.:|–—-]",
    re.IGNORECASE,
)
_NUMBERED: Final = re.compile(
    r"(?:\d{1,2}(?:\.\d{1,2}){0,3}\.?|[A-H]\.|[IVX]{1,5}\.)\s+[^\W\d_a-z]"
)
_DATE: Final = re.compile(r"\d{1,2}\.?\s+[^\W\d_]{3,}\.?,?\s+\d{4}\b")
_SECTION: Final = re.compile(
    r"(?:abstract|introduction|references|bibliography|notes|acknowledge?ments|conclusions?|"
    r"literatur|literaturverzeichnis|anhang|appendix)",
    re.IGNORECASE,
)
_ENDED: Final = re.compile(r"[.!?:…。！？][\"'”’)\]\d↩]*$")
_GOES_ON: Final = (",", "-", "\x02", " and", "&")
_FLUSH: Final = 0.5  # times the size: less is no indent
_INDENT: Final = (0.7, 6.0)  # likewise: from and to
_SHORT: Final = 0.78  # of the column's width


@dataclass(frozen=True, slots=True)
class Breaks:
    """What is usual in one document.

    Attributes:
        leading: From one line to the next.
        usual: The size of the running text.
    """

    leading: float
    usual: float

    @classmethod
    def of(cls, pages: Sequence[Page], usual: float) -> Self:
        """Measured on its pages."""
        steps = (
            above.bottom - below.bottom
            for page in pages
            for above, below in pairwise(page.lines)
            if above.column == below.column and above.bottom > below.bottom
        )
        return cls(middle(steps, 1.25 * usual), usual)

    def begins(self, before: Sequence[Line], line: Line) -> bool:
        """Whether a line starts a new paragraph after the lines of another."""
        last = before[-1]
        ended = is_ended(last)
        apart = _apart(before, line)
        if apart is not None:
            return apart
        if line.mono and (ended or _is_short(last)):
            return True  # else only a word of a sentence fills this line
        if abs(line.size - last.size) > 0.08 * max(line.size, last.size) or _stands_out(
            before, line
        ):
            return True
        if line.page != last.page or line.column != last.column:
            large = last.size >= HEADING * self.usual
            return large or (ended and not line.text[:1].islower())
        if last.bottom - line.bottom > max(1.35 * self.leading, 1.6 * line.size):
            return True
        return line.size < HEADING * self.usual and _is_shaped_new(before, line, ended=ended)


def is_ended(line: Line) -> bool:
    """Whether a sentence ends with the line."""
    return _ENDED.search(line.text) is not None


def is_alone(text: str) -> bool:
    """Whether a line of the usual size is a heading by its words."""
    if _SECTION.fullmatch(text.strip(" .:")):
        return True
    return (
        _NUMBERED.match(text) is not None
        and _DATE.match(text) is None
        and _ENDED.search(text.rstrip("0123456789")) is None
        and len(text) < 70
        and len(text.split()) <= 10
    )


def depth(text: str) -> int:
    """The level of a heading in letters of the usual size: 2 for "3.1 Sleep", 1 for "Notes"."""
    if _SECTION.fullmatch(text.strip(" .:")):
        return 1
    found = _NUMBERED.match(text)
    return 2 if found is None else 1 + found[0].strip(" .").count(".")


def _apart(before: Sequence[Line], line: Line) -> bool | None:
    """Whether what is no running text ends or begins here; None between two lines of text."""
    first, last = before[0], before[-1]
    if first.part is not line.part:
        return True
    if first.part is Part.BYLINE:
        return not last.text.endswith(_GOES_ON)
    if first.part is not Part.TEXT or first.mono:
        return first.mono is not line.mono
    if CAPTION.match(first.text) and line.column != last.column:
        return True  # what stands below a picture stays with it
    return None


def _stands_out(before: Sequence[Line], line: Line) -> bool:
    if _is_realigned(before[-1], line):
        return True
    last = before[-1].text
    if line.bold is not before[-1].bold and not line.text[:1].islower():
        return True
    if line.bold and len(before) < HEADING_LINES:
        return is_alone(line.text)  # else a heading that takes another line
    if is_alone(line.text) or CAPTION.match(line.text) or (len(before) == 1 and is_alone(last)):
        return True
    return ITEM.match(line.text) is not None and (
        line.x0 > line.left + 1 or ITEM.match(before[0].text) is not None
    )


def _is_realigned(last: Line, line: Line) -> bool:
    """Whether a line begins at the edge below one in the middle, as a heading below a title."""
    if not (line.bold and last.bold) or last.x1 > line.left + _SHORT * (line.right - line.left):
        return False
    away = abs(last.x0 + last.x1 - line.left - line.right) / 2
    return away < line.size < last.x0 - line.x0 and line.x0 - line.left < _FLUSH * line.size


def _is_shaped_new(before: Sequence[Line], line: Line, *, ended: bool) -> bool:
    """Told by the indent of its first line, or by the short last line before it."""
    last = before[-1]
    indent, was = line.x0 - line.left, last.x0 - last.left
    least, most = (times * line.size for times in _INDENT)
    flush = _FLUSH * line.size
    if least < indent < most and was < flush:
        return len(before) > 1 or ended  # else a hanging indent
    if least < indent < most and len(before) == 1 and abs(indent - was) < 1:
        return ended
    hanging = len(before) > 1 and before[1].x0 - before[1].left > least < was
    if hanging and before[0].x0 - before[0].left < flush and indent < flush:
        return True
    return ended and _is_short(last) and not line.text[:1].islower()


def _is_short(line: Line) -> bool:
    return line.x1 < line.left + _SHORT * (line.right - line.left)
