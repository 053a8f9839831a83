"""A level to draw along a line."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from spindle.ui import fonts
from spindle.ui.focus_ring import RingFocus
from spindle.ui.paint import painter_on
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import Themed, theme_of

_HEIGHT: Final = 32
_TRACK: Final = 2.0
_KNOB: Final = 6.5
_LINE: Final = 132
_GAP: Final = 10


class Slider(RingFocus, QAbstractSlider, Themed):
    """A whole number between two bounds; ``drawn`` carries it when a person lets go of it.

    Arrows move it by a step, Page Up and Down by ten of them, Home and End to the bounds.
    """

    drawn = Signal(int)

    def __init__(
        self, low: int, high: int, *, step: int = 1, unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._unit = unit
        self._told: int | None = None
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setPageStep(10 * step)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.valueChanged.connect(self._moved)

    def set_value(self, value: int) -> None:
        """Show a number without telling of it."""
        self._told = value
        self.setValue(value)
        self.setAccessibleDescription(self._words())

    def sizeHint(self) -> QSize:
        """The line and room for the longest number."""
        theme = theme_of(self)
        face = fonts.font("caption", theme.text_scale)
        longest = max(width_of(f"{n} {self._unit}", face) for n in (self.minimum(), self.maximum()))
        return QSize(_LINE + _GAP + round(longest) + 1, theme.px(_HEIGHT))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Jump to where the line is pressed, and follow from there."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self.setValue(self._value_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the hand."""
        if self.isSliderDown():
            self.setValue(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell where it was let go."""
        super().mouseReleaseEvent(event)
        self.setSliderDown(False)
        self._tell()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling the page over a level must not change it."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The track, what is on of it, the knob, and the number."""
        del event
        theme = theme_of(self)
        colours = theme.palette
        middle = self.height() / 2
        span = max(1, self.maximum() - self.minimum())
        knob = _KNOB + (_LINE - 2 * _KNOB) * (self.value() - self.minimum()) / span
        ink = colours.ink if self.isEnabled() else colours.rule
        with painter_on(self) as painter:
            painter.fillRect(QRectF(0, middle - _TRACK / 2, _LINE, _TRACK), colours.line)
            painter.fillRect(QRectF(0, middle - _TRACK / 2, knob, _TRACK), ink)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(QPointF(knob, middle), _KNOB, _KNOB)
            face = fonts.font("caption", theme.text_scale)
            draw_line(painter, self._words(), face, colours.ink2, _LINE + _GAP, middle)

    def _words(self) -> str:
        return f"{self.value()} {self._unit}".strip()

    def _value_at(self, x: float) -> int:
        span = self.maximum() - self.minimum()
        part = (x - _KNOB) / (_LINE - 2 * _KNOB)
        steps = round(part * span / self.singleStep())
        return self.minimum() + min(span, max(0, steps * self.singleStep()))

    def _moved(self) -> None:
        self.setAccessibleDescription(self._words())
        self.update()
        if not self.isSliderDown():
            self._tell()

    def _tell(self) -> None:
        if self.value() != self._told:
            self._told = self.value()
            self.drawn.emit(self.value())
