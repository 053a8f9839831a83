"""A day as coloured spans on one line, and what the colours stand for."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.core.clock import HOUR
from spindle.features.focus.ledger.reading import DayPage
from spindle.features.focus.ledger.spans import Kind, Span
from spindle.features.focus.page.ledger.words import axis_word, kind_word, tr
from spindle.features.focus.page.words import length
from spindle.ui import fonts
from spindle.ui.paint import bordered, dot, dotted_pen, painter_on, upright
from spindle.ui.theme import Palette, Themed, theme_of

HEIGHT: Final = 92
_TOP: Final = 8
_HIGH: Final = 56
_BREAK: Final = 16
_AXIS: Final = 86.0
_EVERY: Final = 3 * HOUR
_SHOWN: Final = (
    Kind.WORK,
    Kind.MOVE,
    Kind.BREAK,
    Kind.GAP,
    Kind.UNTRACKED,
    Kind.SLEEP,
    Kind.COMING,
)
_ALWAYS: Final = (Kind.WORK, Kind.BREAK, Kind.GAP, Kind.UNTRACKED)


def draw_span(painter: QPainter, box: QRectF, kind: Kind, activity: str, colours: Palette) -> None:
    """Fill a box as the band shows a span."""
    if kind is Kind.WORK:
        painter.fillRect(box, colours.role(activity or "focus"))
    elif kind in {Kind.BREAK, Kind.MOVE}:
        high = box.height() * _BREAK / _HIGH
        bar = QRectF(box.x(), box.center().y() - high / 2, box.width(), high)
        painter.fillRect(bar, colours.rule if kind is Kind.BREAK else colours.ink2)
    elif kind is Kind.GAP:
        painter.setPen(QPen(colours.ink2, 1.0, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif kind is Kind.SLEEP:
        bordered(painter, box, 0, colours.rule, colours.wash)
    elif kind is Kind.UNTRACKED:
        painter.fillRect(box, colours.wash)


class Band(QWidget, Themed):
    """The day from day start to day start; ``chosen`` carries the span that was clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: DayPage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("The day as spans"))

    def show_page(self, page: DayPage) -> None:
        """Show another day, or the same anew."""
        self._page = page
        self.update()

    def sizeHint(self) -> QSize:
        """Spans and hours."""
        return QSize(1000, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the window."""
        return QSize(320, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the span under the pointer."""
        if self._page is None:
            return
        for span in self._page.spans:
            if self._x(span.start) <= event.position().x() < self._x(span.end):
                self.chosen.emit(span)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the spans, the hours and now."""
        del event
        if self._page is None:
            return
        colours = theme_of(self).palette
        with painter_on(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            for span in self._page.spans:
                self._draw(painter, span, colours)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_axis(painter, colours)
            self._draw_now(painter, colours)

    def _draw(self, painter: QPainter, span: Span, colours: Palette) -> None:
        x1, x2 = self._x(span.start), self._x(span.end)
        activity = "" if span.entry is None else str(span.entry.activity or "")
        box = QRectF(round(x1), _TOP, max(1.0, round(x2) - round(x1)), _HIGH)
        if span.kind is Kind.COMING:
            painter.setPen(dotted_pen(colours.rule))
            y = _TOP + _HIGH / 2
            painter.drawLine(QPointF(x1, y), QPointF(x2, y))
        else:
            draw_span(painter, box, span.kind, activity, colours)

    def _draw_axis(self, painter: QPainter, colours: Palette) -> None:
        page = self._page
        if page is None:
            return
        face = fonts.font("axis", theme_of(self).text_scale)
        painter.setFont(face)
        painter.setPen(colours.ink3)
        for number, part in enumerate(page.parts):
            at = part.start
            while at <= part.end and (number == 0 or at < part.end):
                word = axis_word(page.places.local(at))
                wide = QFontMetricsF(face).horizontalAdvance(word)
                left = self._x(at) - (0 if at == part.start else wide / 2)
                x = min(max(0.0, left), self.width() - wide)
                painter.drawText(QPointF(x, _AXIS), word)
                at += _EVERY

    def _draw_now(self, painter: QPainter, colours: Palette) -> None:
        page = self._page
        if page is None or not any(part.start <= page.now < part.end for part in page.parts):
            return
        x = self._x(page.now)
        upright(painter, round(x), 0, _TOP + _HIGH, colours.pen)
        dot(painter, x + 0.5, _TOP + _HIGH / 2, colours)

    def _x(self, wall: int) -> float:
        page = self._page
        if page is None:
            return 0.0
        return page.along(wall) * self.width()


class BandLegend(QWidget, Themed):
    """What each look of the band stands for, and how long it was in all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._totals: Mapping[Kind, int] = {}
        self._guessed = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_totals(self, totals: Mapping[Kind, int], *, guessed: bool) -> None:
        """Show the lengths (µs); ``guessed`` when no sleep was measured."""
        self._totals, self._guessed = totals, guessed
        said = ", ".join(f"{word} {long}" for _, word, long in self._parts())
        self.setAccessibleName(said)
        self._take_lines()
        self.update()

    def sizeHint(self) -> QSize:
        """One line, or two where the window is narrow."""
        return QSize(400, theme_of(self).px(24) * len(self._lines()))

    def resizeEvent(self, event: object) -> None:
        """Take another line when it gets narrow."""
        del event
        self._take_lines()

    def theme_changed(self) -> None:
        """Larger words may take another line."""
        self._take_lines()

    def _take_lines(self) -> None:
        self.setFixedHeight(theme_of(self).px(24) * max(1, len(self._lines())))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a sample, a name and a length for each."""
        del event
        theme = theme_of(self)
        high = theme.px(24)
        with painter_on(self) as painter:
            for row, line in enumerate(self._lines()):
                x = 0.0
                for kind, word, long in line:
                    y = row * high + high / 2
                    self._sample(painter, kind, QRectF(x, y - 6, 12, 12), theme.palette)
                    x += 18
                    for text, role, colour in (
                        (word, "caption", theme.palette.ink2),
                        (long, "caption_strong", theme.palette.ink),
                    ):
                        face = fonts.font(role, theme.text_scale)
                        painter.setFont(face)
                        painter.setPen(colour)
                        box = QRectF(x, row * high, 400, high)
                        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
                        x += QFontMetricsF(face).horizontalAdvance(text) + 7
                    x += 9

    @staticmethod
    def _sample(painter: QPainter, kind: Kind, box: QRectF, colours: Palette) -> None:
        if kind is Kind.COMING:
            painter.setPen(dotted_pen(colours.rule))
            painter.drawLine(
                QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y())
            )
        elif kind in {Kind.BREAK, Kind.MOVE}:
            bar = QRectF(box.x(), box.center().y() - 2.5, box.width(), 5)
            painter.fillRect(bar, colours.rule if kind is Kind.BREAK else colours.ink2)
        else:
            draw_span(painter, box, kind, "focus", colours)

    def _parts(self) -> list[tuple[Kind, str, str]]:
        found = []
        for kind in _SHOWN:
            long = self._totals.get(kind, 0)
            if not long and kind not in _ALWAYS:
                continue
            word = kind_word(kind)
            if kind is Kind.WORK:
                word = tr("Work, by activity")
            elif kind is Kind.SLEEP and self._guessed:
                word = tr("Sleep, not measured")
            found.append((kind, word, length(long)))
        return found

    def _lines(self) -> list[list[tuple[Kind, str, str]]]:
        theme = theme_of(self)
        plain = QFontMetricsF(fonts.font("caption", theme.text_scale))
        strong = QFontMetricsF(fonts.font("caption_strong", theme.text_scale))
        lines: list[list[tuple[Kind, str, str]]] = [[]]
        x = 0.0
        for part in self._parts():
            wide = 41 + plain.horizontalAdvance(part[1]) + strong.horizontalAdvance(part[2])
            if lines[-1] and x + wide - 16 > self.width():
                lines.append([])
                x = 0.0
            lines[-1].append(part)
            x += wide
        return lines
