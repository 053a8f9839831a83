"""A year as 53 weeks of seven squares: the more work, the larger the square."""

import math
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from spindle.core.clock import HOUR
from spindle.features.focus.ledger.totals import DayTotal
from spindle.features.focus.page.ledger.words import day_words, tr
from spindle.features.focus.page.words import length
from spindle.ui import fonts
from spindle.ui.labels import Label
from spindle.ui.paint import bordered, painter_on
from spindle.ui.theme import Themed, theme_of

WEEKS: Final = 53
_LEFT: Final = 40  # for the names of the weekdays
_TOP: Final = 20  # for those of the months
_STEP: Final = 18.0
_SIDE: Final = 15.0
_FULL: Final = 6 * HOUR  # a square that fills its place


class YearMap(QWidget, Themed):
    """``opened`` carries the day that was pressed; ``pointed`` tells that another is chosen."""

    opened = Signal(object)
    pointed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = date.min
        self._today = date.min
        self._work: dict[date, int] = {}
        self.day = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Work by day"))

    @property
    def work(self) -> Mapping[date, int]:
        """Work of each day, µs, as far as it has been told."""
        return self._work

    def show_days(self, first: date, today: date) -> None:
        """Show the weeks from a Monday on, empty until they are told."""
        self._first, self._today, self._work = first, today, {}
        self.choose(min(today, first + timedelta(days=7 * WEEKS - 1)))

    def tell(self, days: tuple[DayTotal, ...]) -> None:
        """Fill some days in; those of another year are left alone."""
        last = self._first + timedelta(days=7 * WEEKS)
        self._work |= {one.day: one.whole for one in days if self._first <= one.day < last}
        self.choose(self.day)

    def choose(self, day: date) -> None:
        """Choose a day, today at the latest."""
        last = min(self._today, self._first + timedelta(days=7 * WEEKS - 1))
        self.day = max(self._first, min(last, day))
        self.setAccessibleDescription(self.said())
        self.pointed.emit()
        self.update()

    def said(self) -> str:
        """The chosen day and its work."""
        return f"{day_words(self.day)}, {length(self._work.get(self.day, 0))}"

    def sizeHint(self) -> QSize:
        """Seven rows below the names of the months."""
        return QSize(_LEFT + round(WEEKS * _STEP), _TOP + round(7 * _STEP))

    def minimumSizeHint(self) -> QSize:
        """The weeks stand closer in a narrow window."""
        return QSize(320, self.sizeHint().height())

    def keys(self) -> Mapping[str, Callable[[], object]]:
        """What each key of the page does while it is shown."""
        steps = {"Up": -1, "Down": 1, "Left": -7, "Right": 7}
        found: dict[str, Callable[[], object]] = {
            key: partial(self.step, by) for key, by in steps.items()
        }
        return found | {"Return": lambda: self.opened.emit(self.day)}

    def step(self, days: int) -> None:
        """Choose the day so many days on."""
        self.choose(self.day + timedelta(days=days))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the day under the pointer."""
        column = math.floor((event.position().x() - _LEFT) / self._step)
        row = math.floor((event.position().y() - _TOP) / _STEP)
        day = self._first + timedelta(days=7 * column + row)
        if 0 <= column < WEEKS and 0 <= row < 7 and day <= self._today:
            self.choose(day)
            self.opened.emit(day)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a square for each day that has come."""
        del event
        theme = theme_of(self)
        with painter_on(self) as painter:
            painter.setFont(fonts.font("axis", theme.text_scale))
            painter.setPen(theme.palette.ink3)
            self._draw_names(painter)
            for number in range(7 * WEEKS):
                day = self._first + timedelta(days=number)
                if day <= self._today:
                    self._draw_day(painter, day, number)

    @property
    def _step(self) -> float:
        return min(_STEP, (self.width() - _LEFT) / WEEKS)

    def _draw_names(self, painter: QPainter) -> None:
        locale = QLocale()
        for row in (0, 2, 4):
            box = QRectF(0, _TOP + row * _STEP, _LEFT - 6, _SIDE)
            name = locale.standaloneDayName(row + 1, QLocale.FormatType.ShortFormat)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)
        for column in range(WEEKS - 1):
            monday = self._first + timedelta(days=7 * column)
            if monday.day <= 7:
                name = locale.standaloneMonthName(monday.month, QLocale.FormatType.ShortFormat)
                painter.drawText(QPointF(_LEFT + column * self._step, 12), name)

    def _draw_day(self, painter: QPainter, day: date, number: int) -> None:
        palette = theme_of(self).palette
        column, row = divmod(number, 7)
        middle = QPointF(_LEFT + (column + 0.5) * self._step, _TOP + (row + 0.5) * _STEP)
        place = min(_SIDE, self._step - 2)
        work = self._work.get(day, 0)
        side = place * min(1.0, math.sqrt(work / _FULL)) if work else 0.0
        if side:
            box = QRectF(0, 0, max(2.0, side), max(2.0, side))
            box.moveCenter(middle)
            painter.fillRect(box, palette.ink2)
        else:
            painter.fillRect(QRectF(middle.x() - 0.5, middle.y() - 0.5, 1, 1), palette.rule)
        frame = QRectF(0, 0, place + 3, place + 3)
        frame.moveCenter(middle)
        if day == self.day:
            bordered(painter, frame, 2, palette.ink, None, 1.5)
        elif day == self._today:
            bordered(painter, frame, 2, palette.pen, None)


class Year(QWidget):
    """The map, and the chosen day and the whole in words. ``opened`` carries a day."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.map = YearMap()
        self._day = Label("body", "", "ink")
        self._whole = Label("body", "", "ink2", wrap=True)
        self.map.opened.connect(self.opened)
        self.map.pointed.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        hint = Label(
            "caption", tr("Arrows choose a day, Enter opens it, [ and ] turn the year."), "ink3"
        )
        for widget in (self.map, self._day, self._whole, hint):
            column.addWidget(widget)
        column.addStretch(1)

    def _tell(self) -> None:
        work = [long for long in self.map.work.values() if long]
        self._day.setText(self.map.said())
        words = tr("{work} of work, days with work: {days}.")
        count = QLocale().toString(len(work))
        self._whole.setText(words.format(work=length(sum(work)), days=count))


def year_of(day: date) -> date:
    """The Monday on which the 53 weeks begin that end with the week of a day."""
    return day - timedelta(days=day.weekday() + 7 * (WEEKS - 1))
