"""The dial: words a minute with the multiple of the voice's own speed, or that multiple alone."""

import math
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.listen.page.telling import number, times, tr, wpm_said
from spindle.features.listen.velocity.bounds import LEAST
from spindle.ui import fonts
from spindle.ui.focus_ring import RingFocus
from spindle.ui.paint import dot, painter_on
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import Themed, theme_of

_SIDE: Final = 124
_SWEEP: Final = 244.0
_RADIUS: Final = 54.0
_MIDDLE: Final = 60.0
_TICKS: Final = 5
_SAME: Final = 0.03


class Dial(RingFocus, QWidget, Themed):
    """The arc goes to what is heard, the pen stands at what is aimed at.

    Signals:
        moved: The speed that the mouse asks for.
        stepped: 1 or -1, from wheel and keys.
    """

    moved = Signal(float)
    stepped = Signal(int)
    LOW, TOP = 0.0, 1.0
    """Of the arc; the speed itself may lie beyond its ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = self.LOW
        self._mark: float | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(tr("Speed"))

    def sizeHint(self) -> QSize:
        """A circle with the multiple below; it grows with the text."""
        side = theme_of(self).px(_SIDE)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Never smaller."""
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Up is faster."""
        self.stepped.emit(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move it."""
        steps = {Qt.Key.Key_Up: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_Left: -1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

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
            self._arc(painter, centre, self._part(self._reached()), colours.listen)
            painter.setPen(QPen(colours.rule, 1.0))
            for tick in range(_TICKS):
                inner, outer = (self._at(centre, (tick + 0.5) / _TICKS, r) for r in (43, 46))
                painter.drawLine(inner, outer)
            if self._mark is not None:
                painter.setPen(QPen(colours.listen, 1.5))
                painter.setBrush(colours.panel)
                painter.drawEllipse(self._at(centre, self._part(self._mark), _RADIUS), 3.5, 3.5)
            at = self._at(centre, self._part(self._value), _RADIUS)
            dot(painter, at.x(), at.y(), colours, 5.0)
            self._write(painter, centre)

    def _write(self, painter: QPainter, centre: QPointF) -> None:
        colours = theme_of(self).palette
        faces = (fonts.sized("timer_small", 36), fonts.font("control"), fonts.font("active"))
        shades = (colours.ink, colours.ink2, colours.ink)
        drops = (-7.0, 18.0, 42.0)
        for words, face, shade, drop in zip(self._words(), faces, shades, drops, strict=True):
            x = centre.x() - width_of(words, face) / 2
            draw_line(painter, words, face, shade, x, centre.y() + drop)

    def _words(self) -> tuple[str, str, str]:
        """Large figures, their unit, and what stands at the bottom."""
        raise NotImplementedError

    def _reached(self) -> float:
        """How far the arc goes."""
        return self._value

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

    def _part(self, value: float) -> float:
        return min(1.0, max(0.0, (value - self.LOW) / (self.TOP - self.LOW)))

    def _drag(self, event: QMouseEvent) -> None:
        away = event.position() / theme_of(self).text_scale - QPointF(_SIDE / 2, _MIDDLE)
        turn = math.degrees(math.atan2(-away.y(), away.x()))
        part = (90 + _SWEEP / 2 - turn) % 360 / _SWEEP
        if part <= 1.0:
            self.moved.emit(self.LOW + part * (self.TOP - self.LOW))


class WpmDial(Dial):
    """Words a minute: those that are heard in large figures, those aimed at by the pen."""

    LOW, TOP = LEAST, 400.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heard = 0.0
        self._ratio: float | None = None

    def show_speed(
        self, aim: float, heard: float, ratio: float | None, comfort: float | None
    ) -> None:
        """Show speeds; ``comfort`` is marked with a hollow dot.

        ``ratio`` is None until the voice has sounded: before that its own speed is not known.
        """
        if (aim, heard, ratio, comfort) != (self._value, self._heard, self._ratio, self._mark):
            self._value, self._heard, self._ratio, self._mark = aim, heard, ratio, comfort
            said = wpm_said(heard)
            if differ(aim, heard):
                said = tr("{heard}, aim {aim}").format(heard=said, aim=number(aim))
            self.setAccessibleDescription(said)
            self.update()

    def _words(self) -> tuple[str, str, str]:
        return number(self._heard), tr("wpm"), self._times()

    def _reached(self) -> float:
        return self._heard or self._value

    def _times(self) -> str:
        if self._ratio is None:
            return ""
        return tr("{times}×").format(times=self.locale().toString(self._ratio, "f", 1))


class RatioDial(Dial):
    """Times the recording's own speed; at the bottom what comes of it with shortened pauses."""

    LOW, TOP = 0.5, 3.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._effective: float | None = None

    def show_speed(self, ratio: float, effective: float | None) -> None:
        """Show the speed in force, and that which is reached where it is another."""
        reached = effective if effective is not None and differ(ratio, effective) else None
        if (ratio, reached) != (self._value, self._effective):
            self._value, self._effective = ratio, reached
            said = times(ratio)
            if reached is not None:
                said = tr("{speed}, with shorter pauses {reached}").format(
                    speed=said, reached=times(reached)
                )
            self.setAccessibleDescription(said)
            self.update()

    def _words(self) -> tuple[str, str, str]:
        reached = "" if self._effective is None else tr("really {speed}")
        return (
            self.locale().toString(self._value, "f", 2),
            tr("times"),
            reached.format(speed=times(self._effective or 0.0)),
        )


def differ(aim: float, heard: float) -> bool:
    """Whether two speeds are so far apart that both have to be said."""
    return heard > 0 and abs(heard - aim) > _SAME * aim
