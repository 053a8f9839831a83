"""A line between two parts of a page."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from spindle.ui.paint import hairline, painter_on
from spindle.ui.theme import theme_of


class Hairline(QWidget):
    """A 1 px line across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        with painter_on(self) as painter:
            hairline(painter, 0, self.width(), 0, theme_of(self).palette.line)
