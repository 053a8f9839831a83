"""The icon of the program and those of the tray, drawn from the same formulas as the logo."""

from functools import cache
from math import cos, pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from spindle.ui import signals
from spindle.ui.glyphs import burst
from spindle.ui.paint import placed
from spindle.ui.theme import palette

_UNIT: Final = 256.0
_GROUND: Final = QColor("#14211D")
_LINE: Final = QColor("#F2F5F1")
_PEN: Final = QColor("#FF7A4C")
_SIZES: Final = (16, 22, 32, 48, 64, 128, 256)
_TRAY_SIZES: Final = (16, 22, 24, 32, 44, 48, 64)


@cache
def app_icon() -> QIcon:
    """The icon of windows and launchers, simpler at small sizes."""
    icon = QIcon()
    for size in _SIZES:
        pixmap, painter = _sheet(size)
        cycles, stroke, dot = _detail(size)
        _pen(painter, _LINE, stroke)
        painter.drawPolyline(burst(37, 150, 66, cycles, 128))
        painter.drawLine(QPointF(187, 128), QPointF(209, 128))
        _dot(painter, 209, 128, dot)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def tray_icon(state: str, fraction: float = 0.0) -> QIcon:
    """The icon of a state: ``idle``, ``running``, ``break``, ``asks`` or ``evening``.

    Args:
        state: A name that is none of these is idle.
        fraction: Of the block that is done, 0–1; drawn by ``running`` only.
    """
    icon = QIcon()
    for size in _TRAY_SIZES:
        pixmap, painter = _sheet(size)
        if state == "running":
            _ring(painter, fraction)
        elif state == "break":
            _pen(painter, _LINE, 17)
            wave = signals.sampled(lambda t: signals.prime(t, 34), 150, 1.0)
            painter.drawPolyline(placed(wave, 53, 128))
        elif state == "evening":
            _pen(painter, palette("evening").ink, 17)
            painter.drawPolygon(placed(signals.lens(170, 46, 1.0), 43, 128))
        else:
            _pen(painter, _LINE, 17)
            painter.drawPolyline(burst(43, 170, 62, 2.5, 136 if state == "asks" else 128))
            if state == "asks":
                _pen(painter, _PEN, 16)
                painter.drawEllipse(QPointF(196, 62), 26, 26)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _ring(painter: QPainter, fraction: float) -> None:
    """What is done as a line around, the rest dimmed, the dot at its head."""
    box = QRectF(62, 62, 132, 132)
    rest = QColor(_LINE)
    rest.setAlphaF(0.28)
    _pen(painter, rest, 17)
    painter.drawEllipse(box)
    done = min(1.0, max(0.0, fraction))
    _pen(painter, _LINE, 17)
    painter.drawArc(box, 90 * 16, round(-done * 360 * 16))
    angle = 2 * pi * done
    x, y = 128 + 66 * sin(angle), 128 - 66 * cos(angle)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_GROUND)
    painter.drawEllipse(QPointF(x, y), 44, 44)
    _dot(painter, x, y, 30)


def _sheet(size: int) -> tuple[QPixmap, QPainter]:
    """A dark rounded square of ``size`` px and a painter on it that counts to 256."""
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / _UNIT, size / _UNIT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_GROUND)
    painter.drawRoundedRect(QRectF(0, 0, _UNIT, _UNIT), 58, 58)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    return pixmap, painter


def _detail(size: int) -> tuple[float, float, float]:
    """Cycles, stroke and dot of the mark at a size."""
    if size <= 22:
        return 2.5, 20, 27
    return (3.5, 15, 21) if size <= 32 else (4.5, 10, 15)


def _pen(painter: QPainter, colour: QColor, width: float) -> None:
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, cap, join))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _dot(painter: QPainter, x: float, y: float, radius: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PEN)
    painter.drawEllipse(QPointF(x, y), radius, radius)
