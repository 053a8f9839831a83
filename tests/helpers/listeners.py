"""Simulated listeners: a logistic truth in ln wpm, a guess of one in four, slips of 5 %.

Every other one has a slope of 8, the rest 12. Their true speed is anywhere between 160 and 330
wpm; what calibration finds is off by 15 % (one standard deviation). They listen in sessions of
twelve checks through the whole controller, with the ceiling out of the way.

A second kind of text has a true speed of its own, off from the first by ``KINDS_APART`` (one
standard deviation in ln wpm).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random

from spindle.features.listen.velocity import bounds, controller
from spindle.features.listen.velocity.controller import Ramp
from spindle.features.listen.velocity.curve import right_at
from spindle.features.listen.velocity.threshold import Estimate, Observation

CHECKS = 12
KINDS_APART = 0.15
COMFORT_ERROR = 0.15
SLOWEST, FASTEST = 160.0, 330.0
SLOPES = (8.0, 12.0)


@dataclass(frozen=True)
class Heard:
    """What became of one listener: the truth, the speed at the end, the estimate."""

    truth: float
    slope: float
    speed: float
    estimate: Estimate

    @property
    def speed_is_near(self) -> bool:
        return _near(self.speed, self.truth)

    @property
    def estimate_is_near(self) -> bool:
        return _near(self.estimate.wpm, self.truth)

    @property
    def covered(self) -> bool:
        """Whether the truth lies in the 80 % interval."""
        below, above = self.estimate.interval()
        return below <= self.truth <= above


def listen(count: int, *, sessions: int, seed: int) -> Iterator[Heard]:
    """That many listeners, each over that many sessions."""
    rng = Random(seed)  # noqa: S311 - a simulation, not a secret
    for slope in islice(cycle(SLOPES), count):
        truth = math.exp(rng.uniform(math.log(SLOWEST), math.log(FASTEST)))
        comfort = truth / 1.08 * math.exp(rng.gauss(0, COMFORT_ERROR))
        ramp = controller.begin(Estimate.before(comfort), comfort=comfort, ceiling=bounds.MOST)
        yield _one(ramp, truth, slope, sessions, rng)


def listen_to_another_kind(
    count: int, *, sessions: int, seed: int, kinds: bool = True
) -> Iterator[Heard]:
    """What becomes of a second kind of text, after six sessions with a first.

    Args:
        count: Listeners.
        sessions: With the second kind.
        seed: Of chance.
        kinds: Whether the two are told apart.
    """
    rng = Random(seed)  # noqa: S311 - as above
    for slope in islice(cycle(SLOPES), count):
        first = math.exp(rng.uniform(math.log(SLOWEST), math.log(FASTEST)))
        second = first * math.exp(rng.gauss(0, KINDS_APART))
        comfort = first / 1.08 * math.exp(rng.gauss(0, COMFORT_ERROR))
        signs = [
            Observation(first, rng.random() < right_at(first, first, slope), session=str(session))
            for session in range(6)
            for _ in range(CHECKS)
        ]
        genre = "another" if kinds else ""
        estimate = Estimate.of_genre(signs, genre, comfort).drifted()
        ramp = controller.begin(estimate, speed=first, ceiling=bounds.MOST)
        yield _one(ramp, second, slope, sessions, rng)


def _one(ramp: Ramp, truth: float, slope: float, sessions: int, rng: Random) -> Heard:
    for session in range(sessions):
        if session:
            estimate = ramp.estimate.drifted()
            ramp = controller.begin(estimate, speed=ramp.speed, ceiling=bounds.MOST)
        for _ in range(CHECKS):
            right = rng.random() < right_at(ramp.speed, truth, slope)
            ramp, _ = controller.answered(ramp, right=right)
    return Heard(truth, slope, ramp.speed, ramp.estimate)


def _near(wpm: float, truth: float) -> bool:
    return abs(wpm / truth - 1) <= 0.08
