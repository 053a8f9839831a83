"""A15: practice in the mind. It is timed and counted apart, and credited in volume alone.

It moves neither the value nor the recall nor the gate: the studies find it helps to learn, about
a third as much as doing it, and that doing both is no better than doing it all.
"""

from collections.abc import Sequence
from statistics import median
from typing import Final

CREDIT: Final = 0.3
"""What a rehearsal in the mind counts in a chart of volume, doing it being 1."""


def volume(done: int, imagined: int) -> float:
    """Repetitions for a chart: those done, and the imagined at their credit."""
    return done + CREDIT * imagined


def isochrony(imagined: Sequence[float], real: Sequence[float]) -> float | None:
    """Usual imagined over usual real duration; near 1 the image keeps the real time.

    Returns:
        None without both, or where a real duration is not above zero.
    """
    if not imagined or not real or median(real) <= 0:
        return None
    return median(imagined) / median(real)
