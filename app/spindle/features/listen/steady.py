"""The speed that is shown: it stands still while it is near the one that is heard."""

from collections import deque
from typing import Final

NEAR: Final = 0.01
"""By so much what is shown may be off words by seconds."""


class Steady:
    """What the voice tells once a second wavers with every word; a dial that did would distract."""

    def __init__(self) -> None:
        self._told = 0.0
        self._asked = 0.0
        self._shown = 0.0

    def tell(self, told: float, asked: float) -> None:
        """So many are heard (0 if unknown), where so many are asked for."""
        before = self._shown if asked == self._asked else asked
        self._told, self._asked = told, asked
        self._shown = self._near(before, asked)

    def at(self, asked: float) -> float:
        """What to show: what stood there, else what is asked for, else what is heard."""
        return self._near(self._shown if asked == self._asked else asked, asked)

    def _near(self, shown: float, asked: float) -> float:
        told = self._told
        if told <= 0:
            return asked
        for each in (shown, asked):
            if abs(each - told) <= NEAR * told:
                return each
        return told


LAST: Final = 60
"""So many of the latest tellings count, about one a second."""


class SteadyRatio:
    """How many times as fast as the voice by itself, which says each sentence at another speed."""

    def __init__(self) -> None:
        self._ratio = 0.0
        self._voice = ""
        self._asked = 0.0
        self._own: deque[float] = deque(maxlen=LAST)
        """The voice's own words a minute."""

    def tell(self, ratio: float, asked: float, voice: str) -> None:
        """This ratio makes so many words a minute of the voice here."""
        if voice != self._voice:
            self._voice, self._ratio = voice, 0.0
            self._own.clear()
        # One that was on its way as the speed was changed does not tell of that yet.
        if ratio != self._ratio or asked == self._asked:
            self._own.append(asked / ratio)
            self._asked = asked
        self._ratio = ratio

    def at(self, asked: float) -> float:
        """With so many words a minute, by what the voice did of late; 1 while nothing is known."""
        own = sum(self._own)
        return asked * len(self._own) / own if own else 1.0
