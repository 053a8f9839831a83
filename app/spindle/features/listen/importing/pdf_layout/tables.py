"""Tables: lines below each other that fall into cells, and the cells into columns."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from spindle.features.listen.importing.pdf_layout.breaks import CAPTION, ITEM
from spindle.features.listen.importing.pdf_layout.shapes import Cell, Line, Part

_CELLS: Final = 3  # in a row; two are a list, or a word pushed to the edge
_ROWS: Final = 3
_SHORT: Final = 0.5  # of the column's width
_NEAR: Final = 3.0  # points between edges or middles that are meant to be one


def with_tables(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page in their order, the rows of tables known as such."""
    found: list[Line] = []
    for _, column in groupby(lines, key=lambda line: line.column):
        group = list(column)
        rows = _widened(group, _sure(group))
        found += [
            replace(line, part=Part.TABLE) if at in rows else line for at, line in enumerate(group)
        ]
    return found


def _sure(lines: Sequence[Line]) -> set[int]:
    """The rows with enough cells in enough rows."""
    found: set[int] = set()
    at = 0
    for is_row, group in groupby(lines, key=_is_row):
        rows = list(group)
        if is_row and len(rows) >= _ROWS and _in_columns(rows):
            found.update(range(at, at + len(rows)))
        at += len(rows)
    return found


def _widened(lines: Sequence[Line], rows: set[int]) -> set[int]:
    """With the rows of fewer cells next to them, and with what is left between two such parts."""
    found = set(rows)
    for at in sorted(rows):
        for step in (-1, 1):
            beside = at + step
            while 0 <= beside < len(lines) and _may_be_row(lines[beside]):
                found.add(beside)
                beside += step
    for first, second in pairwise(sorted(found)):
        between = range(first + 1, second)
        if len(between) <= _ROWS - 1 and all(_is_short(lines[each]) for each in between):
            found.update(between)
    return found


def _may_be_row(line: Line) -> bool:
    said = line.text
    return len(line.cells) > 1 and ITEM.match(said) is None and CAPTION.match(said) is None


def _is_short(line: Line) -> bool:
    return line.x1 - line.x0 < _SHORT * (line.right - line.left)


def _is_row(line: Line) -> bool:
    return len(line.cells) >= _CELLS


def _in_columns(rows: Sequence[Line]) -> bool:
    """Whether in most rows most cells stand below one of the row before."""
    good = sum(
        2 * sum(any(_is_below(cell, above) for above in upper.cells) for cell in lower.cells)
        > len(lower.cells)
        for upper, lower in pairwise(rows)
    )
    return 4 * good >= 3 * (len(rows) - 1)


def _is_below(cell: Cell, above: Cell) -> bool:
    return (
        abs(cell.x0 - above.x0) < _NEAR
        or abs(cell.x1 - above.x1) < _NEAR
        or abs(cell.x0 + cell.x1 - above.x0 - above.x1) < 2 * _NEAR
    )
