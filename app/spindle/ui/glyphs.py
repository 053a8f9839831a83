"""The icons and the mark, drawn from their formulas in a box of 24 units. GUI thread.

Today, Focus, Listen, Drill, Prime, Insights, Settings, a walker, the search glass, a sheet of
paper, a shield, and pause, play and stop.
"""

from collections.abc import Callable
from math import pi, sin
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from spindle.ui import signals
from spindle.ui.theme import Palette

_BOX: Final = 24.0
_STROKE: Final = 1.5
_DOT: Final = QRectF(-1, -1, 2, 2)

Draw = Callable[[QPainter, QColor], None]


def draw(painter: QPainter, name: str, rect: QRectF, colour: QColor) -> None:
    """Draw an icon into a rectangle; a name that has none draws nothing."""
    strokes = _ICONS.get(name)
    if strokes is None:
        return
    painter.save()
    painter.translate(rect.topLeft())
    painter.scale(rect.width() / _BOX, rect.height() / _BOX)
    painter.setPen(_pen(colour, _STROKE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    strokes(painter, colour)
    painter.restore()


def draw_mark(painter: QPainter, rect: QRectF, palette: Palette, role: str = "ink") -> None:
    """The mark: a burst that settles into the plain dot, 38 × 20 in the rail."""
    painter.save()
    painter.translate(rect.left(), rect.center().y())
    unit = rect.width() / 38
    painter.scale(unit, unit)
    painter.setPen(_pen(palette.role(role), _STROKE))
    painter.drawPolyline(burst(0.5, 30.0, 8.6, 4.5))
    painter.drawLine(QPointF(30.5, 0), QPointF(34, 0))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.pen)
    painter.drawEllipse(QPointF(35, 0), 2.5, 2.5)
    painter.restore()


def burst(x: float, width: float, amplitude: float, cycles: float, y: float = 0.0) -> QPolygonF:
    """The burst of the logo as a line from ``x`` on, around ``y``."""
    points = signals.sampled(lambda t: signals.focus(t, amplitude, cycles), width, 0.25)
    return QPolygonF([QPointF(x + px, y - py) for px, py in points])


def _pen(colour: QColor, width: float) -> QPen:
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    return QPen(colour, width, Qt.PenStyle.SolidLine, cap, join)


def _line(painter: QPainter, *points: tuple[float, float]) -> None:
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _today(painter: QPainter, colour: QColor) -> None:
    _line(painter, (2.5, 12), (6.7, 12))
    _line(painter, (17.3, 12), (21.5, 12))
    painter.drawEllipse(QPointF(12, 12), 5.25, 5.25)
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(12, 12), 1.6, 1.6)


def _focus(painter: QPainter, _colour: QColor) -> None:
    painter.drawPolyline(burst(2, 20, 9.2, 3, 12))


def _listen(painter: QPainter, _colour: QColor) -> None:
    path = [(2 + 20 * t, 12 - 5.6 * sin(2 * pi * (0.55 * t + 2.2 * t * t))) for t in _steps()]
    _line(painter, *path)


def _drill(painter: QPainter, _colour: QColor) -> None:
    _line(painter, (2.5, 17.5), (21.5, 17.5))
    for x, top in ((5.5, 10.5), (9.8, 7.5), (14.2, 7.5), (18.5, 7.5)):
        _line(painter, (x, 17.5), (x, top))


def _prime(painter: QPainter, _colour: QColor) -> None:
    _line(painter, *((2.5 + 19 * t, 12 - 6 * sin(2 * pi * t)) for t in _steps()))


def _insights(painter: QPainter, _colour: QColor) -> None:
    path = QPainterPath(QPointF(2.5, 15))
    path.cubicTo(6.5, 14.8, 9, 13.4, 11, 11)
    for first, second, end in (
        ((14, 7.4), (16.4, 5.6), (21.5, 5)),
        ((14.5, 9.2), (17.5, 8.8), (21.5, 9.2)),
        ((14.5, 11.6), (18, 12.6), (21.5, 15)),
    ):
        path.moveTo(11, 11)
        path.cubicTo(QPointF(*first), QPointF(*second), QPointF(*end))
    painter.drawPath(path)


def _settings(painter: QPainter, _colour: QColor) -> None:
    for x1, x2, y in ((3, 12, 7.5), (18, 21, 7.5), (3, 6, 16.5), (12, 21, 16.5)):
        _line(painter, (x1, y), (x2, y))
    for x, y in ((15, 7.5), (9, 16.5)):
        painter.drawEllipse(QPointF(x, y), 2.75, 2.75)


def _search(painter: QPainter, _colour: QColor) -> None:
    painter.drawEllipse(QPointF(10.5, 10.5), 6.5, 6.5)
    _line(painter, (15.3, 15.3), (20.5, 20.5))


def _file(painter: QPainter, _colour: QColor) -> None:
    _line(
        painter, (13.5, 3), (6, 3), (6, 21), (18, 21), (18, 7.5), (13.5, 3), (13.5, 7.5), (18, 7.5)
    )


def _move(painter: QPainter, _colour: QColor) -> None:
    painter.drawEllipse(QPointF(13, 4.5), 1.9, 1.9)
    _line(painter, (12.5, 8.5), (11.5, 14), (14.5, 17), (15.5, 21.5))
    _line(painter, (11.5, 14), (9.5, 18), (7.5, 21.5))
    _line(painter, (8, 13), (9, 9.8), (12.5, 8.5), (14.5, 11.5), (17.5, 12.5))


def _shield(painter: QPainter, _colour: QColor) -> None:
    path = QPainterPath(QPointF(12, 3))
    path.cubicTo(14.5, 4.9, 17, 5.7, 19.5, 5.8)
    path.cubicTo(19.7, 12.6, 17.4, 18, 12, 21)
    path.cubicTo(6.6, 18, 4.3, 12.6, 4.5, 5.8)
    path.cubicTo(7, 5.7, 9.5, 4.9, 12, 3)
    painter.drawPath(path)


def _pause(painter: QPainter, _colour: QColor) -> None:
    _line(painter, (9, 6), (9, 18))
    _line(painter, (15, 6), (15, 18))


def _play(painter: QPainter, colour: QColor) -> None:
    # The one icon that is filled.
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(8, 5.5), QPointF(18.5, 12), QPointF(8, 18.5)]))


def _stop(painter: QPainter, _colour: QColor) -> None:
    painter.drawRect(QRectF(7, 7, 10, 10))


def _steps() -> list[float]:
    return [i / 96 for i in range(97)]


_ICONS: Final[dict[str, Draw]] = {
    "today": _today,
    "focus": _focus,
    "listen": _listen,
    "drill": _drill,
    "prime": _prime,
    "journal": _prime,
    "insights": _insights,
    "settings": _settings,
    "search": _search,
    "file": _file,
    "move": _move,
    "shield": _shield,
    "pause": _pause,
    "play": _play,
    "stop": _stop,
}
