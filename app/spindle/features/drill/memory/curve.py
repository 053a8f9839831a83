"""A6: the curve of practice: where response times are going, with an honest band.

Three laws are fitted to the times of one person at one thing, never to averages, and weighed by
how well each explains them: an exponential (which fits single people best), a power law and a
mixture. Times are lognormal, so everything happens in logarithms.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from spindle.features.drill.memory.least_squares import Found, Model, least_squares

BAND_FROM: Final = 20
"""Attempts from which a curve is drawn, with its band."""

FORECAST_FROM: Final = 40
"""Attempts below which nothing is said about when a target will be reached."""

FLOOR_FROM: Final = 80
"""Attempts from which the floor may be said as one number, without its band."""

_WIDE: Final = 1.2816  # 80 % of a normal lies within so many standard deviations
_MOST: Final = 300  # values that a law is fitted to
_FARTHEST: Final = 5000
_BOUND: Final = 30.0  # log-parameters beyond it describe nothing


class Band(NamedTuple):
    """Seconds: the middle, and where it lies with 80 % certainty."""

    low: float
    middle: float
    high: float


class Law(NamedTuple):
    """A shape: the share of the first slowness still left at attempt ``n``, 1 at the start.

    ``left(n, shape)`` gives it with its slope in each (log) shape parameter. ``odds``: how much
    likelier than the others it is before any time is seen.
    """

    name: str
    odds: float
    left: Callable[[float, Sequence[float]], tuple[float, tuple[float, ...]]]
    starts: Callable[[int], tuple[tuple[float, ...], ...]]


def _exponential(n: float, shape: Sequence[float]) -> tuple[float, tuple[float, ...]]:
    rate = math.exp(shape[0])
    left = math.exp(-rate * n)
    return left, (-rate * n * left,)


def _power(n: float, shape: Sequence[float]) -> tuple[float, tuple[float, ...]]:
    rate = math.exp(shape[0])
    left = (n + 1) ** -rate
    return left, (-rate * math.log(n + 1) * left,)


def _mixture(n: float, shape: Sequence[float]) -> tuple[float, tuple[float, ...]]:
    rate, power = math.exp(shape[0]), math.exp(shape[1])
    left = math.exp(-rate * n) * (n + 1) ** -power
    return left, (-rate * n * left, -power * math.log(n + 1) * left)


# Of 7,910 series of single people the exponential explained most (Heathcote et al. 2000).
LAWS: Final = (
    Law("exponential", 3.0, _exponential, lambda n: tuple((math.log(k / n),) for k in (1.5, 8))),
    Law("power", 1.0, _power, lambda _: tuple((math.log(k),) for k in (0.3, 1))),
    Law("mixture", 1.0, _mixture, lambda n: ((math.log(2 / n), math.log(0.3)),)),
)


@dataclass(frozen=True, slots=True)
class Fit:
    """One law fitted. Parameters are logarithms: floor, gain, shape."""

    law: Law
    found: Found
    noise: float
    weight: float = 0.0

    def at(self, n: float) -> tuple[float, float]:
        """Mean and variance of the belief about ln seconds at attempt ``n``, from 0."""
        value, slopes = _model(self.law)(n, self.found.parameters)
        return value, self._variance(slopes)

    def floor(self) -> tuple[float, float]:
        """The same for the time that practice goes towards."""
        slopes = (1.0,) + (0.0,) * (len(self.found.parameters) - 1)
        return self.found.parameters[0], self._variance(slopes)

    def _variance(self, slopes: Sequence[float]) -> float:
        spread = self.found.spread
        return self.noise * sum(
            a * b * spread[i][j] for i, a in enumerate(slopes) for j, b in enumerate(slopes)
        )


@dataclass(frozen=True, slots=True)
class Reach:
    """Attempts still to go until a target, by the band; None where it would never be reached."""

    soonest: int
    middle: int | None
    latest: int | None


@dataclass(frozen=True, slots=True)
class Curve:
    """What is believed of one person's practice at one thing.

    Attributes:
        fits: Each law with its weight; the weights add up to one.
        attempts: How many times it rests on.
    """

    fits: tuple[Fit, ...]
    attempts: int

    @property
    def law(self) -> str:
        """The law that explains the times best."""
        return max(self.fits, key=lambda fit: fit.weight).law.name

    def at(self, n: int) -> Band:
        """The usual time at attempt ``n``, from 0."""
        return self._mixed([fit.at(n) for fit in self.fits])

    def floor(self) -> Band | None:
        """The time it goes towards; None below ``FORECAST_FROM`` attempts."""
        if self.attempts < FORECAST_FROM:
            return None
        return self._mixed([fit.floor() for fit in self.fits])

    def reach(self, target: float) -> Reach | None:
        """How many more attempts until the usual time is ``target`` seconds.

        Returns:
            None below ``FORECAST_FROM`` attempts, or if even the band's low edge never gets there.
        """
        if self.attempts < FORECAST_FROM:
            return None
        soonest, middle, latest = (self._first(edge, target) for edge in range(3))
        return None if soonest is None else Reach(soonest, middle, latest)

    def _first(self, edge: int, target: float) -> int | None:
        """The first attempt from now at which an edge of the band is at the target."""
        here, step = self.attempts, 1
        if self.at(here)[edge] <= target:
            return 0
        while self.at(here + step)[edge] > target:
            step *= 2
            if step > _FARTHEST:
                return None
        low, high = step // 2, step
        while high - low > 1:
            half = (low + high) // 2
            low, high = (low, half) if self.at(here + half)[edge] <= target else (half, high)
        return high

    def _mixed(self, beliefs: Sequence[tuple[float, float]]) -> Band:
        """The laws' beliefs as one, what they disagree about included."""
        weights = [fit.weight for fit in self.fits]
        mean = sum(w * value for w, (value, _) in zip(weights, beliefs, strict=True))
        variance = sum(
            w * (spread + (value - mean) ** 2)
            for w, (value, spread) in zip(weights, beliefs, strict=True)
        )
        reach = _WIDE * math.sqrt(variance)
        return Band(_exp(mean - reach), _exp(mean), _exp(mean + reach))


