"""Numbers beside the lines, as in drafts that are to be reviewed."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from spindle.features.listen.importing.pdf_layout.shapes import Run

_FEWEST: Final = 8  # on a page; fewer may be a table
_LONGEST: Final = 5  # digits
_SAME: Final = 1.0  # points between numbers that end at one place
_MOST_GAPS: Final = 0.1  # of the numbers: what may be missing, as where a drawing stands


def unnumbered(runs: Sequence[Run]) -> Sequence[Run]:
    """The runs of a page without numbers below each other that count up line by line."""
    numbers = sorted(
        (run for run in runs if len(run.text) <= _LONGEST and run.text.strip().isdecimal()),
        key=lambda run: (run.x1, -run.bottom),
    )
    if len(numbers) < _FEWEST:
        return runs
    out: set[Run] = set()
    group: list[Run] = []
    for run in numbers:
        if group and run.x1 - group[0].x1 > _SAME:
            out |= _counting(group)
            group = []
        group.append(run)
    out |= _counting(group)
    return [run for run in runs if run not in out] if out else runs


def _counting(group: Sequence[Run]) -> set[Run]:
    if len(group) < _FEWEST:
        return set()
    ordered = sorted(group, key=lambda run: -run.bottom)
    steps = [int(below.text) - int(above.text) for above, below in pairwise(ordered)]
    good = sum(step == 1 for step in steps)
    return set(group) if good >= (1 - _MOST_GAPS) * len(steps) else set()
