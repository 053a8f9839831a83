"""How long to rest between sentences, and how fast a voice speaks once rests are counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

CURVE: Final = -0.6
SLOWEST: Final = 0.5
FASTEST: Final = 4.0
FOLLOWED: Final = 6.0
"""How far words a minute may take it: a slow voice needs more than 4 to speak 700 of them."""


def rest(pause: float, ratio: float) -> float:
    """Seconds of rest at a speed: shorter when faster, but less so than the words."""
    return float(max(0.0, pause) * ratio**CURVE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of known speech: its words, its seconds at speed 1, the pause behind it.

    ``saved`` are the seconds of it that are left out because pauses are shortened.
    """

    words: int
    seconds: float
    pause: float
    saved: float = 0.0


def wpm_at(ratio: float, spoken: Sequence[Stretch]) -> float:
    """Words a minute of these pieces at a speed; 0 if there is nothing to go by."""
    words = sum(each.words for each in spoken)
    seconds = sum((each.seconds - each.saved) / ratio + rest(each.pause, ratio) for each in spoken)
    return 60 * words / seconds if words and seconds > 0 else 0.0


def ratio_for(wpm: float, spoken: Sequence[Stretch], natural: float) -> float:
    """The speed at which these pieces give so many words a minute, within the limits.

    Args:
        wpm: What is wanted.
        spoken: Pieces around the place.
        natural: The voice's words a minute, for when there are none.
    """
    if wpm_at(1.0, spoken) <= 0:
        return min(FOLLOWED, max(SLOWEST, wpm / natural))
    low, high = SLOWEST, FOLLOWED
    if wpm <= wpm_at(low, spoken):
        return low
    if wpm >= wpm_at(high, spoken):
        return high
    for _ in range(24):
        middle = (low + high) / 2
        if wpm_at(middle, spoken) < wpm:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def clamped(ratio: float) -> float:
    """Within what a person may set."""
    return min(FASTEST, max(SLOWEST, ratio))
