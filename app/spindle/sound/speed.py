"""The speed in force: a ratio that was set, or the one that gives the words a minute asked for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from spindle.sound.pauses import Stretch, clamped, ratio_for, wpm_at

if TYPE_CHECKING:
    from spindle.core.sound_events import Paced


class Pace:
    """What ``Paced`` tells.

    Attributes:
        ratio: In force now.
        told: What was told last.
    """

    def __init__(self, natural: float) -> None:
        self.ratio = 1.0
        self.told: Paced | None = None
        self.natural = natural
        self._wpm: float | None = None

    def set_ratio(self, ratio: float) -> None:
        """Hold this one."""
        self._wpm, self.ratio = None, clamped(ratio)

    def set_wpm(self, wpm: float) -> None:
        """Hold so many words a minute."""
        self._wpm = wpm

    def follow(self, around: Sequence[Stretch]) -> float:
        """Adjust the ratio to the text around; returns its words a minute."""
        if self._wpm is not None:
            self.ratio = ratio_for(self._wpm, around, self.natural)
        return wpm_at(self.ratio, around)
