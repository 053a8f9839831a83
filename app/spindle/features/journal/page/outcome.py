"""The question again, and what came for it: five outcomes of equal size."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.journal import model
from spindle.features.journal.model import Came, Night, Source
from spindle.features.journal.page.choice import Choice
from spindle.features.journal.page.column import Column
from spindle.features.journal.page.dates import came_words, source_words
from spindle.features.journal.page.marks import Mornings, NightBetween
from spindle.features.journal.records import MorningSheet
from spindle.ui.buttons import Button
from spindle.ui.counted import counted
from spindle.ui.hairline import Hairline
from spindle.ui.labels import Label
from spindle.ui.tile import NumberTile

_SOMETHING = (Came.NEW_ANGLE, Came.USABLE_STEP, Came.LOOKS_SOLVED)
_SHOWN = 2000
"""Characters of a very long text that are shown; the Journal has all of it."""


class OutcomeStep(Column):
    """The second step of the morning, on the day's palette."""

    judged = Signal(Came)
    done = Signal()
    focus_asked = Signal()
    source_said = Signal(Source)
    insight_said = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._captured = Label("journal", "", "ink2", wrap=True)
        self._question = Label("question_title", "", "ink", wrap=True)
        self.tiles = {came: NumberTile(n + 1, came_words(came)) for n, came in enumerate(Came)}
        self.source = Choice(
            self.tr("When did it come?"),
            [source_words(source) for source in Source],
            keys="DWL",
        )
        self.insight = Choice(
            self.tr("How did it come? Alt 1 to 5"),
            [
                self.tr("bit by bit"),
                self.tr("rather so"),
                self.tr("in between"),
                self.tr("rather sudden"),
                self.tr("all at once"),
            ],
        )
        self._heading = Label("section", "")
        self._counts = Label("caption", "", "ink3", wrap=True)
        self._bars = Mornings(14.0, 32.0, axis=True)
        self._record = QWidget()
        self._build()

    def show_sheet(self, sheet: MorningSheet, captured: str, night: Night) -> None:
        """Show what was written and the question."""
        nothing = self.tr("Nothing came.")
        self._captured.setText(captured.strip()[:_SHOWN] or nothing)
        self._question.setText("" if sheet.question is None else sheet.question.text[:_SHOWN])
        self.show_night(night)
        self._show_record(sheet.brought)
        self._done.setFocus()

    def show_night(self, night: Night) -> None:
        """Show what was said of the morning; how it came is asked when something came."""
        for each, tile in self.tiles.items():
            tile.setChecked(each is night.came)
        self.source.show_chosen(None if night.source is None else list(Source).index(night.source))
        self.insight.show_chosen(None if night.insight is None else night.insight - 1)
        for choice in (self.source, self.insight):
            choice.setVisible(night.came in _SOMETHING)

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
        for choice in (self.source, self.insight):
            self.add(choice, above=20)
        self.source.chosen.connect(lambda n: self.source_said.emit(list(Source)[n]))
        self.insight.chosen.connect(lambda n: self.insight_said.emit(n + 1))
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
        one, many = self.tr("The last morning"), self.tr("Last {n} mornings")
        self._heading.setText(counted(one, many, len(brought)))
        counts = model.counts(brought)
        self._counts.setText(
            ", ".join(f"{n} {came_words(came)}" for came, n in counts.items() if n)
        )
        self._bars.show_mornings(brought, still_open=True)
