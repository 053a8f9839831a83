"""Runs of letters to lines in reading order: column by column, below what spans several."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from spindle.features.listen.importing.pdf_layout.gutters import gutters, wide
from spindle.features.listen.importing.pdf_layout.numbering import unnumbered
from spindle.features.listen.importing.pdf_layout.rows import rows
from spindle.features.listen.importing.pdf_layout.shapes import Cell, Line, Run
from spindle.features.listen.text.model import Span

_MOST: Final = 1500  # runs looked at together
_SPACE: Final = 0.14  # of a letter's size: a gap from which on two words stand beside each other
_CELL: Final = 0.95  # likewise: from which on two cells of a table do
_RAISED: Final = 0.12
_SMALL: Final = 0.8
_NOTE: Final = re.compile(
    r"[\[(]?(?:\d{1,3}|[*∗†‡§¶]|[a-e])(?:[,–-]\s?(?:\d{1,3}|[*∗†‡§¶]))*[\])]?"
)
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
    runs = unnumbered(runs)
    if not runs:
        return []
    gaps = gutters(runs)
    backwards = (
        sum(len(_RTL.findall(run.text)) for run in runs) > sum(len(run.text) for run in runs) * 0.3
    )
    found: list[Line] = []
    for column, group in enumerate(_groups(runs, gaps, backwards=backwards)):
        found_rows = rows(group)
        left, right = _edges(found_rows)
        at = _Place(page, column, left, right)
        found += [_line(row, at, backwards=backwards) for row in found_rows]
    return [line for line in found if line.text]


class _Place(NamedTuple):
    """What the lines of a column share."""

    page: int
    column: int
    left: float
    right: float


def _groups(runs: Sequence[Run], gaps: Sequence[float], *, backwards: bool) -> Iterable[list[Run]]:
    """The runs of each column of each band, in reading order."""
    across = wide(runs, gaps)
    if not across:
        yield from _columns(runs, gaps, backwards=backwards)
        return
    known = set(across)
    rest = [run for run in runs if run not in known]
    for band in reversed(_bands(across, rest)):
        high = max(run.bottom + 0.5 * run.size for run in band)
        low = min(run.bottom for run in band)
        above = [run for run in rest if run.bottom >= high]
        beside = [run for run in rest if run.bottom < high and run.top > low]
        rest = [run for run in rest if run.top <= low]
        yield from _columns(above, gaps, backwards=backwards)
        yield [*band, *beside]
    yield from _columns(rest, gaps, backwards=backwards)


def _bands(across: Sequence[Run], rest: Sequence[Run]) -> list[list[Run]]:
    """Wide runs without anything else between them, lowest band first."""
    found: list[list[Run]] = []
    middles = sorted((run.bottom + run.top) / 2 for run in rest)
    high = 0.0
    for run in sorted(across, key=lambda run: run.bottom):
        between = bisect_left(middles, run.bottom) > bisect_left(middles, high)
        if found and (not between or run.bottom - high < 0.6 * run.size):
            found[-1].append(run)
            high = max(high, run.top)
        else:
            found.append([run])
            high = run.top
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
        bold=all(run.bold for run in row),
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
