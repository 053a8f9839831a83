"""The beats of a bar as dots; the pen is on the one that sounds."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.page.words import number, tr
from spindle.ui import fonts
from spindle.ui.paint import hairline, line_pen, painter_on
from spindle.ui.theme import Themed, theme_of

_PITCH: Final = 96
_RADIUS: Final = 14.0
_MOST_WIDE: Final = 400


class Beats(QWidget, Themed):
    """Up to twelve dots. Beats that were heard are drawn, those to come are hollow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 4
        self._at: int | None = None
        self._heard = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_count(self, count: int) -> None:
        """How many beats a bar has."""
        self._count = count
        self._at = None
        self.setAccessibleName(tr("{count} beats in a bar").format(count=number(count)))
        self.update()

    def beat(self, at: int | None, *, heard: bool = True) -> None:
        """The beat that sounds now; None when none does."""
        self._at, self._heard = at, heard
        self.update()

    def sizeHint(self) -> QSize:
        """Dots and numbers."""
        return QSize(_MOST_WIDE, theme_of(self).px(64))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them."""
        del event
        theme = theme_of(self)
        palette = theme.palette
        pitch = min(_PITCH * theme.text_scale, self.width() / max(1, self._count))
        radius = min(_RADIUS, pitch / 3)
        left = self.width() / 2 - (self._count - 1) * pitch / 2
        y = theme.px(20)
        with painter_on(self) as painter:
            for at in range(self._count):
                x = left + at * pitch
                if at and pitch > 3 * radius:
                    line = (x - pitch + radius + 8, x - radius - 8)
                    hairline(painter, line[0], line[1], y, palette.line)
                now = at == self._at
                drawn = self._at is not None and at < self._at
                if now and self._heard:
                    painter.setPen(line_pen(palette.pen))
                    painter.setBrush(palette.paper)
                    painter.drawEllipse(QPointF(x, y), radius + 5, radius + 5)
                colour = palette.pen if now else palette.drill
                solid = drawn or (now and self._heard)
                painter.setPen(Qt.PenStyle.NoPen if solid else line_pen(palette.rule, 1.5))
                painter.setBrush(colour if solid else palette.paper)
                painter.drawEllipse(QPointF(x, y), radius, radius)
                painter.setPen(palette.ink3)
                painter.setFont(fonts.font("caption", theme.text_scale))
                box = QRectF(x - 20, y + theme.px(30), 40, theme.px(20))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(at + 1))
