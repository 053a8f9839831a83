"""A session of listening: an easy beginning, the work, an easy end; and when to ask.

Times are seconds of sound, so that pauses and checks take nothing away from a part.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from spindle.features.listen.velocity.chance import chance

EASY: Final = 120.0
"""How long beginning and end may be, in seconds."""

_EASY_SHARE: Final = 0.1

RETURN: Final = 0.85**-0.5
"""Out of a slow passage the speed comes back by this much a sentence: two steps from 0.85."""

REPLAY: Final = 0.85
"""How slowly a missed passage is said again."""

REPLAYS: Final = "replay"
"""What a passage that is said again is called where parts are written down."""

REPLAYED: Final = 2
"""Sentences of a missed passage: the one that was asked about, and the next."""

FEWEST, MOST = 250, 400
"""Words between two checks."""


class Part(StrEnum):
    """Where a session is."""

    WARM_UP = "warm-up"
    WORK = "work"
    COOL_DOWN = "cool-down"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Plan:
    """How long a session should take.

    Attributes:
        length: Seconds of sound; None goes on until stopped, without an easy end.
        easy: Seconds at the comfortable speed, at the beginning and at the end.
    """

    length: float | None = None
    easy: float = EASY

    def part(self, sounded: float) -> Part:
        """Which part ``sounded`` seconds of sound have come to."""
        easy = self.easy if self.length is None else min(self.easy, _EASY_SHARE * self.length)
        if self.length is not None:
            if sounded >= self.length:
                return Part.OVER
            if sounded >= self.length - easy:
                return Part.COOL_DOWN
        return Part.WARM_UP if sounded < easy else Part.WORK


def next_speed(heard: float, speed: float, comfort: float | None, part: Part) -> float:
    """The wpm of the sentence that begins.

    Args:
        heard: The wpm of the sentence before it.
        speed: The speed in force.
        comfort: The comfortable speed, if it is known; never sped up to.
        part: Where the session is.
    """
    if part in {Part.WARM_UP, Part.COOL_DOWN} and comfort is not None:
        return min(comfort, speed)
    return min(speed, heard * RETURN) if heard < speed else speed


def words_until_check(seed: int, number: int) -> int:
    """After how many words check ``number`` is due: not always the same, so none is expected."""
    return chance(seed, number).randrange(FEWEST, FEWEST + (MOST - FEWEST) * 2 // 3)


def is_due(since: int, following: int, due: int) -> bool:
    """Whether to ask at this sentence end.

    Args:
        since: Words since the last check, or since the work began.
        following: Words of the sentence that comes next.
        due: From ``words_until_check``.
    """
    return since >= due or (since >= FEWEST and since + following > MOST)
