"""A2: how likely a run still ends clean at each of its steps, and which step is the weak one.

The two questions have two answers. ``Chain`` is for the eye: temporal differences show where in a
run the expectation breaks. It does not find the weak step reliably, so ``weak_step`` decides by
the posterior of each step's own errors.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

from spindle.features.drill.memory.value import Value

_RATE: Final = 0.1
_START: Final = Value().expected

_PRIOR_ERRORS, _PRIOR_RIGHT = 1.0, 7.0
SURE: Final = 0.8
"""A weak step is named only if it is the weakest with this probability."""

_GRID: Final = 1000


@dataclass(frozen=True, slots=True)
class Chain:
    """``values[i]`` is the chance that a run clean up to step ``i`` ends clean."""

    values: tuple[float, ...]

    @staticmethod
    def of(steps: int) -> "Chain":
        """A chain of so many steps, before its first run."""
        return Chain((_START,) * steps)

    def learn(self, first_error: int | None) -> "Chain":
        """The chain after a run.

        Args:
            first_error: The step at which the run stopped being clean, or None.

        Raises:
            IndexError: There is no such step.
        """
        values = list(self.values)
        last = len(values) - 1 if first_error is None else first_error
        end = 1.0 if first_error is None else 0.0
        for i in range(last, -1, -1):  # from the end, so that it is heard of in one run
            following = end if i == last else values[i + 1]
            values[i] += _RATE * (following - values[i])
        return Chain(tuple(values))

    @property
    def drops(self) -> tuple[float, ...]:
        """What passing each step adds to the chance: the step that risks most adds most."""
        return tuple(after - before for before, after in pairwise((*self.values, 1.0)))


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
