"""Where a page falls into columns, and what goes across them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

from spindle.features.listen.importing.pdf_layout.rows import rows
from spindle.features.listen.importing.pdf_layout.shapes import Run

_FEWEST: Final = 4  # lines on each side of a gap between columns
_NARROWEST: Final = 5.0  # points between columns
_LINE: Final = 0.12  # of the text's width: shorter runs are labels or cells, and tell no column
_CROSSING: Final = 0.75  # lines across a gap, for one beside it
_MOST_COLUMNS: Final = 6
_FULL: Final = 0.75  # of a column's width: what a line of it takes up
_CELL: Final = 1.2  # of the size: from which gap on two cells stand beside each other


def gutters(runs: Sequence[Run]) -> list[float]:
    """Where one column ends and the next begins, from left to right."""
    width = max(run.x1 for run in runs) - min(run.x0 for run in runs)
    return sorted(_gaps([run for run in runs if run.x1 - run.x0 >= _LINE * width]))


def _gaps(runs: Sequence[Run], depth: int = 0) -> list[float]:
    """The best place, then again on either side."""
    if len(runs) < 2 * _FEWEST or depth > 2:
        return []
    starts, ends = sorted(run.x0 for run in runs), sorted(run.x1 for run in runs)
    best, where = 0.0, None
    for x, end in _candidates(starts, ends):
        left = bisect_right(ends, x + 0.5)
        right = len(runs) - bisect_left(starts, end - 0.5)
        fewer, across = min(left, right), len(runs) - left - right
        score = fewer - across / _CROSSING
        if fewer >= _FEWEST and score > best and _side_by_side(runs, x, end):
            best, where = score, (x + end) / 2
    if where is None:
        return []
    before = [run for run in runs if run.x1 <= where]
    after = [run for run in runs if run.x0 >= where]
    found = [*_gaps(before, depth + 1), where, *_gaps(after, depth + 1)]
    return found[: _MOST_COLUMNS - 1]


def _candidates(starts: Sequence[float], ends: Sequence[float]) -> Iterator[tuple[float, float]]:
    """From where lines end to where the next ones begin; one in ten may stick out."""
    for start in sorted({round(x) for x in starts}):
        before = bisect_right(ends, start + 0.5)
        for kept in (before, max(1, round(before * 0.9))):
            if before and start - ends[kept - 1] >= _NARROWEST:
                yield float(round(ends[kept - 1])), float(start)
                break


def _side_by_side(runs: Sequence[Run], x: float, end: float) -> bool:
    """Whether both sides stand at the same heights, as columns do."""
    left = [run for run in runs if run.x1 <= x + 0.5]
    right = [run for run in runs if run.x0 >= end - 0.5]
    low = max(min(run.bottom for run in left), min(run.bottom for run in right))
    high = min(max(run.top for run in left), max(run.top for run in right))
    shared = [sum(low <= run.bottom and run.top <= high for run in side) for side in (left, right)]
    return min(shared) >= _FEWEST - 1


def wide(runs: Sequence[Run], gaps: Sequence[float]) -> list[Run]:
    """What belongs to no single column: lines across a gap, and the rows of a table beside them."""
    if not gaps:
        return []
    edges = [min(run.x0 for run in runs), *gaps, max(run.x1 for run in runs)]
    found: list[Run] = []
    for is_wide, group in groupby(rows(runs), key=lambda row: _is_wide(row, gaps, edges)):
        members = [*group]
        if is_wide:
            found += [run for row in _sure(members, gaps) for run in row]
    return found


def _sure(wide_rows: Sequence[list[Run]], gaps: Sequence[float]) -> Iterator[list[Run]]:
    """Without single rows of cells: those may be short lines of two columns."""
    parts = [
        (crossing, [*group])
        for crossing, group in groupby(
            wide_rows, key=lambda row: any(_crosses(run, gaps) for run in row)
        )
    ]
    for at, (crossing, members) in enumerate(parts):
        if crossing or len(members) > 1 or 0 < at < len(parts) - 1:
            yield from members


def _crosses(run: Run, gaps: Sequence[float]) -> bool:
    return any(run.x0 < gap - 2 and run.x1 > gap + 2 for gap in gaps)


def _is_wide(row: Sequence[Run], gaps: Sequence[float], edges: Sequence[float]) -> bool:
    return any(_crosses(run, gaps) for run in row) or _is_table(row, edges)


def _is_table(row: Sequence[Run], edges: Sequence[float]) -> bool:
    """Whether the row is cells on both sides of a gap, none of its columns filled like a line."""
    sides = [
        [run for run in row if left <= (run.x0 + run.x1) / 2 < right]
        for left, right in pairwise(edges)
    ]
    if sum(map(bool, sides)) < 2:
        return False
    cells = 0
    for side, (left, right) in zip(sides, pairwise(edges), strict=True):
        if sum(run.x1 - run.x0 for run in side) > _FULL * (right - left):
            return False
        ordered = sorted(side)
        cells += bool(side) + sum(
            second.x0 - first.x1 > _CELL * first.size for first, second in pairwise(ordered)
        )
    return cells >= sum(map(bool, sides)) + 1
