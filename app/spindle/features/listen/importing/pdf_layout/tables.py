"""Tables: lines below each other that fall into cells, and the cells into columns."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Final

from spindle.features.listen.importing.pdf_layout.shapes import Cell, Line

_CELLS: Final = 3  # in a row; two are a list, or a word pushed to the edge
_ROWS: Final = 3
_NEAR: Final = 3.0  # points between edges or middles that are meant to be one


def with_tables(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page in their order, the rows of tables known as such."""
    found: list[Line] = []
    for (_, is_row), group in groupby(lines, key=lambda line: (line.column, _is_row(line))):
        rows = list(group)
        known = is_row and len(rows) >= _ROWS and _in_columns(rows)
        found += [replace(line, tabular=True) for line in rows] if known else rows
    return found


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
