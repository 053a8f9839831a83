"""The ring with words and digits in it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.ui.figures import Figures
from spindle.ui.labels import Label
from spindle.ui.ring import Ring, RingState
from spindle.ui.theme import Themed, theme_of

FULL = 222.0
"""Radius at the design's window size."""

_MARGIN = 24.0
_LARGE, _SMALL = 112, 44  # px of the digits
_LEAST = 90.0


class Face(QWidget, Themed):
    """A ring as large as there is room, with three lines and the digits in the middle.

    Attributes:
        above: Small line over the digits.
        below: Line under the digits; ``last`` is the quieter one under it.
    """

    def __init__(self, radius: float = FULL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = radius
        policy = QSizePolicy.Policy.Expanding if radius == FULL else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Expanding, policy)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._ring = Ring(self)
        self.above = Label("body", "", "ink2", self, align=centre)
        self.digits = Figures(_LARGE, self)
        large = radius == FULL
        self.below = Label("label" if large else "caption", "", "ink", self, align=centre)
        if not large:
            self.below.set_colour("ink3")
        self.last = Label("control", "", "ink3", self, align=centre)
        self._said: tuple[str, str] | None = None
        self._short: tuple[str, str] | None = None

    def say(self, whole: str, short: tuple[str, str] | None = None, last: str = "") -> None:
        """Write words under the digits, and others under them.

        Where a line has no room for the whole, both lines are the short ones, if there are any.
        """
        self._said, self._short = (whole, last), short
        self._fit_words()

    def show_ring(self, state: RingState, said: str) -> None:
        """Draw a state; ``said`` is what a screen reader hears."""
        self.move_ring(state)
        self._ring.setAccessibleDescription(said)

    def move_ring(self, state: RingState) -> None:
        """Draw a state that would be described by the same words."""
        self._ring.set_state(state)

    def sizeHint(self) -> QSize:
        """The design's size."""
        side = round(2 * (self._full + _MARGIN))
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """The smallest ring whose digits still fit."""
        side = round(2 * (min(_LEAST, self._full) + _MARGIN))
        return QSize(side, side)

    def theme_changed(self) -> None:
        """Sizes follow the text scale."""
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the ring and the words."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        radius = min(self._full, min(self.width(), self.height()) / 2 - _MARGIN)
        self._ring.setGeometry(self.rect())
        self._ring.set_radius(radius)
        scale = theme_of(self).text_scale
        large = self._full == FULL
        part = radius / self._full
        size = round((_LARGE if large else _SMALL) * part)
        rise, ways = (2, (-77, 75, 99)) if large else (6, (-40, 28, 48))
        middle = self.height() // 2
        self.digits.set_px(size)
        wide = round(1.8 * radius)
        left = (self.width() - wide) // 2
        self.digits.setGeometry(left, middle - rise - size // 2, wide, size)
        for label, way in zip((self.above, self.below, self.last), ways, strict=True):
            high = round((16 if label is self.last or not large else 20) * scale)
            spread = part * (1 + (scale - 1) * 0.6)
            top = middle + round(way * spread) - high // 2
            if label is self.last:  # large words in a small ring would run into those above
                top = max(top, self.below.geometry().bottom() + 1)
            label.setGeometry(left, top, wide, high)
        self._fit_words()

    def _fit_words(self) -> None:
        if self._said is None:  # each line is set by itself
            return
        whole, _ = self._said
        fits = self.below.fontMetrics().horizontalAdvance(whole) <= self.below.width()
        first, second = self._said if fits or self._short is None else self._short
        self.below.setText(first)
        self.last.setText(second)
