"""Simulated learners for the proofs of the drill's algorithms: seeded, simple, chosen by us."""

import math
from collections.abc import Callable
from random import Random


def chance(seed: int) -> Random:
    """The chance of one simulation."""
    return Random(seed)  # noqa: S311 - a simulation keeps no secret


def practice_times(
    random: Random, law: str, attempts: int, noise: float = 0.12
) -> tuple[list[float], Callable[[int], float], float]:
    """Seconds of one learner who follows a law of practice.

    Returns:
        The noisy times, the true usual time at an attempt, and its floor.
    """
    floor, gain = random.uniform(0.6, 1.2), random.uniform(1, 3)
    rate, power = random.uniform(0.05, 0.12), random.uniform(0.4, 0.9)

    def usual(n: int) -> float:
        left = math.exp(-rate * n) if law == "exponential" else (n + 1) ** -power
        return floor + gain * left

    times = [usual(n) * math.exp(random.gauss(0, noise)) for n in range(attempts)]
    return times, usual, floor


def decisions(
    random: Random, drift: float, caution: float, attempts: int
) -> tuple[list[float], list[bool]]:
    """Seconds and outcomes of a drift-diffusion responder, who needs 0.3 s besides deciding."""
    step = 0.005
    noise = math.sqrt(step)
    times, rights = [], []
    for _ in range(attempts):
        evidence, seconds = caution / 2, 0.3
        while 0 < evidence < caution:
            evidence += drift * step + noise * random.gauss(0, 1)
            seconds += step
        times.append(seconds)
        rights.append(evidence >= caution)
    return times, rights
