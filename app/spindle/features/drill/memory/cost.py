"""R11: what items will cost in time: one model for the home, Today, the run and every forecast.

It is known as median and quartiles of the person's own last answers, from when an item was asked to
when it was answered, and some seconds to read what was shown. Times lie lognormally, so many items
take longer together than their median says; that is reckoned with.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

KEPT: Final = 20
"""Answers the cost of a drill is known by: the last ones."""

BETWEEN_MS: Final = 2000.0
"""Reading what an answer was worth, and Enter."""

_LEAST: Final = 4
_GUESSED: Final = 1.7  # a guess is off by this factor half of the time
_QUARTILE: Final = 0.6745  # standard deviations between the median and a quartile


class Cost(NamedTuple):
    """Quartiles, in ms."""

    low: float
    middle: float
    high: float

    @property
    def minutes(self) -> int:
        """In whole minutes, one at least."""
        return max(1, round(self.middle / 60_000))


def cost(last: Sequence[float], guess: float) -> Cost:
    """Of one item.

    Args:
        last: How long its drill's last answers took, in ms.
        guess: In ms, where too few are known.
    """
    middle = _quantile(last, 0.5) if last else guess
    if len(last) < _LEAST:
        return Cost(middle / _GUESSED, middle, middle * _GUESSED)
    return Cost(max(_quantile(last, 0.25), 1.0), middle, _quantile(last, 0.75))


def total(parts: Iterable[tuple[int, Cost]]) -> Cost:
    """Of so many items of each, what lies between them included."""
    whole = variance = 0.0
    for count, one in parts:
        width = math.log(one.high / one.low) / (2 * _QUARTILE) if one.low > 0 else 0.0
        mean = one.middle * math.exp(min(width, 1.5) ** 2 / 2)
        whole += count * (mean + BETWEEN_MS)
        variance += count * mean**2 * math.expm1(min(width, 1.5) ** 2)
    reach = _QUARTILE * math.sqrt(variance)
    return Cost(max(0.0, whole - reach), whole, whole + reach)


def _quantile(values: Sequence[float], part: float) -> float:
    """As ``statistics.quantiles`` reckons, which takes longer to import than all of this."""
    ordered = sorted(values)
    place = min(max(part * (len(ordered) + 1) - 1, 0.0), len(ordered) - 1.0)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (place - low) * (ordered[high] - ordered[low])


def together(parts: Sequence[Cost]) -> Cost:
    """Of things that each take some time."""
    whole = sum(one.middle for one in parts)
    reach = math.sqrt(sum((one.high - one.low) ** 2 for one in parts)) / 2
    return Cost(max(0.0, whole - reach), whole, whole + reach)


def kept(before: Sequence[float], ms: float | None, *, same: bool) -> tuple[float, ...]:
    """The last costs after an answer; ``same`` where it goes on with the item before it."""
    if ms is None:
        return tuple(before)
    if same and before:
        return (*before[:-1], before[-1] + ms + BETWEEN_MS)
    return (*before, ms)[-KEPT:]
