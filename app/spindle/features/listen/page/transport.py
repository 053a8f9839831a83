"""Back, play, on; how far the session is; the key."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.listen.page.telling import clock, tr
from spindle.ui.buttons import KeyHint
from spindle.ui.focus_ring import RingFocus
from spindle.ui.labels import Label
from spindle.ui.paint import line_pen, painter_on
from spindle.ui.theme import Themed, theme_of

_DISC: Final = 52
_STEP: Final = 32


class Round(RingFocus, QAbstractButton, Themed):
    """A drawn button: ``play`` or ``pause`` in ink, ``back`` or ``on`` as a line."""

    RING_RADIUS = _DISC / 2

    def __init__(self, shape: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        side = _DISC if shape in {"play", "pause"} else _STEP
        self.setFixedSize(side, side)
        self.set_shape(shape, name)

    def set_shape(self, shape: str, name: str) -> None:
        """Show another sign."""
        if shape != self._shape:
            self._shape = shape
            self.setAccessibleName(name)
            self.setToolTip(name)
            self.update()

    def sizeHint(self) -> QSize:
        """As it is."""
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc and its sign."""
        del event
        colours = theme_of(self).palette
        x, y = self.width() / 2, self.height() / 2
        with painter_on(self) as painter:
            if self._shape in {"back", "on"}:
                self._draw_step(painter, x, y, -1 if self._shape == "back" else 1)
                return
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.ink2 if self.underMouse() else colours.ink)
            painter.drawEllipse(QRectF(self.rect()))
            painter.setBrush(colours.onink)
            if self._shape == "play":
                corners = [QPointF(x - 5, y - 8), QPointF(x - 5, y + 8), QPointF(x + 8, y)]
                painter.drawPolygon(QPolygonF(corners))
            else:
                painter.drawRect(QRectF(x - 5, y - 7, 3, 14))
                painter.drawRect(QRectF(x + 2, y - 7, 3, 14))

    def _draw_step(self, painter: QPainter, x: float, y: float, way: int) -> None:
        colours = theme_of(self).palette
        painter.setPen(line_pen(colours.ink if self.underMouse() else colours.ink2, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        corners = [
            QPointF(x - 4 * way, y - 5.5),
            QPointF(x - 4 * way, y + 5.5),
            QPointF(x + 4 * way, y),
        ]
        painter.drawPolygon(QPolygonF(corners))
        painter.drawLine(QPointF(x + 6.5 * way, y - 5.5), QPointF(x + 6.5 * way, y + 5.5))


class Transport(QWidget):
    """``toggled`` for the disc, ``stepped`` with -1 or 1 for the signs beside it."""

    toggled = Signal()
    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.play = Round("play", tr("Play"))
        self.back = Round("back", tr("Sentence before"))
        self.on = Round("on", tr("Next sentence"))
        self.play.clicked.connect(self.toggled)
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.on.clicked.connect(lambda: self.stepped.emit(1))
        self.done = Label("control_active", "")
        self.of = Label("control", "", "ink2")
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        for button in (self.back, self.play, self.on):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        buttons.addStretch(1)
        times = QHBoxLayout()
        times.setSpacing(4)
        times.addStretch(1)
        times.addWidget(self.done)
        times.addWidget(self.of)
        times.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 38, 0, 20)
        column.setSpacing(0)
        column.addLayout(buttons)
        column.addSpacing(14)
        column.addLayout(times)
        column.addSpacing(7)
        column.addWidget(KeyHint(tr("Space")), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def tell(self, *, playing: bool, done: float, total: float) -> None:
        """Show whether it sounds, and the seconds of sound done and planned; 0: no plan."""
        if playing:
            self.play.set_shape("pause", tr("Rest"))
        else:
            self.play.set_shape("play", tr("Play"))
        self.done.setText(clock(done))
        self.of.setText(tr("of {time}").format(time=clock(total)) if total else "")
