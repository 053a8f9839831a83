"""The speed trace: how fast it was, where checks were, and what the next one will do."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.listen.pacing import TracePoint
from spindle.features.listen.page.telling import clock, number, tr, wpm_said
from spindle.features.listen.records import Answered
from spindle.ui import fonts
from spindle.ui.paint import DATA, dot, dotted_pen, hairline, line_pen, painter_on
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import Palette, Themed, theme_of

_AXIS: Final = 40
_TOP, _BELOW = 12, 32
_STEP: Final = 0.012
_APART: Final = 6
_BESIDE: Final = 10
_AROUND: Final = 4
_LEAST_SPAN: Final = 30.0
_MARKS: Final = 6
"""Below the trace at most, its end apart."""

_STEPS: Final = (5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1200, 1800, 3600, 7200)
"""Seconds from one to the next."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the trace shows.

    Attributes:
        points: Changes and checks so far.
        now: Seconds of sound, and the speed in force.
        until: Seconds at the right edge.
        fork: The speeds after a right and a wrong answer while a check is open.
    """

    points: tuple[TracePoint, ...] = ()
    now: tuple[float, float] = (0.0, 0.0)
    until: float = 1800.0
    fork: tuple[float, float] | None = None


class Trace(QWidget, Themed):
    """Speed over the minutes of a session."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = Shown()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Speed in this session"))

    def show_trace(self, shown: Shown) -> None:
        """Show this; draws only what is new."""
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleDescription(self._said())
            self.update()

    def sizeHint(self) -> QSize:
        """The picture with its axes."""
        return QSize(424, 108)

    def minimumSizeHint(self) -> QSize:
        """Narrower where there is less room."""
        return QSize(220, 108)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw grid, steps, checks, the pen and the fork."""
        del event
        theme = theme_of(self)
        colours, scale = theme.palette, theme.text_scale
        plot = QRectF(_AXIS, _TOP, self.width() - _AXIS - 8, self.height() - _TOP - _BELOW)
        low, high = self._range()
        with painter_on(self) as painter:
            self._draw_grid(painter, plot, low, high, colours, scale)
            if self._shown.points:
                self._draw_steps(painter, plot, low, high, colours)
                self._draw_now(painter, plot, low, high, colours, scale)

    def _range(self) -> tuple[float, float]:
        speeds = [point.wpm for point in self._shown.points] + [self._shown.now[1]]
        speeds += list(self._shown.fork or ())
        known = [speed for speed in speeds if speed > 0] or [200.0]
        middle = (min(known) + max(known)) / 2
        span = max(_LEAST_SPAN, (max(known) - min(known)) * 1.1)
        step = 5 * max(1, round(span / 10))
        low = 5 * int((middle - step) / 5)
        return low, low + 2 * step

    def _x(self, plot: QRectF, seconds: float) -> float:
        return plot.left() + plot.width() * min(1.0, seconds / max(1.0, self._shown.until))

    @staticmethod
    def _y(plot: QRectF, low: float, high: float, wpm: float) -> float:
        part = (wpm - low) / (high - low)
        return plot.bottom() - plot.height() * min(1.15, max(-0.15, part))

    def _draw_grid(
        self,
        painter: QPainter,
        plot: QRectF,
        low: float,
        high: float,
        colours: Palette,
        scale: float,
    ) -> None:
        face = fonts.font("axis", scale)
        for wpm in (low, (low + high) / 2, high):
            y = self._y(plot, low, high, wpm)
            hairline(painter, plot.left(), plot.right(), y, colours.line)
            words = number(wpm)
            draw_line(painter, words, face, colours.ink2, _AXIS - 11 / scale, y, right=True)
        low_line = self.height() - 12
        marks, end = ticks(self._shown.until)
        free = plot.right() - draw_line(
            painter, end, face, colours.ink2, plot.right(), low_line, right=True
        )
        for seconds, words in marks:
            x = self._x(plot, seconds)
            half = width_of(words, face) / 2 if seconds else -2
            if x + half + _APART < free:
                draw_line(painter, words, face, colours.ink2, x - half, low_line)

    def _draw_steps(
        self, painter: QPainter, plot: QRectF, low: float, high: float, colours: Palette
    ) -> None:
        slant = plot.width() * _STEP
        seconds, wpm = self._shown.now
        here = self._x(plot, seconds)
        path: list[QPointF] = []
        checks: list[tuple[QPointF, Answered]] = []
        points = self._shown.points
        ends = [*(self._x(plot, point.at) for point in points[1:]), here]
        for point, end in zip(points, ends, strict=False):
            x, y = self._x(plot, point.at), self._y(plot, low, high, point.wpm)
            if path and path[-1].y() != y:
                path.append(QPointF(x, path[-1].y()))
                # Never past the next change: time does not run back.
                x = min(x + slant, max(x, end))
            path.append(QPointF(x, y))
            if point.check is not None:
                checks.append((QPointF(x, y), point.check))
        path.append(QPointF(here, self._y(plot, low, high, wpm)))
        self._draw_misses(painter, plot, [at for at, check in checks if check is Answered.MISSED])
        painter.setPen(line_pen(colours.listen, 2.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(path))
        for at, check in checks:
            _draw_check(painter, at, check, colours)

    def _draw_misses(self, painter: QPainter, plot: QRectF, misses: list[QPointF]) -> None:
        """The word beside the cross, the latest first, where there is room for it."""
        theme = theme_of(self)
        face = fonts.font("axis", theme.text_scale)
        words = tr("missed")
        free = plot.right()
        for at in reversed(misses):
            end = at.x() + _BESIDE + width_of(words, face)
            if end <= free:
                _clear(painter, words, face, at + QPointF(_BESIDE, 0), theme.palette)
                draw_line(painter, words, face, theme.palette.ink2, at.x() + _BESIDE, at.y())
                free = at.x() - _APART

    def _draw_now(
        self,
        painter: QPainter,
        plot: QRectF,
        low: float,
        high: float,
        colours: Palette,
        scale: float,
    ) -> None:
        seconds, wpm = self._shown.now
        x, y = self._x(plot, seconds), self._y(plot, low, high, wpm)
        painter.setPen(dotted_pen(colours.rule, DATA))
        if self._shown.fork is None:
            painter.drawLine(QPointF(x + 10, y), QPointF(plot.right(), y))
        else:
            face = fonts.font("caption", scale)
            right, wrong = self._shown.fork
            for wpm_then, words in ((right, tr("right {wpm}")), (wrong, tr("wrong {wpm}"))):
                then = self._y(plot, low, high, wpm_then)
                end = x + plot.width() * 0.115
                if wpm_then is wrong and abs(then - self._y(plot, low, high, right)) < 14:
                    then += 14
                painter.setPen(dotted_pen(colours.rule, DATA))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPolyline([QPointF(x, y), QPointF(x + 15, then), QPointF(end - 5, then)])
                painter.setPen(line_pen(colours.rule, DATA))
                painter.drawEllipse(QPointF(end, then), 4, 4)
                said = words.format(wpm=number(wpm_then))
                _clear(painter, said, face, QPointF(end + 10, then), colours)
                draw_line(painter, said, face, colours.ink, end + 10, then)
        dot(painter, x, y, colours, 4.0)

    def _said(self) -> str:
        checks = [each.check for each in self._shown.points if each.check is not None]
        right = sum(check is Answered.RIGHT for check in checks)
        return tr("{speed}, {right} of {checks} checks right").format(
            speed=wpm_said(self._shown.now[1]), right=number(right), checks=number(len(checks))
        )


def ticks(until: float) -> tuple[list[tuple[float, str]], str]:
    """The marks below a trace of so many seconds, no two alike, and what stands at its end.

    Each mark is its second and its words: minutes, or where these are too long minutes and seconds.
    """
    step = next((each for each in _STEPS if each * _MARKS >= until), until / _MARKS)
    by_minutes = step % 60 == 0
    marks = []
    for number_of in range(_MARKS):
        at = number_of * step
        if at < until:
            marks.append((at, number(at / 60) if by_minutes else clock(at)))
    if by_minutes:
        return marks, tr("{minutes} min").format(minutes=number(until / 60))
    return marks, clock(until)


def _clear(painter: QPainter, words: str, face: QFont, at: QPointF, colours: Palette) -> None:
    """Leave the lines of the grid out where words will stand."""
    high = QFontMetricsF(face).height()
    box = QRectF(at.x() - _AROUND, at.y() - high / 2, width_of(words, face) + 2 * _AROUND, high)
    painter.fillRect(box, colours.panel)


def _draw_check(painter: QPainter, at: QPointF, check: Answered, colours: Palette) -> None:
    if check is Answered.MISSED:
        painter.setPen(line_pen(colours.ink, 2.0))
        for sign in (-1, 1):
            painter.drawLine(
                QPointF(at.x() - 4, at.y() - 4 * sign), QPointF(at.x() + 4, at.y() + 4 * sign)
            )
        return
    painter.setPen(line_pen(colours.listen, 1.5))
    painter.setBrush(colours.listen if check is Answered.RIGHT else colours.panel)
    painter.drawEllipse(at, 3, 3)
