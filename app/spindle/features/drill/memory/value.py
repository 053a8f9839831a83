"""A1: what is expected of the next attempt, and by how much the last one differed.

Rescorla and Wagner's rule on log-odds: ``V = σ(x)``, ``δ = r − V``, ``x += α·δ``. It knows a drill
only as a whole, so it cannot say which item is due; but it is the baseline every other predictor
has to beat, and its error is what a page may call better or worse than expected.
"""

import math
from dataclasses import dataclass
from typing import Final

START: Final = 1.2
"""Log-odds before the first attempt: 77 % right."""

RATE: Final = 0.3
STEADY_RATE: Final = 0.15
STEADY_FROM: Final = 100
"""After so many attempts a drill's own value moves more slowly."""

_FARTHEST: Final = 20.0  # log-odds beyond which nothing is left to learn


@dataclass(frozen=True, slots=True)
class Value:
    """The expectation of one drill or one skill.

    Attributes:
        log_odds: ``x``; the expected result is ``σ(x)``.
        attempts: How many it has learned from.
    """

    log_odds: float = START
    attempts: int = 0

    @property
    def expected(self) -> float:
        """The result to expect, 0 to 1; stored with an attempt before its answer."""
        return logistic(self.log_odds)

    def error(self, result: float) -> float:
        """The prediction error of a result: above zero when it went better than expected."""
        return result - self.expected

    def learn(self, result: float, rate: float | None = None) -> "Value":
        """The expectation after an attempt.

        Args:
            result: Outcome or score, 0 to 1.
            rate: The share of the error that is learned; left out, it slows down after
                ``STEADY_FROM`` attempts.

        Raises:
            ValueError: The result lies outside 0 to 1.
        """
        if not 0 <= result <= 1:
            raise ValueError(f"A result lies between 0 and 1, not at {result!r}.")
        if rate is None:
            rate = RATE if self.attempts < STEADY_FROM else STEADY_RATE
        moved = self.log_odds + rate * self.error(result)
        return Value(min(max(moved, -_FARTHEST), _FARTHEST), self.attempts + 1)


def logistic(log_odds: float) -> float:
    """The probability of log-odds, exact also far from zero."""
    if log_odds >= 0:
        return 1 / (1 + math.exp(-log_odds))
    odds = math.exp(log_odds)
    return odds / (1 + odds)


def log_loss(predicted: float, outcome: float) -> float:
    """What a prediction cost, in nats; a prediction of certainty is held a hair away from it."""
    sure = min(max(predicted, 1e-9), 1 - 1e-9)
    return -(outcome * math.log(sure) + (1 - outcome) * math.log(1 - sure))
