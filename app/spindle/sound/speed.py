"""The speed in force: a ratio that was set, or the one that gives the words a minute asked for."""

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from spindle.sound.pauses import Stretch, clamped, ratio_for, wpm_at

if TYPE_CHECKING:
    from spindle.core.sound_events import Paced


_MINUTE_S: Final = 60.0
_A_LITTLE_S: Final = 1e-6


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
        self._heard: deque[tuple[int, float]] = deque()

    def set_ratio(self, ratio: float) -> bool:
        """Hold this one; whether it is another speed."""
        other = self._wpm is not None or self.ratio != clamped(ratio)
        self._wpm, self.ratio = None, clamped(ratio)
        return self._changed(other)

    def set_wpm(self, wpm: float) -> bool:
        """Hold so many words a minute; whether it is another speed."""
        other = self._wpm != wpm
        self._wpm = wpm
        return self._changed(other)

    def _changed(self, other: bool) -> bool:  # noqa: FBT001 - what both answer
        if other:
            self._heard.clear()
        return other

    def begin_again(self) -> None:
        """What was heard so far is of another text."""
        self._heard.clear()

    def heard(self, words: int, seconds: float) -> None:
        """A piece was heard, from its begin to the next one's."""
        self._heard.append((words, seconds))
        while sum(each for _, each in self._heard) - self._heard[0][1] >= _MINUTE_S:
            self._heard.popleft()

    def follow(self, around: Sequence[Stretch]) -> None:
        """Adjust the ratio to the text around."""
        if self._wpm is not None:
            self.ratio = ratio_for(self._wpm, around, self.natural)

    def wpm(self, around: Sequence[Stretch], words: float = 0.0, seconds: float = 0.0) -> float:
        """Words by seconds of the minute that was heard last.

        Before a minute was heard at this speed, what the text around it comes to.

        Args:
            around: Of the place.
            words: Heard of the piece that sounds.
            seconds: For which it sounds.
        """
        reckoned = wpm_at(self.ratio, around)
        found = passed = 0.0
        for some, took in ((words, seconds), *reversed(self._heard)):
            part = min(1.0, (_MINUTE_S - passed) / took) if took > 0 else 0.0
            found, passed = found + part * some, passed + part * took
        whole = passed > _MINUTE_S - _A_LITTLE_S
        return found if reckoned > 0 and whole else reckoned
