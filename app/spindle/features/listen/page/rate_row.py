"""How the session went: five keys where the trace was."""

from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.listen.page.telling import tr
from spindle.ui import fonts
from spindle.ui.fitting import Fitting
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.text_line import width_of
from spindle.ui.theme import Themed, theme_of
from spindle.ui.tile import Pill
from spindle.ui.value_scale import rating_word
from spindle.ui.wrap import Wrap

_SIDE: Final = 8
_GAP: Final = 6
"""All five in one line where the trace is as wide as in the picture."""

_LEFT, _RIGHT = 40, 8
_LINES: Final = 2
"""So many lines of words have room in the dock."""


class RateRow(Fitting, Themed):
    """``rated`` carries 1-5; ``left`` means not now.

    Where all five words have no room, the digits stand alone, with the words of both ends below.
    """

    rated = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("section", tr("How was it?"))
        self._later = Hinted(tr("Not rated"), "Esc")
        self._later.clicked.connect(self.left)
        self._keys = Wrap(gap=_GAP, between=_GAP)
        self.pills = [Pill(_word(rating), side=_SIDE) for rating in range(1, 6)]
        for rating, pill in enumerate(self.pills, 1):
            pill.setAccessibleName(_word(rating))
            pill.clicked.connect(partial(self.rated.emit, rating))
            self._keys.addWidget(pill)
        self.ends = Label("caption", "", "ink2", wrap=True)
        words = tr("from {low} to {high}")
        low, high = (f"{rating} {rating_word(rating)}" for rating in (1, 5))
        self.ends.setText(words.format(low=low, high=high))
        self._head = QHBoxLayout()
        self._head.setSpacing(4)
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        self._head.addWidget(self._later)
        box = QVBoxLayout(self)
        box.setContentsMargins(_LEFT, 0, _RIGHT, 0)
        box.addLayout(self._head)
        box.addLayout(self._keys)
        box.addWidget(self.ends)
        self.fit()

    def fit(self) -> None:
        """Say it as briefly as must be."""
        room = self.width() - _LEFT - _RIGHT
        beside = self._title.sizeHint().width() + self._later.sizeHint().width() + 16 <= room
        way = QBoxLayout.Direction
        self._head.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._head.setAlignment(
            self._later, Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft
        )
        brief = self._lines(room) > _LINES
        for rating, pill in enumerate(self.pills, 1):
            words = str(rating) if brief else _word(rating)
            if words != pill.text():
                pill.setText(words)
                pill.setToolTip(_word(rating) if brief else "")
                pill.updateGeometry()
        self.ends.setVisible(brief)

    def _lines(self, room: int) -> int:
        """How many lines all five words would take."""
        face = fonts.font("control", theme_of(self).text_scale)
        lines, left = 1, room
        for rating in range(1, 6):
            wide = round(width_of(_word(rating), face)) + 2 * _SIDE
            if wide > left and left < room:
                lines, left = lines + 1, room
            left -= wide + _GAP
        return lines


def _word(rating: int) -> str:
    return f"{rating}  {rating_word(rating)}"
