"""What the checks of one voice say about one listener: a grid of thresholds and slopes.

Each cell is one possible listener (see ``curve``) with the weight of the evidence for it. The
weights are not stored: they are made anew from the answered checks, oldest first.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Final, Self

from spindle.features.listen.velocity.curve import GUESS, SHIFT, SPAN

STEP: Final = 0.02
"""Between neighbouring thresholds, in ln wpm."""

LEAST, MOST = 70.0, 900.0
"""The thresholds looked at, in wpm: beyond both ends of what the dial offers."""

SLOPES: Final = (4.0, 5.5, 7.0, 8.5, 10.5, 13.0, 16.0)
_USUAL_SLOPE, _SLOPE_SPREAD = 9.0, 0.4

UNKNOWN: Final = 210.0
"""Where an uncalibrated listener is looked for first, in wpm; see ``Estimate.before``."""

SPREAD, CALIBRATED_SPREAD = 0.35, 0.20
"""How far off that place may be, one standard deviation in ln wpm."""

DRIFT: Final = 0.014
"""How much a threshold may move from one session to the next, in ln wpm; at most 0.7 × STEP."""

ACROSS: Final = 0.15
"""How far apart the thresholds of two kinds of text may lie, one standard deviation in ln wpm."""

_REACH: Final = 3.0
"""Standard deviations of a normal curve that count."""

_LOGS: Final = tuple(
    math.log(LEAST) + STEP * index for index in range(round(math.log(MOST / LEAST) / STEP) + 1)
)
_PLACES: Final = tuple(
    tuple(math.exp(-slope * place - SHIFT) for place in _LOGS) for slope in SLOPES
)

Grid = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Observation:
    """What one check showed.

    Attributes:
        wpm: Words a minute at which its sentence was heard.
        right: Whether it was answered rightly.
        strength: 1 for an answered check; less for a weak sign such as a rewind.
        session: Any mark that is the same for the checks of one session.
        text: Any mark that is the same for the checks of one text.
        genre: Any mark that is the same for the checks of one kind of text.
    """

    wpm: float
    right: bool
    strength: float = 1.0
    session: str = ""
    text: str = ""
    genre: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Where four fifths are understood, as far as is known.

    Attributes:
        weights: One row per slope, one weight per threshold; they add up to 1.
    """

    weights: Grid

    @classmethod
    def before(cls, comfort: float | None = None) -> Self:
        """What is believed before any check.

        Args:
            comfort: The comfortable speed found by calibration, in wpm; effort begins above it.
        """
        centre = math.log(UNKNOWN if comfort is None else effort(comfort))
        spread = SPREAD if comfort is None else CALIBRATED_SPREAD
        row = [math.exp(-0.5 * ((place - centre) / spread) ** 2) for place in _LOGS]
        slopes = (
            math.exp(-0.5 * (math.log(slope / _USUAL_SLOPE) / _SLOPE_SPREAD) ** 2)
            for slope in SLOPES
        )
        return cls(_normal([[usual * weight for weight in row] for usual in slopes]))

    @classmethod
    def after(cls, observations: Iterable[Observation], comfort: float | None = None) -> Self:
        """What is believed after these checks, oldest first; drifting between sessions."""
        return cls.before(comfort).learned(observations)

    @classmethod
    def of_genre(
        cls, observations: Iterable[Observation], genre: str, comfort: float | None = None
    ) -> Self:
        """What is believed of one kind of text.

        What other kinds have shown says where to look first: its threshold lies about there, give
        or take ``ACROSS``. Then its own checks count. With those of other kinds counted in full, a
        listener whose novels stand at 260 wpm would be held at about that speed in a textbook.

        Args:
            observations: Of all kinds, oldest first.
            genre: The mark of this kind.
            comfort: The comfortable speed found by calibration, in wpm.
        """
        kinds: tuple[list[Observation], list[Observation]] = [], []
        for observation in observations:
            kinds[observation.genre == genre].append(observation)
        others, own = kinds
        estimate = cls.after(others, comfort)
        return (estimate.widened(ACROSS) if others else estimate).learned(own)

    def learned(self, observations: Iterable[Observation]) -> Self:
        """What is believed after more checks, oldest first; drifting between sessions."""
        estimate = self
        session: str | None = None
        for observation in observations:
            if session is not None and observation.session != session:
                estimate = estimate.drifted()
            session = observation.session
            estimate = estimate.seen(observation)
        return estimate

    def seen(self, observation: Observation) -> Self:
        """What is believed after one more check."""
        rows = (
            _weighed(row, _chances(places, slope, observation.wpm), observation)
            for row, places, slope in zip(self.weights, _PLACES, SLOPES, strict=True)
        )
        return type(self)(_normal(list(rows)))

    def drifted(self, spread: float = DRIFT) -> Self:
        """What is believed a session later: a little less sure of the same."""
        # One exchange between neighbours has a variance of 2·share·STEP².
        share = 0.5 * (spread / STEP) ** 2
        return type(self)(_normal([_blurred(row, share) for row in self.weights]))

    def widened(self, spread: float) -> Self:
        """What is believed of something that is like this, give or take ``spread`` in ln wpm."""
        reach = math.ceil(_REACH * spread / STEP)
        curve = [
            math.exp(-0.5 * (place * STEP / spread) ** 2) for place in range(-reach, reach + 1)
        ]
        return type(self)(_normal([_folded(row, curve) for row in self.weights]))

    @property
    def wpm(self) -> float:
        """The speed at which four fifths are understood: median."""
        return self.quantile(0.5)

    def interval(self, share: float = 0.8) -> tuple[float, float]:
        """The two speeds between which it lies with this probability."""
        return self.quantile((1 - share) / 2), self.quantile((1 + share) / 2)

    def quantile(self, probability: float) -> float:
        """The speed below which it lies with this probability, in wpm."""
        total = 0.0
        weights = [math.fsum(column) for column in zip(*self.weights, strict=True)]
        for place, weight in zip(_LOGS, weights, strict=True):
            if total + weight >= probability and weight > 0:
                inside = (probability - total) / weight
                return math.exp(place + STEP * (inside - 0.5))
            total += weight
        return MOST

    @property
    def slope(self) -> float:
        """How steeply understanding falls: the mean of the slopes by their weights."""
        return math.fsum(
            slope * math.fsum(row) for slope, row in zip(SLOPES, self.weights, strict=True)
        )

    def slopes(self, share: float = 0.8) -> tuple[float, float]:
        """The two slopes between which it lies with at least this probability."""
        weights = [math.fsum(row) for row in self.weights]
        below, found = 0.0, []
        for slope, weight in zip(SLOPES, weights, strict=True):
            below += weight
            found.append((below, slope))
        ends = ((1 - share) / 2, (1 + share) / 2)
        low, high = (
            next((slope for sum_, slope in found if sum_ >= end), SLOPES[-1]) for end in ends
        )
        return low, high

    def chances_at(self, wpm: float, share: float = 0.8) -> tuple[float, float]:
        """Between what the probability of a right answer at a speed lies, with ``share``."""
        cells = sorted(
            (chance, weight)
            for row, places, slope in zip(self.weights, _PLACES, SLOPES, strict=True)
            for weight, chance in zip(row, _chances(places, slope, wpm), strict=True)
        )
        ends, below, found = [(1 - share) / 2, (1 + share) / 2], 0.0, []
        for chance, weight in cells:
            below += weight
            while ends and below >= ends[0]:
                found.append(chance)
                ends.pop(0)
        found += [cells[-1][0]] * len(ends)
        return found[0], found[1]

    def right_at(self, wpm: float) -> float:
        """How probable a right answer is at a speed, over all that is believed."""
        return math.fsum(
            weight * chance
            for row, places, slope in zip(self.weights, _PLACES, SLOPES, strict=True)
            for weight, chance in zip(row, _chances(places, slope, wpm), strict=True)
        )


