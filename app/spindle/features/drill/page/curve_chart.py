"""The curve of practice: each right answer a stem's head, the law's line, its band where unsure."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.memory.curve import FLOOR_FROM, Curve
from spindle.features.drill.page.words import number, seconds, tr
from spindle.ui import fonts
from spindle.ui.paint import dotted_pen, hairline, line_pen, painter_on
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Themed, theme_of

_PLOT: Final = 210.0
_RIGHT: Final = 44.0
_AHEAD: Final = 0.25
"""Of the attempts so far, how far the line is drawn into those to come."""

_POINTS: Final = 60
_MOST: Final = 400


class CurveChart(QWidget, Themed):
    """Seconds of right answers against their number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._times: Sequence[float] = ()
        self._curve: Curve | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_curve(self, times: Sequence[float], curve: Curve | None) -> None:
        """Draw these times, and what is believed of them."""
        self._times, self._curve = times, curve
        self.setAccessibleName(tr("Seconds of each right answer"))
        if times:
            first, last = seconds(times[0]), seconds(times[-1])
            said = tr("{n} answers, from {first} to {last}").format(
                n=number(len(times)), first=first, last=last
            )
            self.setAccessibleDescription(said)
        self.update()

    def sizeHint(self) -> QSize:
        """The plot and the numbers below."""
        return QSize(600, theme_of(self).px(_PLOT + 32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw axes, band, answers, line."""
        del event
        if not self._times:
            return
        theme = theme_of(self)
        scale = theme.text_scale
        bottom, right = _PLOT * scale, self.width() - _RIGHT * scale
        count = len(self._times)
        ahead = 0 if self._curve is None else max(5, round(count * _AHEAD))
        top = _top(sorted(self._times)[min(count - 1, math.ceil(count * 0.98))])
        place = _Place(right / max(count + ahead - 1, 1), bottom, (_PLOT - 8) * scale / top)
        with painter_on(self) as painter:
            self._axes(painter, right, place, top)
            if self._curve is not None:
                self._band(painter, place, count + ahead)
            self._answers(painter, place)
            if self._curve is not None:
                self._line(painter, place, count, count + ahead)
            face = fonts.font("axis", scale)
            below = bottom + 16 * scale
            draw_line(painter, "1", face, theme.palette.ink3, 0, below)
            end = place.x(count - 1)
            draw_line(painter, number(count), face, theme.palette.ink3, end, below, right=True)

    def _axes(self, painter: QPainter, right: float, place: "_Place", top: float) -> None:
        theme = theme_of(self)
        face = fonts.font("axis", theme.text_scale)
        hairline(painter, 0, right, round(place.bottom), theme.palette.rule)
        for part in range(1, 5):
            value = top * part / 4
            y = place.y(value)
            hairline(painter, 0, right, round(y), theme.palette.line)
            words = seconds(value, 0 if value == int(value) else 1) if part == 4 else f"{value:g}"
            draw_line(painter, words, face, theme.palette.ink3, right + 8, y)

    def _band(self, painter: QPainter, place: "_Place", end: int) -> None:
        """Where the usual time lies with 80 %: as long as it is not known better."""
        curve = self._curve
        if curve is None or curve.attempts >= FLOOR_FROM:
            return
        bands = [(n, curve.at(n)) for n in _spread(0, end)]
        outline = [place.at(n, band.high) for n, band in bands]
        outline += [place.at(n, band.low) for n, band in reversed(bands)]
        painter.setPen(line_pen(theme_of(self).palette.tint("drill"), 0))
        painter.setBrush(theme_of(self).palette.tint("drill"))
        painter.drawPolygon(QPolygonF(outline))

    def _answers(self, painter: QPainter, place: "_Place") -> None:
        painter.setPen(line_pen(theme_of(self).palette.rule, 0))
        painter.setBrush(theme_of(self).palette.rule)
        every = max(1, len(self._times) // _MOST)
        for n in range(0, len(self._times), every):
            painter.drawEllipse(place.at(n, self._times[n]), 1.75, 1.75)

    def _line(self, painter: QPainter, place: "_Place", now: int, end: int) -> None:
        """Drawn as far as it happened, dotted where it is expected."""
        curve = self._curve
        if curve is None:
            return
        colour = theme_of(self).palette.drill
        for pen, first, last in (
            (line_pen(colour, 2.0), 0, now - 1),
            (dotted_pen(colour, 1.5), now - 1, end - 1),
        ):
            painter.setPen(pen)
            points = [place.at(n, curve.at(n).middle) for n in _spread(first, last)]
            painter.drawPolyline(QPolygonF(points))


class _Place:
    """Where an answer stands."""

    def __init__(self, pitch: float, bottom: float, high: float) -> None:
        self.pitch, self.bottom, self.high = pitch, bottom, high

    def x(self, n: float) -> float:
        return n * self.pitch

    def y(self, value: float) -> float:
        return max(self.bottom - value * self.high, 2.0)

    def at(self, n: float, value: float) -> QPointF:
        return QPointF(self.x(n), self.y(value))


def _spread(first: int, last: int) -> list[int]:
    """Some numbers from the first to the last."""
    count = min(_POINTS, max(last - first, 1))
    return [first + round((last - first) * k / count) for k in range(count + 1)]


def _top(highest: float) -> float:
    """The highest value of an axis in four parts."""
    top = 0.5
    while top < highest:
        top *= 2
    return top
