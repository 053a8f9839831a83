"""A4: how likely an answer is right within a day, where the forgetting curve knows nothing.

A logistic regression on what is known before the answer. It is fitted to the person's own attempts
with a pull towards the plain value of A1, and used only once there are enough of them: below that
it is no better than the value alone.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from spindle.features.drill.memory.least_squares import solved
from spindle.features.drill.memory.value import logistic

ENOUGH: Final = 2000
"""Attempts within a day from which the fitted model may predict."""

_TOWARDS: Final = (0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
_PULL: Final = 2.0
_TURNS: Final = 25
_CLOSE: Final = 1e-8


class Before(NamedTuple):
    """What is known before an answer.

    Attributes:
        minutes: Since the item's last attempt.
        value: Log-odds of the drill's value (A1).
        lapses: How often the item was wrong, ever.
        streak: How often it was right in a row.
        attempts: How many it had.
    """

    minutes: float
    value: float
    lapses: int
    streak: int
    attempts: int

    def terms(self) -> tuple[float, ...]:
        """The six terms of the regression, the constant first."""
        return (
            1.0,
            math.log(max(self.minutes, 0.0) + 0.1),
            self.value,
            math.log1p(self.lapses),
            math.log1p(self.streak),
            math.log1p(self.attempts),
        )


@dataclass(frozen=True, slots=True)
class Within:
    """The fitted model; unfitted it says what the value says.

    Attributes:
        weights: One for each term.
        attempts: How many it was fitted to.
    """

    weights: tuple[float, ...] = _TOWARDS
    attempts: int = 0

    @property
    def is_enough(self) -> bool:
        """Whether it rests on enough attempts to be used."""
        return self.attempts >= ENOUGH

    def expected(self, before: Before) -> float:
        """The chance that the answer is right."""
        if not self.is_enough:
            return logistic(before.value)
        return logistic(_dot(self.weights, before.terms()))


@dataclass(frozen=True, slots=True)
class Fitting:
    """A fit under way, by Newton's method; each turn is some 3 µs an attempt.

    It can be taken turn by turn, so that whoever runs it does other things in between.

    Attributes:
        rows: Terms and outcome of each attempt.
        weights: As they are now.
        turns: Taken so far.
        done: Whether another turn would change nothing.
    """

    rows: tuple[tuple[tuple[float, ...], float], ...]
    weights: tuple[float, ...] = _TOWARDS
    turns: int = 0
    done: bool = False

    def turn(self) -> "Fitting":
        """The fit after one more turn."""
        slope, bend = _slope_and_bend(self.rows, self.weights)
        step = solved(bend, slope)  # the pull keeps it solvable
        weights = tuple(weight - move for weight, move in zip(self.weights, step, strict=True))
        turns = self.turns + 1
        close = turns == _TURNS or max(map(abs, step)) < _CLOSE
        return Fitting(self.rows, weights, turns, close)

    @property
    def model(self) -> Within:
        """What it has come to."""
        return Within(self.weights, len(self.rows))


def begin(seen: Sequence[tuple[Before, bool]]) -> Fitting:
    """Begin a fit to attempts within a day."""
    return Fitting(tuple((before.terms(), float(right)) for before, right in seen))


def fit(seen: Sequence[tuple[Before, bool]]) -> Within:
    """Fit to attempts within a day, all at once."""
    fitting = begin(seen)
    while not fitting.done:
        fitting = fitting.turn()
    return fitting.model


def _slope_and_bend(
    rows: Sequence[tuple[tuple[float, ...], float]], weights: Sequence[float]
) -> tuple[list[float], list[list[float]]]:
    """Gradient and Hessian of the penalised loss."""
    size = len(weights)
    slope = [_PULL * (w - t) for w, t in zip(weights, _TOWARDS, strict=True)]
    bend = [[_PULL * (i == j) for j in range(size)] for i in range(size)]
    for terms, outcome in rows:
        chance = logistic(_dot(weights, terms))
        miss, spread = chance - outcome, chance * (1 - chance)
        for i, term in enumerate(terms):
            slope[i] += miss * term
            row, weighted = bend[i], spread * term
            for j in range(i + 1):
                row[j] += weighted * terms[j]
    for i in range(size):
        for j in range(i):
            bend[j][i] = bend[i][j]
    return slope, bend


def _dot(weights: Sequence[float], terms: Sequence[float]) -> float:
    return sum(weight * term for weight, term in zip(weights, terms, strict=True))
