"""Running heads and page numbers: what stands at the edge of page after page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spindle.features.listen.importing.pdf_layout.breaks import HEADING
from spindle.features.listen.importing.pdf_layout.contents import contents
from spindle.features.listen.importing.pdf_layout.margins import (
    NUMBER,
    Margins,
    is_outside,
    letters,
    margins,
    paged,
    titled,
    twice,
)
from spindle.features.listen.importing.pdf_layout.shapes import Line, Page, usual_size

_EDGE: Final = 0.08  # of the page's height
_NEAR: Final = 0.12  # likewise, for the outermost line of the page
_FEWEST: Final = 3
_LONGEST_HEAD: Final = 100


def parted(pages: Sequence[Page]) -> list[tuple[Page, tuple[Line, ...]]]:
    """Each page without its furniture, and that furniture.

    A line at the edge is furniture if half of all pages, or half of the left or of the right ones,
    have it there, whatever the numbers in it. So is, apart from the text, what holds the number of
    the page, and a head that repeats a title; and everywhere a list of contents.
    """
    found = margins(pages)
    edges = [_edge(page, each) for page, each in zip(pages, found, strict=True)]
    often = _often([{_shape(line) for line in edge} for edge in edges])
    numbered = paged(pages, found)
    usual = usual_size(line for page in pages for line in page.lines)
    titles = _titles(pages, found, usual)
    heads = titled(found, titles, HEADING * usual) | twice(found, HEADING * usual)
    parts = []
    for page, edge, each, rows in zip(pages, edges, found, numbered, strict=True):
        out = {id(line) for line in edge if _is_furniture(line, page, often, usual)}
        out |= {
            id(line)
            for row in each.rows
            if row in rows or row in heads
            if len(row.text) < _LONGEST_HEAD
            for line in row.lines
        }
        left = [line for line in page.lines if id(line) not in out]
        out |= {id(line) for line in contents(left)}
        kept = tuple(line for line in page.lines if id(line) not in out)
        parts.append(
            (replace(page, lines=kept), tuple(line for line in page.lines if id(line) in out))
        )
    if not any(page.lines for page, _ in parts):
        return [(page, ()) for page in pages]  # short pages that are all alike
    return parts


def _is_furniture(line: Line, page: Page, often: set[str], usual: float) -> bool:
    if _shape(line) in often or NUMBER.fullmatch(line.text):
        return True
    # A head that changes with the chapter still carries the number of its page.
    words = line.text.split()
    if len(line.text) >= _LONGEST_HEAD or page.label not in {words[0], words[-1]}:
        return False
    own = {cell.text for cell in (line.cells[:1] + line.cells[-1:])}
    at_top = 2 * line.bottom > page.height
    heading = line.bold or line.size >= HEADING * usual
    return page.label in own or (at_top and not heading) or page.label == words[-1]


def _titles(pages: Sequence[Page], found: Sequence[Margins], usual: float) -> str:
    """The letters of all lines that look like headings, but for those at the head of a page."""
    heads = {id(line) for each in found for row in each.head for line in row.lines}
    return "".join(
        letters(line.text)
        for page in pages
        for line in page.lines
        if (line.bold or line.size >= HEADING * usual) and id(line) not in heads
    )


def _often(shapes: Sequence[set[str]]) -> set[str]:
    often: set[str] = set()
    for group in (shapes, shapes[::2], shapes[1::2]):
        counted = Counter(shape for page in group for shape in page)
        often.update(
            shape
            for shape, count in counted.items()
            if count >= _FEWEST and 2 * count >= len(group)
        )
    return often


def _edge(page: Page, found: Margins) -> list[Line]:
    """The lines at the top and the bottom of a page."""
    if not page.lines:
        return []
    highest = max(page.lines, key=lambda line: line.top)
    lowest = min(page.lines, key=lambda line: line.bottom)
    apart = {id(line) for row in found.rows if is_outside(row, page) for line in row.lines}
    return [
        line
        for line in page.lines
        if id(line) in apart
        or line.bottom >= (1 - _EDGE) * page.height
        or line.top <= _EDGE * page.height
        or (line.bottom >= highest.bottom - 1 and line.bottom >= (1 - _NEAR) * page.height)
        or (line.top <= lowest.top + 1 and line.top <= _NEAR * page.height)
    ]


def _shape(line: Line) -> str:
    """A line with its numbers made alike."""
    text = re.sub(r"\d+|\b[ivxlc]+\b", "#", " ".join(line.text.casefold().split()))
    return text.strip("# |·•–—-") or "#"
