"""The place in a chapter, as a line along the top of the dock, with its times."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.listen.page.telling import clock, tr
from spindle.ui import fonts
from spindle.ui.focus_ring import RingFocus
from spindle.ui.paint import dot, painter_on
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Themed, theme_of

_HIGH: Final = 16
_ENDS: Final = 64
_LINE: Final = 2.0


class TimedScrub(RingFocus, QWidget, Themed):
    """Shows minutes at the present speed.

    Signals:
        moved: Where it was pressed, 0-1.
        stepped: -1 or 1 from the arrow keys.
    """

    moved = Signal(float)
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._whole = 0.0, 0.0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Place in the chapter"))

    @property
    def times(self) -> tuple[str, str]:
        """What stands at its two ends."""
        return clock(self._done), clock(self._whole)

    def tell_times(self, done: float, whole: float) -> None:
        """Show so many seconds of so many."""
        if (round(done), round(whole)) != (round(self._done), round(self._whole)):
            self._done, self._whole = done, whole
            said = tr("{done} of {whole}").format(done=clock(done), whole=clock(whole))
            self.setAccessibleDescription(said)
            self.setToolTip(said)
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(400, theme_of(self).px(_HIGH))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows step by sentences."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where it was pressed."""
        left, wide = self._line()
        self.moved.emit(min(1.0, max(0.0, (event.position().x() - left) / wide)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, what was heard of it, the pen and the times."""
        del event
        theme = theme_of(self)
        colours, face = theme.palette, fonts.font("axis", theme.text_scale)
        left, wide = self._line()
        part = min(1.0, self._done / self._whole) if self._whole else 0.0
        middle = self.height() / 2
        with painter_on(self) as painter:
            painter.fillRect(QRectF(left, middle - _LINE / 2, wide, _LINE), colours.line)
            painter.fillRect(QRectF(left, middle - _LINE / 2, wide * part, _LINE), colours.listen)
            dot(painter, left + wide * part, middle, colours, 3.5)
            done, whole = self.times
            draw_line(painter, done, face, colours.ink2, left - 10, middle, right=True)
            draw_line(painter, whole, face, colours.ink2, left + wide + 10, middle)

    def _line(self) -> tuple[float, float]:
        """Where it begins, and its length."""
        ends = float(theme_of(self).px(_ENDS))
        return ends, max(1.0, self.width() - 2 * ends)
