"""The mark of Spindle as a widget, for pages without the rail."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from spindle.ui import glyphs
from spindle.ui.paint import painter_on
from spindle.ui.theme import theme_of


class Mark(QWidget):
    """A burst that settles into the plain dot, as large as in the rail."""

    def __init__(self, colour: str = "ink", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour
        self.setFixedSize(40, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        with painter_on(self) as painter:
            glyphs.draw_mark(painter, QRectF(0, 2, 38, 20), theme_of(self).palette, self._colour)
