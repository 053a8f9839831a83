"""How much is understood at which speed: the curve with its band, the checks as dots."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.listen.page.telling import number, percent, tr
from spindle.features.listen.velocity.curve import UNDERSTOOD
from spindle.features.listen.velocity.portrait import Portrait
from spindle.ui import fonts
from spindle.ui.paint import dot, dotted_pen, hairline, line_pen, painter_on
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import Themed, theme_of

_HIGH: Final = 172
_LEFT, _BELOW, _TOP = 40, 22, 8
_SMALLEST, _LARGEST = 2.0, 5.0
_MANY: Final = 12
"""Checks in a dot of the largest size."""


class UnderstoodChart(QWidget, Themed):
    """Per cent understood against words a minute."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Portrait | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Understood at each speed"))

    def show_portrait(self, shown: Portrait) -> None:
        """Show this one."""
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleDescription(said(shown))
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(220, theme_of(self).px(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw grid, band, curve, dots, and the place of four fifths."""
        del event
        shown = self._shown
        if shown is None:
            return
        theme = theme_of(self)
        scale = theme.text_scale
        left, below, top = _LEFT * scale, _BELOW * scale, _TOP * scale
        plot = QRectF(left, top, self.width() - left - 8, self.height() - top - below)
        with painter_on(self) as painter:
            self._draw_band(painter, plot, shown)
            self._draw_grid(painter, plot, shown)
            self._draw_curve(painter, plot, shown)

    def _at(self, plot: QRectF, shown: Portrait, wpm: float, share: float) -> QPointF:
        slow, fast = shown.points[0].wpm, shown.points[-1].wpm
        part = (wpm - slow) / max(1.0, fast - slow)
        return QPointF(plot.left() + plot.width() * part, plot.bottom() - plot.height() * share)

    def _draw_grid(self, painter: QPainter, plot: QRectF, shown: Portrait) -> None:
        theme = theme_of(self)
        colours, face = theme.palette, fonts.font("axis", theme.text_scale)
        for share in (0.0, 0.5, UNDERSTOOD, 1.0):
            y = plot.bottom() - plot.height() * share
            hairline(painter, plot.left(), plot.right(), y, colours.line)
            if share:
                words = percent(share)
                draw_line(painter, words, face, colours.ink2, plot.left() - 6, y, right=True)
        low = plot.bottom() + 12 * theme.text_scale
        place = self._at(plot, shown, shown.wpm, 0).x()
        own = number(shown.wpm)
        half = width_of(own, face) / 2
        draw_line(painter, own, face, colours.ink, place - half, low)
        ends = ((number(shown.points[0].wpm), False), (number(shown.points[-1].wpm), True))
        for words, right in ends:
            wide = width_of(words, face)
            x = plot.right() - wide if right else plot.left()
            if x + wide + 6 < place - half or x > place + half + 6:
                draw_line(painter, words, face, colours.ink2, x, low)

    def _draw_band(self, painter: QPainter, plot: QRectF, shown: Portrait) -> None:
        upper = [self._at(plot, shown, each.wpm, each.high) for each in shown.points]
        lower = [self._at(plot, shown, each.wpm, each.low) for each in reversed(shown.points)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme_of(self).palette.listen_tint)
        painter.drawPolygon(QPolygonF([*upper, *lower]))

    def _draw_curve(self, painter: QPainter, plot: QRectF, shown: Portrait) -> None:
        colours = theme_of(self).palette
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(line_pen(colours.listen, 2.0))
        curve = [self._at(plot, shown, each.wpm, each.share) for each in shown.points]
        painter.drawPolyline(QPolygonF(curve))
        painter.setPen(line_pen(colours.listen, 1.25))
        painter.setBrush(colours.panel)
        for each in shown.groups:
            size = _SMALLEST + (_LARGEST - _SMALLEST) * min(1.0, each.asked / _MANY)
            painter.drawEllipse(self._at(plot, shown, each.wpm, each.share), size, size)
        here = self._at(plot, shown, shown.wpm, UNDERSTOOD)
        painter.setPen(dotted_pen(colours.rule, 1.25))
        painter.drawLine(here, QPointF(here.x(), plot.bottom()))
        dot(painter, here.x(), here.y(), colours, 3.5)


def said(shown: Portrait) -> str:
    """The finding in a sentence, with how sure it is."""
    return tr("80 % understood at {wpm} ± {give} wpm").format(
        wpm=number(shown.wpm), give=number(shown.give)
    )
