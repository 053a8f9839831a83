"""The place in a recording, as a line to press on."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.listen.page.telling import tr
from spindle.ui.focus_ring import RingFocus
from spindle.ui.paint import dot, painter_on
from spindle.ui.theme import Themed, theme_of

_SIDE: Final = 8
_LINE: Final = 4.0


class Scrub(RingFocus, QWidget, Themed):
    """``moved`` carries where it was pressed, 0–1; ``stepped`` -1 or 1 from the arrow keys."""

    moved = Signal(float)
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._part = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Place"))

    def tell(self, part: float, words: str) -> None:
        """Show a place; ``words`` says it to who cannot see."""
        self.setAccessibleDescription(words)
        if part != self._part:
            self._part = part
            self.update()

    def sizeHint(self) -> QSize:
        """A line, high enough to be hit."""
        return QSize(560, 32)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows step."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where it was pressed."""
        wide = max(1, self.width() - 2 * _SIDE)
        self.moved.emit(min(1.0, max(0.0, (event.position().x() - _SIDE) / wide)))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        self.mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what was heard, what is to come, and the pen."""
        del event
        colours = theme_of(self).palette
        wide, y = self.width() - 2.0 * _SIDE, self.height() / 2
        with painter_on(self) as painter:
            painter.fillRect(QRectF(_SIDE, y - _LINE / 2, wide, _LINE), colours.line)
            painter.fillRect(QRectF(_SIDE, y - _LINE / 2, wide * self._part, _LINE), colours.listen)
            dot(painter, _SIDE + wide * self._part, y, colours)
