"""Running heads and page numbers: what stands at the edge of page after page."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spindle.features.listen.importing.pdf_layout.shapes import Line, Page

_EDGE: Final = 0.08  # of the page's height
_NEAR: Final = 0.12  # likewise, for the outermost line of the page
_FEWEST: Final = 3
_LONGEST_HEAD: Final = 100
_LEADERS: Final = re.compile(r"(?:\s?[.·…]){5,}\s*[\divxlc]*\s*$")
_NUMBER: Final = re.compile(
    r"\W*(?:page|seite|p\.|s\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)


def parted(pages: Sequence[Page]) -> list[tuple[Page, tuple[Line, ...]]]:
    """Each page without its furniture, and that furniture.

    A line at the edge is furniture if half of all pages, or half of the left or of the right ones,
    have it there, whatever the numbers in it; a page number is furniture at once, and so is a page
    of the contents list.
    """
    edges = [_edge(page) for page in pages]
    often = _often([{_shape(line) for line in edge} for edge in edges])
    found = []
    for page, edge in zip(pages, edges, strict=True):
        out = tuple(line for line in edge if _is_furniture(line, page, often))
        out = page.lines if _is_contents(page) else out
        kept = tuple(line for line in page.lines if line not in out)
        found.append((replace(page, lines=kept), out))
    if not any(page.lines for page, _ in found):
        return [(page, ()) for page in pages]  # short pages that are all alike
    return found


def _is_furniture(line: Line, page: Page, often: set[str]) -> bool:
    if _shape(line) in often or _NUMBER.fullmatch(line.text):
        return True
    # A head that changes with the chapter still carries the number of its page.
    words = line.text.split()
    return len(line.text) < _LONGEST_HEAD and page.label in {words[0], words[-1]}


def _is_contents(page: Page) -> bool:
    """Whether it is a page of the contents list: dots lead to numbers."""
    led = sum(_LEADERS.search(line.text[-_LONGEST_HEAD:]) is not None for line in page.lines)
    return led >= _FEWEST and led >= 0.3 * len(page.lines)


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


def _edge(page: Page) -> list[Line]:
    """The lines at the top and the bottom of a page."""
    if not page.lines:
        return []
    highest = max(page.lines, key=lambda line: line.top)
    lowest = min(page.lines, key=lambda line: line.bottom)
    return [
        line
        for line in page.lines
        if line.bottom >= (1 - _EDGE) * page.height
        or line.top <= _EDGE * page.height
        or (line.bottom >= highest.bottom - 1 and line.bottom >= (1 - _NEAR) * page.height)
        or (line.top <= lowest.top + 1 and line.top <= _NEAR * page.height)
    ]


def _shape(line: Line) -> str:
    """A line with its numbers made alike."""
    text = re.sub(r"\d+|\b[ivxlc]+\b", "#", " ".join(line.text.casefold().split()))
    return text.strip("# |·•–—-") or "#"
