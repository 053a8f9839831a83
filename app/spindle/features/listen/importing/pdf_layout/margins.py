"""What stands apart at the head and at the foot of a page, and the numbers of pages in it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from spindle.features.listen.importing.pdf_layout.shapes import Cell, Line, Page, middle

NUMBER: Final = re.compile(
    r"\W*(?:page|seite|p\.|s\.)?\s*(?P<number>\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of|von)\s*\d{1,4})?\W*",
    re.IGNORECASE,
)
"""The number of a page by itself."""
_GLUED: Final = re.compile(r"^\d{1,4}(?=[^\W\d_])|(?<=[^\W\d_])\d{1,4}$")
_APART: Final = 1.4  # times the usual way from line to line
_REACH: Final = 0.2  # of the page's height: how far in a number by itself stands
_ROWS: Final = 2  # of a head or a foot
_CELLS: Final = 3  # in it
_AGREE: Final = 2  # pages whose numbers count up as the pages do
_LEVEL: Final = 3  # points by which heads of two pages stand equally high
_ROMAN: Final = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

Place = tuple[bool, int]
"""Whether a number is roman, and how far it is ahead of the page's own count."""


class Row(NamedTuple):
    """Lines beside each other, over all columns, from left to right."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(line.text for line in self.lines)

    @property
    def cells(self) -> list[Cell]:
        """What stands between wide gaps."""
        return [cell for line in self.lines for cell in line.cells]

    @property
    def bottom(self) -> float:
        """Its height above the foot of the page."""
        return min(line.bottom for line in self.lines)


@dataclass(frozen=True, slots=True)
class Margins:
    """The rows of a page that stand apart from its text.

    Attributes:
        head: From the top down; empty if the text begins at once.
        foot: Likewise.
    """

    head: tuple[Row, ...]
    foot: tuple[Row, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All of them."""
        return self.head + self.foot


def margins(pages: Sequence[Page]) -> list[Margins]:
    """Of each page."""
    leading = middle(
        (
            above.bottom - below.bottom
            for page in pages
            for above, below in pairwise(page.lines)
            if above.column == below.column and above.bottom > below.bottom
        ),
        14.0,
    )
    return [_margins(page, leading) for page in pages]


def _margins(page: Page, leading: float) -> Margins:
    head = _outer(_rows(page.lines, highest=True), leading)
    foot = _outer(_rows(page.lines, highest=False), leading)
    head = [row for row in head if 2 * row.bottom > page.height]
    foot = [row for row in foot if 2 * row.bottom <= page.height]
    return Margins(tuple(head), tuple(reversed(foot)))


def _rows(lines: Sequence[Line], *, highest: bool) -> Iterator[Row]:
    """From the edge of the page inwards."""
    ordered = sorted(lines, key=lambda line: -line.bottom if highest else line.bottom)
    row: list[Line] = []
    for line in ordered:
        if row and not _is_beside(row[0], line):
            yield Row(tuple(sorted(row, key=lambda each: each.x0)))
            row = []
        row.append(line)
    if row:
        yield Row(tuple(sorted(row, key=lambda each: each.x0)))


def _is_beside(first: Line, second: Line) -> bool:
    shared = min(first.top, second.top) - max(first.bottom, second.bottom)
    return shared > 0.5 * min(first.top - first.bottom, second.top - second.bottom)


def _outer(rows: Iterable[Row], leading: float) -> list[Row]:
    """The first few rows, if a gap parts them from the next."""
    found: list[Row] = []
    for row in rows:
        if found and abs(found[-1].bottom - row.bottom) > _APART * leading:
            return found
        found.append(row)
        if len(found) > _ROWS:
            return []
    return found  # the page has no more


def paged(pages: Sequence[Page], found: Sequence[Margins]) -> list[set[Row]]:
    """The rows of each page's margins that hold its number.

    A number by itself at the edge is that of its page. Farther in, as where a small page is printed
    on a large sheet, or beside a title it is, if other pages or the file's own names of them agree.
    """
    places = Counter(
        place
        for page, each in zip(pages, found, strict=True)
        for place in {place for row in each.rows for place in _places(row, page, glued=False)}
    )
    known = {place for place, count in places.items() if count >= _AGREE}
    return [
        {
            row
            for row in each.rows
            if (_is_number(row) and is_outside(row, page))
            or any(place in known for place in _places(row, page, glued=row in each.head))
            or _is_named(row, page.label)
        }
        for page, each in zip(pages, found, strict=True)
    ]


def _is_number(row: Row) -> bool:
    return NUMBER.fullmatch(row.text) is not None


def is_outside(row: Row, page: Page) -> bool:
    """Whether it stands near the edge of the page."""
    return not _REACH * page.height < row.bottom < (1 - _REACH) * page.height


def _places(row: Row, page: Page, *, glued: bool) -> list[Place]:
    """By which the numbers at its ends may count pages.

    Args:
        row: In a margin.
        page: Where it is.
        glued: A number may touch a title that is as long as the line.
    """
    ends = _ends(row) or (_GLUED.findall(row.text) if glued else [])
    return [(roman, value - page.number) for roman, value in map(_value, ends) if value > 0]


def _is_named(row: Row, label: str) -> bool:
    return any(_bare(end) == label for end in _ends(row))


def _ends(row: Row) -> list[str]:
    cells = row.cells
    if not 0 < len(cells) <= _CELLS:
        return []
    return [
        found["number"].lower()
        for cell in dict.fromkeys((cells[0], cells[-1]))
        if (found := NUMBER.fullmatch(cell.text)) is not None
    ]


def _bare(text: str) -> str:
    return text.strip(" |·•–—-")


def _value(text: str) -> tuple[bool, int]:
    if text.isdigit():
        return False, int(text)
    values = [_ROMAN[sign] for sign in text]
    signed = [-value if value < following else value for value, following in pairwise([*values, 0])]
    return True, sum(signed)


def titled(found: Sequence[Margins], titles: str, largest: float) -> set[Row]:
    """Heads that say what the text below is about: its title again, or that of the page before.

    Args:
        found: Of each page.
        titles: The letters of all headings, without anything between them.
        largest: Size of letters; a larger line is a heading itself.
    """
    heads = [
        each.head[0]
        for each in found
        if len(each.head) == 1 and each.head[0].lines[0].size < largest
    ]
    said = Counter(letters(row.text) for row in heads)
    levels = Counter(round(row.bottom) for row in heads)
    kept = set()
    for row in heads:
        height = round(row.bottom)
        level = sum(levels[height + away] for away in range(-_LEVEL, _LEVEL + 1))
        text = letters(row.text)
        if level > _AGREE and len(text) > _AGREE and (said[text] > 1 or text in titles):
            kept.add(row)
    return kept


def twice(found: Sequence[Margins], largest: float) -> set[Row]:
    """What two pages or more say at the same height of the head or the foot.

    Args:
        found: Of each page.
        largest: Size of letters; a larger line is a heading.
    """
    alone = (rows[0] for each in found for rows in (each.head, each.foot) if len(rows) == 1)
    said: dict[str, list[Row]] = {}
    for row in alone:
        if row.lines[0].size < largest:
            said.setdefault(row.text, []).append(row)
    return {
        row
        for text, alike in said.items()
        if len(text) > _AGREE and len(alike) >= _AGREE
        for row in alike
        if sum(abs(row.bottom - other.bottom) < _LEVEL for other in alike) >= _AGREE
    }


def letters(text: str) -> str:
    """In small letters, without what stands between them."""
    return "".join(sign for sign in text.casefold() if sign.isalpha())
