"""The question again, and what came for it: five outcomes of equal size."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from spindle.features.journal import model
from spindle.features.journal.model import Came
from spindle.features.journal.page.column import Column, Hairline
from spindle.features.journal.page.dates import came_words
from spindle.features.journal.page.marks import Mornings, NightBetween
from spindle.features.journal.records import MorningSheet
from spindle.ui import fonts
from spindle.ui.buttons import Button
from spindle.ui.focus_ring import RingFocus
from spindle.ui.labels import Label
from spindle.ui.paint import bordered, painter_on, selected
from spindle.ui.theme import Themed, theme_of

_SHOWN = 2000
"""Characters of a very long text that are shown; the Journal has all of it."""


class OutcomeTile(QAbstractButton, RingFocus, Themed):
    """One outcome with its number at the left."""

    def __init__(self, number: int, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self._number = str(number)
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setAccessibleDescription(self._number)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """56 px high, wide enough for its words."""
        theme = theme_of(self)
        words = QFontMetricsF(fonts.font("active", theme.text_scale)).horizontalAdvance(self.text())
        return QSize(round(words) + theme.px(44), theme.px(56))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        self.ring_in(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.ring_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, number and words."""
        del event
        theme = theme_of(self)
        palette, middle = theme.palette, self.height() / 2
        with painter_on(self) as painter:
            if self.isChecked():
                selected(painter, QRectF(self.rect()), palette)
            else:
                fill = palette.wash if self.underMouse() else None
                bordered(painter, QRectF(self.rect()), 8, palette.rule, fill)
            small = fonts.font("caption", theme.text_scale)
            face = fonts.font("active" if self.isChecked() else "label", theme.text_scale)
            for font, colour, x, text in (
                (small, palette.ink3, 16, self._number),
                (face, palette.ink, theme.px(33), self.text()),
            ):
                metrics = QFontMetricsF(font)
                painter.setFont(font)
                painter.setPen(colour)
                base = middle + (metrics.ascent() - metrics.descent()) / 2
                painter.drawText(QPointF(x, base), text)


class OutcomeStep(Column):
    """The second step of the morning, on the day's palette."""

    judged = Signal(Came)
    done = Signal()
    focus_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._captured = Label("journal", "", "ink2", wrap=True)
        self._question = Label("question_title", "", "ink", wrap=True)
        self.tiles = {came: OutcomeTile(n + 1, came_words(came)) for n, came in enumerate(Came)}
        self._heading = Label("section", "")
        self._counts = Label("caption", "", "ink3", wrap=True)
        self._bars = Mornings(14.0, 32.0, axis=True)
        self._record = QWidget()
        self._build()

    def show_sheet(self, sheet: MorningSheet, captured: str, came: Came | None) -> None:
        """Show what was written and the question."""
        nothing = self.tr("Nothing came.")
        self._captured.setText(captured.strip()[:_SHOWN] or nothing)
        self._question.setText("" if sheet.question is None else sheet.question.text[:_SHOWN])
        self.choose(came)
        self._show_record(sheet.brought)
        self._done.setFocus()

    def choose(self, came: Came | None) -> None:
        """Show an outcome as chosen."""
        for each, tile in self.tiles.items():
            tile.setChecked(each is came)

    def _build(self) -> None:
        self.add(NightBetween(), above=30, reach=True)
        self.add(Label("caption", self.tr("What was in your mind"), "ink3"), above=42)
        self.add(self._captured, above=5)
        self.add(Hairline(), above=31)
        self.add(Label("caption", self.tr("Your question"), "ink3"), above=19)
        self.add(self._question, above=5)
        self.add(Label("title", self.tr("Anything for it?")), above=29)
        tiles = QHBoxLayout()
        tiles.setSpacing(8)
        for came, tile in self.tiles.items():
            tile.clicked.connect(lambda _=False, came=came: self.judged.emit(came))
            tiles.addWidget(tile, 1)
        self.add(tiles, above=16)
        self._done = Button("primary", self.tr("Done"), key=self.tr("Enter"))
        self._done.clicked.connect(self.done)
        focus = Button("quiet", self.tr("Focus on it"), key="F")
        focus.clicked.connect(self.focus_asked)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self._done)
        line.addWidget(focus)
        line.addStretch(1)
        self.add(line, above=28)
        self.add(self._record, above=60)
        self._build_record()
        self.end()

    def _build_record(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._heading)
        words.addWidget(self._counts)
        words.addStretch(1)
        self._bars.setFixedSize(334, 40)
        both = QHBoxLayout()
        both.setContentsMargins(0, 24, 0, 24)
        both.setSpacing(40)
        both.addLayout(words, 1)
        both.addWidget(self._bars, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self._record)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(Hairline())
        box.addLayout(both)

    def _show_record(self, brought: tuple[Came, ...]) -> None:
        self._record.setVisible(bool(brought))
        self._heading.setText(self.tr("Last {n} mornings").format(n=len(brought)))
        counts = model.counts(brought)
        self._counts.setText(
            ", ".join(f"{n} {came_words(came)}" for came, n in counts.items() if n)
        )
        self._bars.show_mornings(brought, still_open=True)
