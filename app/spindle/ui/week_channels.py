"""The week as channels: one line for each activity, the pen where the week is now."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QLineF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.core.feature import Mark
from spindle.ui import fonts
from spindle.ui.paint import dotted_pen, hollow_lens, painter_on, upright, wave
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Theme, Themed, theme_of

_PITCH: Final = 28
_DAYS: Final = 23
_TRACE: Final = 190
_TOTAL: Final = 150
_TOGETHER: Final = 4.0
"""Marks of a day closer than this, in px, are drawn as one."""

_DRILL_DROP: Final = 5.0
_SHAPES: Final = {
    "focus": (30.0, 12.0),
    "listen": (12.0, 9.0),
    "drill": (14.0, 12.0),
    "prime": (30.0, 8.0),
}
"""Least width and half height of a burst in px."""


class Line(NamedTuple):
    """One channel, in words: its name and what the week holds so far."""

    activity: str
    name: str
    total: str
    marks: tuple[Mark, ...] = ()


class WeekPicture(NamedTuple):
    """A week as it is drawn.

    Attributes:
        days: Eight midnights in µs UTC.
        names: Of the seven days.
        today: Index of the day that has the pen's name.
    """

    days: tuple[int, ...]
    names: tuple[str, ...]
    today: int
    now: int
    lines: tuple[Line, ...]

    def x(self, at: int, left: float, right: float) -> float:
        """Where an instant is; each day is equally wide, also one of 23 hours."""
        for n in range(7):
            begin, end = self.days[n], self.days[n + 1]
            if at < end:
                share = max(0.0, (at - begin) / (end - begin))
                return left + (n + share) * (right - left) / 7
        return right


class WeekChannels(QWidget, Themed):
    """The channels; ``show_week`` changes what it shows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._week: WeekPicture | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("This week"))

    def show_week(self, week: WeekPicture) -> None:
        """Show another week."""
        if week != self._week:
            self._week = week
            said = (f"{line.name}: {line.total}." for line in week.lines)
            self.setAccessibleDescription(" ".join(said))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """28 px a channel, and the names of the days."""
        theme = theme_of(self)
        count = 0 if self._week is None else len(self._week.lines)
        return QSize(1000, count * theme.px(_PITCH) + theme.px(_DAYS))

    def minimumSizeHint(self) -> QSize:
        """Any width from 320 px on."""
        return QSize(320, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the grid, the channels and the pen."""
        del event
        week, theme = self._week, theme_of(self)
        if week is None:
            return
        pitch = theme.px(_PITCH)
        left, right = float(theme.px(_TRACE)), self.width() - 1.0
        bottom = len(week.lines) * pitch
        pen = week.x(week.now, left, right)
        with painter_on(self) as painter:
            for day in week.days:
                x = right if day == week.days[-1] else week.x(day, left, right)
                upright(painter, int(x), 0, bottom, theme.palette.line)
            self._draw_days(painter, theme, week, bottom)
            for i, line in enumerate(week.lines):
                middle = (i + 0.5) * pitch
                self._draw_words(painter, theme, line, middle)
                self._draw_line(painter, theme, line, middle, pen)
            painter.setPen(QPen(theme.palette.pen, 1.0))
            painter.drawLine(QLineF(pen, 0, pen, bottom))

    def _draw_days(self, painter: QPainter, theme: Theme, week: WeekPicture, bottom: float) -> None:
        plain = fonts.font("axis", theme.text_scale)
        strong = fonts.font("axis_strong", theme.text_scale)
        left, right = float(theme.px(_TRACE)), self.width() - 1.0
        for n, name in enumerate(week.names):
            is_today = n == week.today
            colour = theme.palette.ink if is_today else theme.palette.ink3
            x = left + n * (right - left) / 7 + 8
            middle = bottom + theme.px(_DAYS) / 2
            room = (right - left) / 7 - 10
            draw_line(painter, name, strong if is_today else plain, colour, x, middle, room)

    def _draw_words(self, painter: QPainter, theme: Theme, line: Line, middle: float) -> None:
        strong = fonts.font("control_active", theme.text_scale)
        plain = fonts.font("control", theme.text_scale)
        right = float(theme.px(_TOTAL))
        taken = draw_line(painter, line.total, plain, theme.palette.ink, right, middle, right=True)
        colour = theme.palette.role(line.activity)
        draw_line(painter, line.name, strong, colour, 0, middle, right - taken - 8)

    def _draw_line(
        self, painter: QPainter, theme: Theme, line: Line, middle: float, pen: float
    ) -> None:
        left, right = float(theme.px(_TRACE)), self.width() - 1.0
        colour = theme.palette.role(line.activity)
        foot = middle + (_DRILL_DROP if line.activity == "drill" else 0.0)
        bursts = self._bursts(line, left, right, pen)
        at = left
        painter.setPen(QPen(colour, 1.0))
        for x, width, _ in (burst for burst in bursts if burst[2]):
            painter.drawLine(QLineF(at, foot, max(at, x), foot))
            at = x if line.activity == "drill" else x + width
        painter.drawLine(QLineF(at, foot, max(at, pen), foot))
        painter.setPen(dotted_pen(theme.palette.rule))
        painter.drawLine(QLineF(pen + 3, foot, right, foot))
        high = _SHAPES[line.activity][1]
        for x, width, is_drawn in bursts:
            if is_drawn:
                wave(painter, line.activity, x, foot, width, high, colour, stroke=1.25)
            else:
                hollow_lens(painter, x, foot, width, high, theme.palette.rule)

    def _bursts(
        self, line: Line, left: float, right: float, pen: float
    ) -> Sequence[tuple[float, float, bool]]:
        """Start, width and whether drawn of each burst: marks close together become one."""
        week = self._week
        if week is None:
            return ()
        least = _SHAPES[line.activity][0]
        spans: list[tuple[float, float, bool]] = []
        for mark in line.marks:
            drawn = mark.state != "planned"
            begin = week.x(mark.start, left, right)
            end = max(begin, min(week.x(mark.end, left, right), pen if drawn else right))
            if spans and spans[-1][2] == drawn and begin - spans[-1][1] < least + _TOGETHER:
                begin = spans.pop()[0]
            spans.append((begin, end, drawn))
        return [_widened(span, least, left, pen if span[2] else right) for span in spans]


def _widened(
    span: tuple[float, float, bool], least: float, low: float, high: float
) -> tuple[float, float, bool]:
    begin, end, drawn = span
    width = max(least, end - begin)
    x = (begin + end - width) / 2
    return max(low, min(x, high - width)), width, drawn
