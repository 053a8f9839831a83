"""Where the sound is between two of its reports."""

from dataclasses import dataclass
from typing import Final

MOST: Final = 0.5
"""Seconds after which a report is too old to reckon from: the voice tells four times a second."""


@dataclass(frozen=True, slots=True)
class Playhead:
    """What was reported last.

    Attributes:
        ms: The place in the source, at its own speed.
        at: When that was heard, awake µs.
        ratio: Times its own speed.
        moving: Whether it sounds on from there.
    """

    ms: float = 0.0
    at: int = 0
    ratio: float = 1.0
    moving: bool = False

    def now(self, awake: int) -> float:
        """The place now, in ms of the source."""
        if not self.moving:
            return self.ms
        passed = min(MOST, max(0, awake - self.at) / 1_000_000)
        return self.ms + 1000 * passed * self.ratio
