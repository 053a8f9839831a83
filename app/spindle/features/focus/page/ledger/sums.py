"""A week or a month: each day as a bar, the tags, and the hours of the day."""

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from spindle.features.focus.ledger.spans import Kind
from spindle.features.focus.ledger.totals import DayTotal, Totals
from spindle.features.focus.page.ledger.words import day_words, kind_word, tr
from spindle.features.focus.page.words import length
from spindle.ui import fonts
from spindle.ui.counted import counted
from spindle.ui.focus_ring import RingFocus
from spindle.ui.labels import Label
from spindle.ui.paint import hairline, painter_on
from spindle.ui.row import Row
from spindle.ui.theme import Themed, theme_of

_BAR: Final = 200
_ORDER: Final = ("focus", "listen", "drill", "prime")
_REST: Final = (Kind.MOVE, Kind.BREAK, Kind.GAP, Kind.SLEEP, Kind.UNTRACKED, Kind.COMING)
"""With the work they add up to all the hours of the days."""


class DayBar(RingFocus, Row):
    """One day: its date, its work by activity as a bar, and how long it was."""

    RING_RADIUS = 6.0

    def __init__(self, total: DayTotal, most: int, parent: QWidget | None = None) -> None:
        super().__init__(day_words(total.day), parent)
        self.total = total
        self._most = max(1, most)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(length(total.whole))

    def nextCheckState(self) -> None:  # noqa: N802 - overrides Qt
        """A day is opened, not chosen."""

    def sizeHint(self) -> QSize:
        """28 px at the usual text size."""
        return QSize(400, theme_of(self).px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw date, bar and length."""
        del event
        theme = theme_of(self)
        box = QRectF(self.rect())
        with painter_on(self) as painter:
            hairline(painter, 0, box.width(), box.height() - 1, theme.palette.line)
            painter.setFont(fonts.font("body", theme.text_scale))
            painter.setPen(theme.palette.ink if self.total.whole else theme.palette.ink3)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.text())
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            if self.total.whole:
                painter.drawText(box, right, length(self.total.whole))
            x, room = float(_BAR), box.width() - _BAR - 100
            for activity in _ORDER:
                wide = room * self.total.work.get(activity, 0) / self._most
                bar = QRectF(x, box.center().y() - 6, wide, 12)
                painter.fillRect(bar, theme.palette.role(activity))
                x += wide


class HourBars(QWidget, Themed):
    """Work by hour of day, as 24 bars."""

    def __init__(self, hours: tuple[int, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hours = hours
        self.setFixedHeight(64)
        self.setAccessibleName(tr("Work by hour of day"))
        said = (f"{hour:02}: {length(long)}" for hour, long in enumerate(hours) if long)
        self.setAccessibleDescription(", ".join(said))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars and every third hour below them."""
        del event
        theme = theme_of(self)
        wide, most = self.width() / 24, max(1, *self._hours)
        with painter_on(self) as painter:
            painter.setFont(fonts.font("axis", theme.text_scale))
            painter.setPen(theme.palette.ink3)
            for hour, long in enumerate(self._hours):
                high = 40 * long / most
                painter.fillRect(
                    QRectF(hour * wide + 1, 44 - high, wide - 2, high), theme.palette.ink2
                )
                if hour % 3 == 0:
                    box = QRectF(hour * wide, 46, 40, 16)
                    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"{hour:02}")


class Sums(QWidget):
    """The whole stretch. ``opened`` carries the day that was pressed."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_totals(self, totals: Totals) -> None:
        """Show other days."""
        if self._inner is not None:
            self._column.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        most = max((day.whole for day in totals.days), default=0)
        for day in totals.days:
            bar = DayBar(day, most)
            bar.clicked.connect(lambda _=False, day=day.day: self.opened.emit(day))
            column.addWidget(bar)
        column.addSpacing(20)
        column.addWidget(Label("body", _whole(totals), "ink2", wrap=True))
        column.addSpacing(20)
        column.addWidget(Label("section", tr("Hours of the day")))
        column.addSpacing(8)
        column.addWidget(HourBars(totals.hours))
        if totals.tags:
            column.addSpacing(20)
            column.addWidget(Label("section", tr("Tags")))
            column.addSpacing(8)
            words = " · ".join(f"{name} {length(long)}" for name, long in totals.tags[:20])
            column.addWidget(Label("body", words, "ink2", wrap=True))
        column.addStretch(1)
        self._column.addWidget(inner)


def span_words(first: date, last: date) -> str:
    """The days of a stretch, as a head line."""
    if first.year == last.year:
        return f"{day_words(first)} – {day_words(last)}"
    return f"{day_words(first)} {first.year} – {day_words(last)} {last.year}"


def stretch(day: date, *, weeks: bool) -> tuple[date, date]:
    """First and last day of the week, from Monday on, or of the month of a day."""
    if weeks:
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    first = day.replace(day=1)
    return first, (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)


def _whole(totals: Totals) -> str:
    work = sum(day.whole for day in totals.days)
    spans: dict[Kind, int] = {}
    for day in totals.days:
        for kind, long in day.spans.items():
            spans[kind] = spans.get(kind, 0) + long
    count = sum(day.sessions for day in totals.days)
    one, many = tr("{work} of work in 1 session."), tr("{work} of work in {n} sessions.")
    head = counted(one, many, count).format(work=length(work))
    rest = (f"{kind_word(kind)} {length(spans[kind])}" for kind in _REST if spans.get(kind))
    return " ".join((head, " · ".join(rest)))
