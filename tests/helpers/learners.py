"""Simulated learners for the proofs of the drill's algorithms: seeded, simple, chosen by us."""

import math
from collections.abc import Callable, Sequence
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


def graph(random: Random, size: int = 12) -> list[tuple[str, ...]]:
    """Each skill's one or two parents among those before it; the first two have none."""
    return [
        tuple(map(str, random.sample(range(i), random.choice((1, 1, 2))))) if i > 1 else ()
        for i in range(size)
    ]


class Pupil:
    """Twelve skills; one whose parents are half known is learned an eighth as fast."""

    RATE = 0.0625  # by chance alone, 600 attempts then gain .44

    def __init__(self, random: Random, parents: Sequence[tuple[str, ...]]) -> None:
        self.random = random
        self.parents = parents
        self.known = [0.05] * len(parents)

    def practise(self, skill: int) -> bool:
        """One attempt; whether it was right."""
        ready = math.prod(self.known[int(parent)] for parent in self.parents[skill]) ** 3
        right = self.random.random() < 0.1 + 0.88 * self.known[skill]
        self.known[skill] += self.RATE * ready * (1 - self.known[skill])
        return right

    @property
    def gain(self) -> float:
        """How much more is known than at first, on average."""
        return sum(self.known) / len(self.known) - 0.05
