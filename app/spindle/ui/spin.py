"""A whole number to step up and down."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.ui import fonts
from spindle.ui.focus_ring import RingFocus
from spindle.ui.paint import bordered, painter_on
from spindle.ui.spoken import Spoken
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import Theme, Themed, theme_of

_HEIGHT: Final = 32
_RADIUS: Final = 8.0


class SpinField(RingFocus, QWidget, Themed, Spoken):
    """A whole number between − and +; ``changed`` carries it when a person changes it.

    Behind it stands the unit; behind 1 another, where ``one`` is given.
    """

    changed = Signal(int)

    def __init__(
        self,
        low: int,
        high: int,
        *,
        step: int = 1,
        unit: str = "",
        one: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low, self._high, self._step = low, high, step
        self._many, self._one = unit, one or unit
        self._value = low
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    SPOKEN_AS = "SpinBox"

    def spoken_value(self) -> str:
        """The number with its unit."""
        return f"{self._value} {self._unit}".strip()

    @property
    def _unit(self) -> str:
        return self._one if self._value == 1 else self._many

    @property
    def value(self) -> int:
        """The number shown."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show a number."""
        self._value = value
        self.setAccessibleDescription(self.spoken_value())
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the longest number with its unit, and for − and +."""
        theme = theme_of(self)
        face = QFontMetricsF(fonts.font("control_active", theme.text_scale))
        longest = max(face.horizontalAdvance(str(n)) for n in (self._low, self._high))
        units = (face.horizontalAdvance(f" {each}") for each in (self._many, self._one) if each)
        unit = max(units, default=0)
        return QSize(round(longest + unit) + 2 * theme.px(_HEIGHT) + 5, theme.px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and + and − change by a step, Home and End go to the bounds."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Plus):
            self._change(self._value + self._step)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Minus):
            self._change(self._value - self._step)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._change(self._low if key == Qt.Key.Key_Home else self._high)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The left end is −, the right end +."""
        x = event.position().x()
        if x < self.height():
            self._change(self._value - self._step)
        elif x > self.width() - self.height():
            self._change(self._value + self._step)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page over a number must not change it."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """− number unit +."""
        del event
        theme = theme_of(self)
        box = QRectF(self.rect())
        with painter_on(self) as painter:
            bordered(painter, box, _RADIUS, theme.palette.rule, theme.palette.panel)
            middle = box.center().y()
            self._draw_sign(painter, theme, QPointF(box.left() + 16, middle), plus=False)
            self._draw_sign(painter, theme, QPointF(box.right() - 16, middle), plus=True)
            self._draw_number(painter, theme, box)

    def _draw_sign(self, painter: QPainter, theme: Theme, at: QPointF, *, plus: bool) -> None:
        at_end = self._value >= self._high if plus else self._value <= self._low
        painter.setPen(theme.palette.rule if at_end else theme.palette.ink)
        painter.drawLine(at - QPointF(4, 0), at + QPointF(4, 0))
        if plus:
            painter.drawLine(at - QPointF(0, 4), at + QPointF(0, 4))

    def _draw_number(self, painter: QPainter, theme: Theme, box: QRectF) -> None:
        strong = fonts.font("control_active", theme.text_scale)
        plain = fonts.font("control", theme.text_scale)
        number = str(self._value)
        wide = width_of(f"{number} " if self._unit else number, strong)
        x = box.center().x() - (wide + width_of(self._unit, plain)) / 2
        middle = box.center().y()
        draw_line(painter, number, strong, theme.palette.ink, x, middle)
        draw_line(painter, self._unit, plain, theme.palette.ink2, x + wide, middle)

    def _change(self, value: int) -> None:
        bounded = min(max(value, self._low), self._high)
        if bounded != self._value:
            self.set_value(bounded)
            self.changed.emit(bounded)
