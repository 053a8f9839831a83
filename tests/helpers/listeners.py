"""Simulated listeners: a logistic truth in ln wpm, a guess of one in four, slips of 5 %.

Every other one has a slope of 8, the rest 12. Their true speed is anywhere between 160 and 330
wpm; what calibration finds is off by 15 % (one standard deviation). They listen in sessions of
twelve checks through the whole controller, with the ceiling out of the way.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, islice
from random import Random

from spindle.features.listen.velocity import bounds, controller
from spindle.features.listen.velocity.curve import right_at
from spindle.features.listen.velocity.threshold import Estimate

CHECKS = 12
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
        yield _one(truth, comfort, slope, sessions, rng)


def _one(truth: float, comfort: float, slope: float, sessions: int, rng: Random) -> Heard:
    ramp = controller.begin(Estimate.before(comfort), comfort=comfort, ceiling=bounds.MOST)
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
