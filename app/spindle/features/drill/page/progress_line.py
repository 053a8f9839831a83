"""A line that fills from left to right: how much of something long is done."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.page.counting_words import percent
from spindle.ui.paint import painter_on
from spindle.ui.spoken import Spoken
from spindle.ui.theme import theme_of

_HIGH = 2
_WIDE = 640


class ProgressLine(QWidget, Spoken):
    """2 px high: what is done in ink, what is left as a rule."""

    SPOKEN_AS = "ProgressBar"

    def __init__(self, name: str) -> None:
        super().__init__()
        self._share = 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(_WIDE)

    @property
    def share(self) -> float:
        """What is done, 0 to 1."""
        return self._share

    def set_share(self, share: float) -> None:
        """Say how much is done, 0 to 1."""
        self._share = max(0.0, min(share, 1.0))
        self.update()

    def spoken_value(self) -> str:
        """The share, 40 %."""
        return percent(self._share)

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(_WIDE, _HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both parts."""
        del event
        colours = theme_of(self).palette
        done = self.width() * self._share
        with painter_on(self) as painter:
            painter.fillRect(QRectF(0, 0, self.width(), self.height()), colours.line)
            painter.fillRect(QRectF(0, 0, done, self.height()), colours.ink)
