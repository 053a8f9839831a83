"""A7: whether a procedure runs by itself: faster, and above all more even.

Falling times with the same relative spread are mere speed; a falling spread means that the doing
has changed. The spread is the standard deviation of ln seconds of right answers, which is steadier
than SD over mean and nearly the same number.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, correlation, fmean, pvariance
from typing import Final

WINDOW: Final = 100
"""Right attempts that two windows are compared by; fewer tell too little."""

LEAST: Final = 20
"""Right attempts from which a spread is shown at all, with its interval."""

EVEN: Final = 0.4
"""The spread aimed at: under it most people's routine lies."""

_BLOCK: Final = 20
_LEAST_SPREAD: Final = 3
_NORMAL: Final = NormalDist()
_SIDED_95: Final = _NORMAL.inv_cdf(0.975)


@dataclass(frozen=True, slots=True)
class Evenness:
    """A window of right attempts.

    Attributes:
        attempts: How many.
        usual: The geometric mean, in seconds.
        spread: Standard deviation of ln seconds; ``low`` and ``high`` hold it with 95 %.
    """

    attempts: int
    usual: float
    spread: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Change:
    """Two windows compared.

    Attributes:
        faster, steadier: Whether time, and spread, fell beyond chance (p < .05 each).
        together: The correlation of time and spread over blocks of 20.
    """

    before: Evenness
    after: Evenness
    faster: bool
    steadier: bool
    together: float

    @property
    def more_automatic(self) -> bool:
        """Whether "more automatic" may be said."""
        return self.faster and self.steadier and self.together > 0


def evenness(seconds: Sequence[float]) -> Evenness | None:
    """Of the times of right attempts; None below ``LEAST`` of them.

    Raises:
        ValueError: A time is not above zero.
    """
    if len(seconds) < LEAST:
        return None
    logs = _logs(seconds)
    spread = math.sqrt(_variance(logs))
    reach = math.exp(_SIDED_95 * _uncertainty(logs))
    return Evenness(
        len(logs), math.exp(fmean(logs)), spread, low=spread / reach, high=spread * reach
    )


def spread_of(times: Sequence[float]) -> float | None:
    """Standard deviation of ln of some times; None of fewer than three."""
    if len(times) < _LEAST_SPREAD:
        return None
    return math.sqrt(_variance(_logs(times)))


def change(before: Sequence[float], after: Sequence[float]) -> Change | None:
    """Compare an earlier with a later window; None unless each has ``WINDOW`` attempts.

    Raises:
        ValueError: A time is not above zero.
    """
    if min(len(before), len(after)) < WINDOW:
        return None
    first, second = evenness(before), evenness(after)
    if first is None or second is None:
        raise AssertionError("A whole window has a spread.")
    early, late = _logs(before), _logs(after)
    error = math.hypot(
        math.sqrt(_variance(early) / len(early)), math.sqrt(_variance(late) / len(late))
    )
    fall = _beyond(fmean(early) - fmean(late), error)
    uncertain = math.hypot(_uncertainty(early), _uncertainty(late))
    evener = _beyond(_log_ratio(first.spread, second.spread), uncertain)
    return Change(first, second, fall, evener, _together([*early, *late]))


def _beyond(difference: float, error: float) -> bool:
    """Whether it is a fall, and more than chance."""
    if error == 0:
        return difference > 0
    return difference / error > _SIDED_95


def _together(logs: Sequence[float]) -> float:
    """The correlation over blocks; 0 where one of the two never changes."""
    blocks = [logs[i : i + _BLOCK] for i in range(0, len(logs) - _BLOCK + 1, _BLOCK)]
    means = [fmean(block) for block in blocks]
    spreads = [math.sqrt(_variance(block)) for block in blocks]
    if min(pvariance(means), pvariance(spreads)) <= 0:
        return 0.0
    return correlation(means, spreads)


def _logs(seconds: Sequence[float]) -> list[float]:
    if any(not 0 < each < math.inf for each in seconds):
        raise ValueError("A response time is above zero.")
    return [math.log(each) for each in seconds]


def _variance(logs: Sequence[float]) -> float:
    return pvariance(logs) * len(logs) / (len(logs) - 1)


def _uncertainty(logs: Sequence[float]) -> float:
    """The standard error of ln spread; heavier tails than a normal's make it larger."""
    count, middle = len(logs), fmean(logs)
    variance = pvariance(logs, middle)
    if variance == 0:
        return 0.0
    tails = fmean((each - middle) ** 4 for each in logs) / variance**2
    return math.sqrt(max(tails - (count - 3) / (count - 1), 0.5) / (4 * count))


def _log_ratio(before: float, after: float) -> float:
    if before == 0 or after == 0:
        return 0.0 if before == after else math.copysign(math.inf, before - after)
    return math.log(before / after)
