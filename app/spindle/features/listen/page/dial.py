"""The dial: words a minute, and the multiple of the voice's own speed beside it."""

import math
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.listen.page.telling import number, tr, wpm_said
from spindle.features.listen.velocity.controller import LEAST
from spindle.ui import fonts
from spindle.ui.focus_ring import RingFocus
from spindle.ui.paint import dot, painter_on
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import Themed, theme_of

_SIDE: Final = 124
_SWEEP: Final = 244.0
_RADIUS: Final = 54.0
_MIDDLE: Final = 60.0
_TOP_WPM: Final = 400.0
_STEP: Final = 5.0
_TICKS: Final = 5


class Dial(RingFocus, QWidget, Themed):
    """``moved`` carries the wpm that wheel, keys or mouse ask for."""

    moved = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wpm = 200.0
        self._ratio = 1.0
        self._comfort: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Speed"))

    def show_speed(self, wpm: float, ratio: float, comfort: float | None) -> None:
        """Show a speed; ``comfort`` is marked with a hollow dot."""
        if (wpm, ratio, comfort) != (self._wpm, self._ratio, self._comfort):
            self._wpm, self._ratio, self._comfort = wpm, ratio, comfort
            self.setAccessibleDescription(wpm_said(wpm))
            self.update()

    def sizeHint(self) -> QSize:
        """A circle with the multiple below; it grows with the text."""
        side = theme_of(self).px(_SIDE)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never smaller."""
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Up is faster."""
        self.moved.emit(self._wpm + math.copysign(_STEP, event.angleDelta().y()))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move it."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(self._wpm + step * _STEP)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Set it where it was pressed."""
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw arc, ticks, the pen and the figures."""
        del event
        theme = theme_of(self)
        colours = theme.palette
        centre = QPointF(_SIDE / 2, _MIDDLE)
        with painter_on(self) as painter:
            painter.scale(theme.text_scale, theme.text_scale)
            self._arc(painter, centre, 1.0, colours.line)
            self._arc(painter, centre, self._part(self._wpm), colours.listen)
            painter.setPen(QPen(colours.rule, 1.0))
            for tick in range(_TICKS):
                inner, outer = (self._at(centre, (tick + 0.5) / _TICKS, r) for r in (43, 46))
                painter.drawLine(inner, outer)
            if self._comfort is not None:
                painter.setPen(QPen(colours.listen, 1.5))
                painter.setBrush(colours.panel)
                painter.drawEllipse(self._at(centre, self._part(self._comfort), _RADIUS), 3.5, 3.5)
            at = self._at(centre, self._part(self._wpm), _RADIUS)
            dot(painter, at.x(), at.y(), colours, 5.0)
            self._write(painter, centre)

    def _write(self, painter: QPainter, centre: QPointF) -> None:
        colours = theme_of(self).palette
        figures = number(self._wpm)
        faces = (fonts.sized("timer_small", 36), fonts.font("control"), fonts.font("active"))
        lines = (figures, tr("wpm"), tr("{times}×").format(times=self._multiple()))
        shades = (colours.ink, colours.ink2, colours.ink)
        drops = (-7.0, 18.0, 42.0)
        for words, face, shade, drop in zip(lines, faces, shades, drops, strict=True):
            x = centre.x() - width_of(words, face) / 2
            draw_line(painter, words, face, shade, x, centre.y() + drop)

    def _multiple(self) -> str:
        return self.locale().toString(self._ratio, "f", 1)

    def _arc(self, painter: QPainter, centre: QPointF, part: float, colour: QColor) -> None:
        pen = QPen(colour, 4.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = QRectF(centre.x() - _RADIUS, centre.y() - _RADIUS, 2 * _RADIUS, 2 * _RADIUS)
        begin = 90 + _SWEEP / 2
        painter.drawArc(box, round(begin * 16), round(-_SWEEP * part * 16))

    @staticmethod
    def _at(centre: QPointF, part: float, radius: float) -> QPointF:
        turn = math.radians(90 + _SWEEP / 2 - _SWEEP * part)
        return QPointF(centre.x() + radius * math.cos(turn), centre.y() - radius * math.sin(turn))

    @staticmethod
    def _part(wpm: float) -> float:
        return min(1.0, max(0.0, (wpm - LEAST) / (_TOP_WPM - LEAST)))

    def _drag(self, event: QMouseEvent) -> None:
        away = event.position() / theme_of(self).text_scale - QPointF(_SIDE / 2, _MIDDLE)
        turn = math.degrees(math.atan2(-away.y(), away.x()))
        part = (90 + _SWEEP / 2 - turn) % 360 / _SWEEP
        if part <= 1.0:
            self.moved.emit(float(round(LEAST + part * (_TOP_WPM - LEAST))))
