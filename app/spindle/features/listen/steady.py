"""The words a minute that are shown: they stand still while they are near those that are heard."""

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