def curve(seconds: Sequence[float]) -> Curve | None:
    """The curve of the times of right attempts, in their order.

    Returns:
        None below ``BAND_FROM`` of them, or where no law can be fitted.

    Raises:
        ValueError: A time is not above zero.
    """
    if any(not 0 < each < math.inf for each in seconds):
        raise ValueError("A response time is above zero.")
    count = len(seconds)
    if count < BAND_FROM:
        return None
    places, logs = _thinned([math.log(each) for each in seconds])
    fits = [fit for law in LAWS if (fit := _fitted(law, places, logs)) is not None]
    if not fits:
        return None
    # Akaike's weights, corrected for few attempts; the noise is a parameter, too.
    rows = len(logs)
    costs = []
    for fit in fits:
        k = len(fit.found.parameters) + 1
        costs.append(rows * math.log(fit.found.loss / rows) + 2 * k * rows / (rows - k - 1))
    best = min(costs)
    shares = [
        fit.law.odds * math.exp((best - cost) / 2) for fit, cost in zip(fits, costs, strict=True)
    ]
    whole = sum(shares)
    return Curve(
        tuple(
            Fit(fit.law, fit.found, fit.noise, share / whole)
            for fit, share in zip(fits, shares, strict=True)
        ),
        count,
    )


def _thinned(logs: Sequence[float]) -> tuple[list[float], list[float]]:
    """Places and values; of very many every second, third …, never their averages."""
    every = -(-len(logs) // _MOST)
    places = range((len(logs) - 1) % every, len(logs), every)  # the last one among them
    return [float(place) for place in places], [logs[place] for place in places]


def _fitted(law: Law, places: Sequence[float], logs: Sequence[float]) -> Fit | None:
    count = len(logs)
    last, first = logs[-(count // 4) :], logs[: max(3, count // 10)]
    floor = sum(last) / len(last)
    gain = max(math.exp(sum(first) / len(first)) - math.exp(floor), 0.05 * math.exp(floor))
    best: Found | None = None
    for shape in law.starts(round(places[-1]) + 1):
        start = (floor - 0.1, math.log(gain), *shape)
        try:
            found = least_squares(_model(law), places, logs, start)
        except ArithmeticError:
            continue
        if max(map(abs, found.parameters)) < _BOUND and (best is None or found.loss < best.loss):
            best = found
    if best is None:
        return None
    loss = max(best.loss, 1e-12)
    noise = loss / (count - len(best.parameters))
    return Fit(law, Found(best.parameters, loss, best.spread), noise)


@lru_cache(maxsize=8)
def _model(law: Law) -> Model:
    """``ln(A + B·left(n))`` over the logarithms of A, B and the shape."""

    def model(n: float, at: Sequence[float]) -> tuple[float, Sequence[float]]:
        floor, gain = math.exp(at[0]), math.exp(at[1])
        left, slopes = law.left(n, at[2:])
        whole = floor + gain * left
        return math.log(whole), (
            floor / whole,
            gain * left / whole,
            *(gain * slope / whole for slope in slopes),
        )

    return model


def _exp(log: float) -> float:
    return math.exp(min(max(log, -_BOUND), _BOUND))
