"""Runs of letters to lines in reading order: column by column, below what spans several."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Final, NamedTuple

from spindle.features.listen.importing.pdf_layout.shapes import Cell, Line, Run
from spindle.features.listen.text.model import Span

_FEWEST: Final = 4  # lines on each side of a gap between columns
_NARROWEST: Final = 5.0  # points between columns
_NARROW: Final = 0.12  # of the text's width: less is a column of labels
_CROSSING: Final = 0.75  # lines across a gap, for one beside it
_MOST_COLUMNS: Final = 6
_MOST: Final = 1500  # runs looked at together
_SPACE: Final = 0.14  # of a letter's size: a gap from which on two words stand beside each other
_CELL: Final = 1.2  # likewise: from which on two cells of a table do
_RAISED: Final = 0.12
_SMALL: Final = 0.8
_NOTE: Final = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§¶]|[a-e])(?:[,–-]\s?(?:\d{1,3}|[*†‡§¶]))*[\])]?")
_RTL: Final = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


def lines(runs: Sequence[Run], page: int) -> list[Line]:
    """The lines of a page.

    Args:
        runs: In any order.
        page: Its number, for the lines.
    """
    if len(runs) > _MOST:  # a drawing rather than a text
        return [
            line for at in range(0, len(runs), _MOST) for line in lines(runs[at : at + _MOST], page)
        ]
    if not runs:
        return []
    gaps = sorted(_gaps(runs))
    backwards = (
        sum(len(_RTL.findall(run.text)) for run in runs) > sum(len(run.text) for run in runs) * 0.3
    )
    found: list[Line] = []
    for column, group in enumerate(_groups(runs, gaps, backwards=backwards)):
        rows = _rows(group)
        left, right = _edges(rows)
        at = _Place(page, column, left, right)
        found += [_line(row, at, backwards=backwards) for row in rows]
    return [line for line in found if line.text]


class _Place(NamedTuple):
    """What the lines of a column share."""

    page: int
    column: int
    left: float
    right: float


def _gaps(runs: Sequence[Run], depth: int = 0) -> list[float]:
    """Where one column ends and the next begins: the best place, then again on either side."""
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
    """Whether both sides hold text at the same heights, as columns do, and not only labels."""
    left = [run for run in runs if run.x1 <= x + 0.5]
    right = [run for run in runs if run.x0 >= end - 0.5]
    width = max(run.x1 for run in runs) - min(run.x0 for run in runs)
    if min(median(run.x1 - run.x0 for run in side) for side in (left, right)) < _NARROW * width:
        return False
    low = max(min(run.bottom for run in left), min(run.bottom for run in right))
    high = min(max(run.top for run in left), max(run.top for run in right))
    shared = [sum(low <= run.bottom and run.top <= high for run in side) for side in (left, right)]
    return min(shared) >= _FEWEST - 1


def _groups(runs: Sequence[Run], gaps: Sequence[float], *, backwards: bool) -> Iterable[list[Run]]:
    """The runs of each column of each band, in reading order."""
    wide = [run for run in runs if any(run.x0 < gap - 2 and run.x1 > gap + 2 for gap in gaps)]
    if not wide:
        yield from _columns(runs, gaps, backwards=backwards)
        return
    known = set(wide)
    rest = [run for run in runs if run not in known]
    for band in reversed(_bands(wide)):
        above = [run for run in rest if run.bottom >= band[-1].bottom + 0.5 * band[-1].size]
        rest = [run for run in rest if run not in above]
        beside = [run for run in rest if run.top > band[0].bottom]
        rest = [run for run in rest if run not in beside]
        yield from _columns(above, gaps, backwards=backwards)
        yield [*band, *beside]
    yield from _columns(rest, gaps, backwards=backwards)


def _bands(wide: Sequence[Run]) -> list[list[Run]]:
    """Wide runs that follow one another directly, lowest band first, lowest run first."""
    found: list[list[Run]] = []
    for run in sorted(wide, key=lambda run: run.bottom):
        if found and run.bottom - found[-1][-1].top < 0.6 * run.size:
            found[-1].append(run)
        else:
            found.append([run])
    return found


def _columns(runs: Sequence[Run], gaps: Sequence[float], *, backwards: bool) -> Iterable[list[Run]]:
    columns: list[list[Run]] = [[] for _ in range(len(gaps) + 1)]
    for run in runs:
        middle = (run.x0 + run.x1) / 2
        columns[sum(middle > gap for gap in gaps)].append(run)
    yield from (column for column in (columns[::-1] if backwards else columns) if column)


def _edges(rows: Sequence[Sequence[Run]]) -> tuple[float, float]:
    """Where most lines begin, and where nearly all have ended."""
    starts = Counter(round(min(run.x0 for run in row)) for row in rows)
    ends = sorted(max(run.x1 for run in row) for row in rows)
    most = max(starts.values())
    return float(min(x for x, count in starts.items() if count == most)), ends[
        round(0.95 * (len(ends) - 1))
    ]


def _rows(group: Sequence[Run]) -> list[list[Run]]:
    """Runs beside each other, from the top down; raised ones stand with their line."""
    rows: list[list[Run]] = []
    for run in sorted(group, key=lambda run: (-run.size, -run.bottom)):
        home = next((row for row in rows if _is_beside(row[0], run)), None)
        if home is None:
            rows.append([run])
        else:
            home.append(run)
    return sorted(rows, key=lambda row: -row[0].bottom)


def _is_beside(first: Run, run: Run) -> bool:
    height = min(first.top, run.top) - max(first.bottom, run.bottom)
    return height > 0.5 * (run.top - run.bottom)


def _line(row: Sequence[Run], at: _Place, *, backwards: bool) -> Line:
    base = max(row, key=lambda run: len(run.text))
    ordered = sorted(row, key=lambda run: -run.x1 if backwards else run.x0)
    text, notes = "", []
    before: Run | None = None
    for run in ordered:
        gap = _gap(before, run, backwards=backwards)
        said = run.text.strip()
        if (
            text
            and not text.endswith(" ")
            and (gap > _SPACE * base.size or run.text.startswith(" ") or _ends_blank(before))
        ):
            text += " "
        if _is_note(run, base, said):
            start = len(text.rstrip())
            text = text.rstrip() + said
            notes.append(Span(start, len(text)))
        else:
            text += said
        before = run
    return Line(
        text=" ".join(text.split()) if not notes else text.rstrip(),
        x0=min(run.x0 for run in row),
        x1=max(run.x1 for run in row),
        bottom=base.bottom,
        top=base.top,
        size=base.size,
        notes=tuple(notes),
        page=at.page,
        column=at.column,
        left=at.left,
        right=at.right,
        mono=all(run.mono for run in row),
        cells=_cells(ordered, base.size, backwards=backwards),
    )


def _cells(ordered: Sequence[Run], size: float, *, backwards: bool) -> tuple[Cell, ...]:
    """The texts between wide gaps."""
    cells: list[Cell] = []
    before: Run | None = None
    for run in ordered:
        gap = _gap(before, run, backwards=backwards)
        if before is None or gap > _CELL * size:
            cells.append(Cell(run.x0, run.x1, run.text.strip()))
        else:
            last = cells.pop()
            text = last.text + (" " if gap > _SPACE * size else "") + run.text.strip()
            cells.append(Cell(min(last.x0, run.x0), max(last.x1, run.x1), text))
        before = run
    return tuple(cells)


def _gap(before: Run | None, run: Run, *, backwards: bool) -> float:
    if before is None:
        return 0.0
    return before.x0 - run.x1 if backwards else run.x0 - before.x1


def _ends_blank(run: Run | None) -> bool:
    return run is not None and run.text.endswith(" ")


def _is_note(run: Run, base: Run, said: str) -> bool:
    """Whether it looks like the raised number of a note; see ``notes`` for exponents."""
    if run is base or run.size > _SMALL * base.size:
        return False
    raised = run.bottom >= base.bottom + _RAISED * base.size
    return raised and _NOTE.fullmatch(said) is not None