def effort(comfort: float) -> float:
    """The speed at which listening takes a little effort, from the comfortable one; in wpm."""
    return 1.08 * comfort


def _chances(places: Sequence[float], slope: float, wpm: float) -> list[float]:
    here = math.exp(slope * math.log(wpm))
    return [GUESS + SPAN / (1 + here * place) for place in places]


def _weighed(
    row: Sequence[float], chances: Sequence[float], observation: Observation
) -> list[float]:
    seen = chances if observation.right else [1 - chance for chance in chances]
    if observation.strength != 1:
        seen = [chance**observation.strength for chance in seen]
    return [weight * chance for weight, chance in zip(row, seen, strict=True)]


def _blurred(row: Sequence[float], share: float) -> list[float]:
    padded = (row[0], *row, row[-1])
    return [
        (1 - 2 * share) * here + share * (below + above)
        for below, here, above in zip(padded, padded[1:], padded[2:], strict=False)
    ]


def _folded(row: Sequence[float], curve: Sequence[float]) -> list[float]:
    reach = len(curve) // 2
    padded = (*[row[0]] * reach, *row, *[row[-1]] * reach)
    return [sum(map(mul, curve, padded[place : place + len(curve)])) for place in range(len(row))]


def _normal(rows: Sequence[Sequence[float]]) -> Grid:
    total = math.fsum(map(math.fsum, rows))
    return tuple(tuple(weight / total for weight in row) for row in rows)
