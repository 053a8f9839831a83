"""The spans of a day as rows to choose from."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from spindle.core.ids import Ref
from spindle.features.focus.ledger.places import Places
from spindle.features.focus.ledger.spans import Span
from spindle.features.focus.page.ledger.words import clock_words, kind_word, tr, what
from spindle.features.focus.page.words import length
from spindle.ui import fonts
from spindle.ui.paint import bordered, hairline, inset_focus, painter_on
from spindle.ui.row import Row
from spindle.ui.theme import Theme, Themed, theme_of

OUT: Final = 12
"""How far the box of the chosen row reaches out to both sides."""

_KIND: Final = 150
_WHAT: Final = 280
_HIGH: Final = 40
_LONG: Final = 90


class Header(QWidget, Themed):
    """The names of the columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """One caption and the hairline below it."""
        return QSize(400, theme_of(self).px(25))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the four names."""
        del event
        theme = theme_of(self)
        inner = QRectF(self.rect()).adjusted(OUT, 0, -OUT, -8)
        with painter_on(self) as painter:
            painter.setFont(fonts.font("caption", theme.text_scale))
            painter.setPen(theme.palette.ink3)
            for x, word in ((0, tr("From, to")), (_KIND, tr("Kind")), (_WHAT, tr("What"))):
                painter.drawText(
                    inner.adjusted(theme.px(x), 0, 0, 0), Qt.AlignmentFlag.AlignLeft, word
                )
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight, tr("Length"))
            hairline(painter, OUT, self.width() - OUT, self.height() - 1, theme.palette.line)


class SpanRow(Row):
    """One span: from, to, kind, what, how long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._words = ("", "", "", "", "")
        self.span: Span | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_span(self, span: Span, places: Places) -> None:
        """Show another span."""
        self.span = span
        self._words = (
            clock_words(span.start, places),
            clock_words(span.end, places),
            kind_word(span.kind),
            what(span),
            length(span.length),
        )
        self.setAccessibleName(", ".join(filter(None, self._words)))
        self.update()

    def nextCheckState(self) -> None:  # noqa: N802 - overrides Qt
        """Stay as the list says."""

    def sizeHint(self) -> QSize:
        """40 px at the usual text size."""
        return QSize(400, theme_of(self).px(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the four words; the chosen row has a box and its times stand in fields."""
        del event
        if self.span is None:
            return
        theme = theme_of(self)
        colours, box = theme.palette, QRectF(self.rect())
        start, end, kind, words, long = self._words
        with painter_on(self) as painter:
            if self.isChecked():
                bordered(painter, box, 8, colours.ink, colours.wash)
            else:
                hairline(painter, OUT, box.width() - OUT, box.height() - 1, colours.line)
                if self.ringed:
                    inset_focus(painter, box, colours)
            inner = box.adjusted(OUT, 0, -OUT, 0)
            self._draw_times(painter, inner, theme, (start, end))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.setPen(colours.ink)
            painter.setFont(fonts.font("label", theme.text_scale))
            painter.drawText(inner.adjusted(theme.px(_KIND), 0, 0, 0), middle, kind)
            room = inner.adjusted(theme.px(_WHAT), 0, -theme.px(_LONG), 0)
            face = fonts.font("list_serif", theme.text_scale)
            painter.setFont(face)
            short = QFontMetricsF(face).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, middle, short)
            painter.setFont(fonts.font("body", theme.text_scale))
            painter.setPen(colours.ink2)
            painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, long)

    def _draw_times(
        self, painter: QPainter, inner: QRectF, theme: Theme, times: tuple[str, str]
    ) -> None:
        face: QFont = fonts.font("body", theme.text_scale)
        painter.setFont(face)
        painter.setPen(theme.palette.ink)
        middle = Qt.AlignmentFlag.AlignVCenter
        if not self.isChecked():
            painter.drawText(inner, middle, f"{times[0]} – {times[1]}")
            return
        x = inner.x()
        for number, word in enumerate(times):
            wide = QFontMetricsF(face).horizontalAdvance(word) + 14
            field = QRectF(x, inner.center().y() - 13, wide, 26)
            bordered(painter, field, 6, theme.palette.rule, theme.palette.panel)
            painter.setPen(theme.palette.ink)
            painter.drawText(field, Qt.AlignmentFlag.AlignCenter, word)
            x += wide + 4
            if not number:
                painter.drawText(QRectF(x, inner.y(), 12, inner.height()), middle, "–")
                x += 11


class SpanList(QWidget):
    """All spans of a day but what is to come. ``chosen`` tells that another one is chosen."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SpanRow] = []
        self._spans: tuple[Span, ...] = ()
        self._index = -1
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def current(self) -> Span | None:
        """The chosen span."""
        return self._spans[self._index] if 0 <= self._index < len(self._spans) else None

    @property
    def current_row(self) -> SpanRow | None:
        """Its row."""
        return self._rows[self._index] if 0 <= self._index < len(self._spans) else None

    def show_spans(self, spans: tuple[Span, ...], places: Places) -> None:
        """Show other spans; what was chosen stays so, by its row or else by its place."""
        keep = self._still(spans)
        self._spans = spans
        while len(self._rows) < len(spans):
            row = SpanRow()
            number = len(self._rows)
            row.clicked.connect(lambda _=False, number=number: self.choose(number))
            self._rows.append(row)
            self._column.addWidget(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(spans))
            if number < len(spans):
                row.show_span(spans[number], places)
        self._index = -1
        self.choose(keep)

    def choose(self, number: int) -> None:
        """Choose a row; outside of the list nothing is chosen."""
        self._index = number if 0 <= number < len(self._spans) else -1
        for at, row in enumerate(self._rows):
            row.setChecked(at == self._index)
        self.chosen.emit()

    def choose_span(self, span: Span) -> None:
        """Choose the row of a span, if it has one."""
        if span in self._spans:
            self.choose(self._spans.index(span))

    def hold(self, widget: QWidget) -> None:
        """Put a widget below the chosen row."""
        self._column.removeWidget(widget)
        self._column.insertWidget(self._index + 1, widget)

    def step(self, by: int) -> None:
        """Choose the next row, or the one before."""
        if self._spans:
            start = len(self._spans) if self._index < 0 and by < 0 else self._index
            self.choose(max(0, min(len(self._spans) - 1, start + by)))

    def choose_row(self, ref: Ref) -> bool:
        """Choose the first span of a session, a gap or a break; whether there is one."""
        for number, span in enumerate(self._spans):
            entry = span.entry
            if entry is not None and (entry.ref == ref or ref == Ref("session", entry.session)):
                self.choose(number)
                return True
        return False

    def _still(self, spans: tuple[Span, ...]) -> int:
        was = self.current
        if was is None:
            return -1
        for number, span in enumerate(spans):
            if span.entry is None or was.entry is None:
                continue
            if (span.entry.ref, span.start) == (was.entry.ref, was.start):
                return number
        middle = was.start + was.length // 2
        return next((n for n, s in enumerate(spans) if s.start <= middle < s.end), -1)
