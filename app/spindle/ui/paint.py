"""What every painted widget draws with: the marks of the grammar and the looks of a state.

All take a `QPainter` whose antialiasing is on (`painter_on` makes one). Positions are in px, y
down.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPaintDevice,
    QPainter,
    QPainterPath,
    QPen,
    QPolygonF,
)

from spindle.ui import signals
from spindle.ui.theme import Palette

HAIRLINE = 1.0
DATA = 1.5
EMPHASIS = 2.0
CARET = 2.0

_DOT_GAP = 2.0


@contextmanager
def painter_on(device: QPaintDevice) -> Iterator[QPainter]:
    """A painter that is always ended, also when drawing fails."""
    painter = QPainter(device)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        yield painter
    finally:
        painter.end()


def line_pen(colour: QColor, width: float = HAIRLINE) -> QPen:
    """A pen with round caps and joins."""
    return QPen(
        colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )


def dotted_pen(colour: QColor, width: float = HAIRLINE, gap: float = 4.0) -> QPen:
    """The dotted line of what is expected."""
    pen = QPen(colour, width, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([1 / width * 1.5, gap / width])
    return pen


def placed(points: Sequence[signals.Point], x: float, y: float) -> QPolygonF:
    """A path of `signals` with its start at x and its middle line at y."""
    return QPolygonF([QPointF(x + px, y - py) for px, py in points])


def dot(painter: QPainter, x: float, y: float, palette: Palette, radius: float = 4.0) -> None:
    """The pen: a dot, a gap of paper and a ring. It marks now, and nothing else."""
    outer = radius + _DOT_GAP + 0.5
    painter.setPen(QPen(palette.pen, 1.0))
    painter.setBrush(palette.paper)
    painter.drawEllipse(QPointF(x, y), outer, outer)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.pen)
    painter.drawEllipse(QPointF(x, y), radius, radius)


def hollow_lens(
    painter: QPainter, x: float, y: float, width: float, amplitude: float, colour: QColor
) -> None:
    """Something expected."""
    painter.setPen(line_pen(colour))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolygon(placed(signals.lens(width, amplitude), x, y))


def wave(  # noqa: PLR0913 - a mark has a place, a size, a kind and a colour
    painter: QPainter,
    activity: str,
    x: float,
    y: float,
    width: float,
    amplitude: float,
    colour: QColor,
    *,
    until: float = 1.0,
    stroke: float = DATA,
) -> float:
    """Something that happened: the activity's signal; returns the y of its head.

    ``until`` is the drawn part of the whole, for a session that runs.
    """
    painter.setPen(line_pen(colour, stroke))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if activity == "drill":
        for sx, height in signals.stems(width, amplitude):
            if sx <= width * until:
                painter.drawLine(QLineF(x + sx, y, x + sx, y - height))
        return y
    points = signals.sampled(signals.curve_of(activity, width, amplitude), width, 0.5, until)
    painter.drawPolyline(placed(points, x, y))
    return y - points[-1][1]


def rounded(rect: QRectF, radius: float) -> QPainterPath:
    """A rounded rectangle as a path."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path


def bordered(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    border: QColor | None,
    fill: QColor | None,
    width: float = HAIRLINE,
) -> None:
    """A box whose border lies inside ``rect``."""
    inset = width / 2 if border is not None else 0.0
    painter.setPen(QPen(border, width) if border is not None else Qt.PenStyle.NoPen)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)


def selected(painter: QPainter, rect: QRectF, palette: Palette, radius: float = 8.0) -> None:
    """The selected look, the same everywhere: 1.5 px of ink and a wash."""
    bordered(painter, rect, radius, palette.ink, palette.wash, 1.5)


def current_bar(painter: QPainter, rect: QRectF, palette: Palette, height: float = 24.0) -> None:
    """The 2 px bar of the current page, chapter or section, at the left edge of ``rect``."""
    top = rect.center().y() - height / 2
    painter.fillRect(QRectF(rect.left(), top, 2.0, height), palette.ink)


def inset_focus(painter: QPainter, rect: QRectF, palette: Palette, radius: float = 6.0) -> None:
    """Keyboard focus of a row: a 2 px ring inside it."""
    bordered(painter, rect, radius, palette.ink, None, 2.0)


def caret(painter: QPainter, x: float, y: float, height: float, palette: Palette) -> None:
    """The pen in a text: where the next letter goes."""
    painter.fillRect(QRectF(x, y, CARET, height), palette.pen)


def hairline(painter: QPainter, x1: float, x2: float, y: float, colour: QColor) -> None:
    """A horizontal 1 px line that fills the pixel row at y."""
    painter.fillRect(QRectF(x1, y, x2 - x1, 1.0), colour)


def upright(painter: QPainter, x: float, y1: float, y2: float, colour: QColor) -> None:
    """A vertical 1 px line that fills the pixel column at x."""
    painter.fillRect(QRectF(x, y1, 1.0, y2 - y1), colour)
