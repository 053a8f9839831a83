"""What stands between the title of a paper and its text: authors, where they work, a date."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spindle.features.listen.importing.pdf_layout.breaks import HEADING, is_alone
from spindle.features.listen.importing.pdf_layout.shapes import Line, Page, Part

_TITLE: Final = 1.3  # times the usual size
_HIGH: Final = 0.4  # of the page's height: the lowest place of a title
_MOST: Final = 60  # lines
_FULL: Final = 0.7  # of the column's width
_RUNNING: Final = 40  # signs of a line of text
_SHORT: Final = 20  # likewise: of each of two
_EVEN: Final = 3.0  # points by which lines may begin apart
_SAME: Final = 0.5  # points between sizes that are one


def with_bylines(pages: Sequence[Page], usual: float) -> list[Page]:
    """The pages, such lines known as what they are; large letters make no heading of them.

    Args:
        pages: Of the whole document.
        usual: The size of running text.
    """
    at = next((at for at, page in enumerate(pages) if page.lines), None)
    if at is None:
        return list(pages)
    page = pages[at]
    title = max(page.lines, key=lambda line: line.size)
    if title.size < _TITLE * usual or title.bottom < _HIGH * page.height:
        return list(pages)
    lines = list(page.lines)
    first = _after(lines, title)
    end, anchored = _end(lines, first, title, usual)
    others = [*lines[end:], *(line for other in pages[at + 1 :] for line in other.lines)]
    headings = {_look(line) for line in others if line.size >= HEADING * usual or line.bold}
    for number in range(first, end):
        line = lines[number]
        if anchored or (not line.bold and _look(line) not in headings):
            lines[number] = replace(line, part=Part.BYLINE)
    return [*pages[:at], replace(page, lines=tuple(lines)), *pages[at + 1 :]]


def _after(lines: Sequence[Line], title: Line) -> int:
    """The first line behind the title."""
    at = lines.index(title)
    while at < len(lines) and abs(lines[at].size - title.size) < _SAME:
        at += 1
    return at


def _look(line: Line) -> tuple[float, bool]:
    return round(2 * line.size) / 2, line.bold


def _end(lines: Sequence[Line], first: int, title: Line, usual: float) -> tuple[int, bool]:
    """Where the text begins, and whether a heading says so."""
    running = (at for at in range(first, len(lines)) if _is_running(lines[at : at + 2], usual))
    flush = lines[next(running, 0)].x0
    for at in range(first, min(len(lines), first + _MOST)):
        line = lines[at]
        if is_alone(line.text) and not line.notes:
            return at, True
        if line.size >= title.size or _is_running(lines[at : at + 2], usual):
            return at, False
        if line.bold and not title.bold:
            return at, False
        if abs(line.x0 - flush) < _EVEN < abs(title.x0 - flush):
            return at, False  # it begins where the text does; the title is centred
    return min(len(lines), first + _MOST), False


def _is_running(lines: Sequence[Line], usual: float) -> bool:
    """Whether text begins: a long line, or two that fill the column."""
    first = lines[0]
    wide = all(line.x1 - line.x0 >= _FULL * (line.right - line.left) for line in lines)
    long = len(first.text) > _RUNNING or (
        len(lines) > 1
        and all(len(line.text) > _SHORT for line in lines)
        and first.column == lines[1].column
        and abs(first.x0 - lines[1].x0) < _SAME
    )
    return first.size < HEADING * usual and wide and long
