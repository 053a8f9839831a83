"""The speed in force: a ratio that was set, or the one that gives the words a minute asked for."""

from collections import deque
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from spindle.sound.pauses import Stretch, clamped, ratio_for, wpm_at

if TYPE_CHECKING:
    from spindle.core.sound_events import Paced


_MINUTE_S: Final = 60.0
_A_LITTLE_S: Final = 1e-6
_NEWS_S: Final = 1.0


class _Begun(NamedTuple):
    """So many words had begun after so many seconds of what was heard."""

    seconds: float
    words: float


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
        self._begun: deque[_Begun] = deque()
        self._piece: _Begun | None = None  # where the piece that sounds began
        self._heard: float | None = None  # in a minute, by the latest news
        self._news_at = 0.0

    def set_ratio(self, ratio: float) -> None:
        """Hold this one."""
        if self._wpm is not None or self.ratio != clamped(ratio):
            self.begin_again()
        self._wpm, self.ratio = None, clamped(ratio)

    def set_wpm(self, wpm: float) -> None:
        """Hold so many words a minute."""
        if self._wpm != wpm:
            self.begin_again()
        self._wpm = wpm

    def begin_again(self) -> None:
        """What was heard so far is of another text, or of another speed."""
        self._begun.clear()
        self._heard, self._news_at = None, 0.0
        self.left()

    def left(self) -> None:
        """It goes on elsewhere, or later: between the words before and after lies nothing heard.

        Of a word that was broken off neither itself nor its time counts.
        """
        self._piece = None

    def began(self, words: float, seconds: float) -> float | None:
        """A word begins; the words a minute, once a second and once a minute was heard.

        Args:
            words: Of its piece that began before it.
            seconds: For which the piece has sounded.
        """
        begun = self._begun
        if self._piece is None:
            last = begun[-1] if begun else _Begun(0.0, 0.0)
            self._piece = _Begun(last.seconds - seconds, last.words - words)
        this = _Begun(self._piece.seconds + seconds, self._piece.words + words)
        begun.append(this)
        since = this.seconds - _MINUTE_S + _A_LITTLE_S
        while len(begun) > 1 and begun[1].seconds <= since:
            begun.popleft()
        if begun[0].seconds > since or this.seconds < self._news_at:
            return None
        self._news_at = this.seconds + _NEWS_S
        self._heard = self._last_minute()
        return self._heard

    def ended(self, words: float, seconds: float) -> None:
        """A piece was heard to its end: its words, and the seconds from its begin to the next."""
        if self._piece is not None:
            self._piece = _Begun(self._piece.seconds + seconds, self._piece.words + words)

    def follow(self, around: Sequence[Stretch]) -> None:
        """Adjust the ratio to the text around."""
        if self._wpm is not None:
            self.ratio = ratio_for(self._wpm, around, self.natural)

    def wpm(self, around: Sequence[Stretch]) -> float:
        """Words that began in the minute before the latest news of them.

        Before a minute was heard at this speed, what the text around it comes to.

        Args:
            around: Of the place.
        """
        reckoned = wpm_at(self.ratio, around)
        return reckoned if self._heard is None or reckoned <= 0 else self._heard

    def _last_minute(self) -> float:
        """Where the minute begins lies between two words, in the share of the time between."""
        first, second, last = self._begun[0], self._begun[1], self._begun[-1]
        between = second.seconds - first.seconds
        share = (last.seconds - _MINUTE_S - first.seconds) / between if between > 0 else 0.0
        return last.words - first.words - share * (second.words - first.words)
