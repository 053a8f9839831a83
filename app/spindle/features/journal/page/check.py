"""How the mind is before it is left alone: two answers, and a next step instead of a worry."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.ids import new_id
from spindle.features.journal import model
from spindle.features.journal.model import Aside, Held, Night
from spindle.features.journal.page.autosave import Autosave
from spindle.features.journal.page.choice import Choice
from spindle.features.journal.page.column import Column
from spindle.features.journal.page.dates import held_words
from spindle.features.journal.records import EveningSheet, Line
from spindle.features.journal.writing import Writing
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.paper import Paper

_AFTER_THE_OTHERS: Final = 1000
_SHOWN: Final = 300


class CheckStep(Column):
    """The third step of the evening; every answer may be left out."""

    busy_said = Signal(int)
    worry_said = Signal(int)
    held_said = Signal(Held)
    left_out = Signal()

    def __init__(self, writing: Writing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writing = writing
        self._night: Night | None = None
        self._line: Line | None = None
        self.autosave = Autosave(self._save, self)
        self.busy = Choice(
            self.tr("Is the mind busy?"),
            [
                self.tr("still"),
                self.tr("quiet"),
                self.tr("in between"),
                self.tr("busy"),
                self.tr("racing"),
            ],
        )
        self.worried = Choice(
            self.tr("Are you worried?"),
            [
                self.tr("no"),
                self.tr("a little"),
                self.tr("somewhat"),
                self.tr("quite"),
                self.tr("very"),
            ],
        )
        self.held = Choice("", [held_words(held) for held in Held])
        self.what = Paper("journal", self.tr("Smallest next step"), single=True)
        self.when = Paper("journal", self.tr("When"), single=True)
        self.leave_out = Button("secondary", self.tr("Leave the question out"), key="Alt L")
        self._left = Label("body", self.tr("No question tonight."), "ink2")
        self._step = QWidget()
        self._build()

    def show_sheet(self, night: Night, sheet: EveningSheet) -> None:
        """Begin with what was already said tonight."""
        self._night, self._line = night, None
        for paper in (self.what, self.when):
            paper.write("")
        self.held.setVisible(sheet.last is not None)
        if sheet.last is not None:
            last, question = sheet.last
            words = self.tr("This morning's step for “{question}”: did it hold?")
            self.held.ask(words.format(question=question[:_SHOWN]))
            self.show_held(last.verified)
        self.show_night(night)

    def show_night(self, night: Night) -> None:
        """Show what is said of tonight."""
        self._night = night
        self.busy.show_chosen(None if night.mind_busy is None else night.mind_busy - 1)
        self.worried.show_chosen(None if night.worried is None else night.worried - 1)
        chosen = night.aside is Aside.WORRIED and night.question is None
        self._step.setVisible(model.is_worried(night) or chosen)
        self.leave_out.setVisible(night.question is not None)
        self._left.setVisible(night.question is None)

    def show_held(self, held: Held | None) -> None:
        """Show what was said of this morning's step."""
        self.held.show_chosen(None if held is None else list(Held).index(held))

    def take_focus(self) -> None:
        """The keys 1 to 5 answer what is next."""
        self.setFocus()

    def answer(self, number: int) -> None:
        """Answer the next open question with a number from 0; the last one may be changed."""
        asked = [each for each in (self.held, self.busy, self.worried) if not each.isHidden()]
        (next((each for each in asked if each.index is None), asked[-1])).choose(number)

    def _build(self) -> None:
        each = self.tr("Two answers; each may be left out.")
        self.add(Label("evening_title", self.tr("How is it now?")), above=48)
        self.add(Label("body", each, "ink2", wrap=True), above=8)
        self.box.addSpacing(8)
        for choice in (self.held, self.busy, self.worried):
            self.add(choice, above=24)
        better = self.tr("A worry rests on a next step better than on a question.")
        fields = QHBoxLayout()
        fields.setSpacing(24)
        for paper, name, share in (
            (self.what, self.tr("The smallest next step tomorrow"), 2),
            (self.when, self.tr("When"), 1),
        ):
            one = QVBoxLayout()
            one.setSpacing(4)
            one.addWidget(Label("caption", name, "ink3", wrap=True))
            one.addWidget(paper)
            fields.addLayout(one, share)
        leave = QHBoxLayout()
        leave.addWidget(self.leave_out)
        leave.addWidget(self._left)
        leave.addStretch(1)
        box = QVBoxLayout(self._step)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(16)
        box.addWidget(Label("body", better, "ink", wrap=True))
        box.addLayout(fields)
        box.addLayout(leave)
        self.add(self._step, above=32)
        self.end()
        self.busy.chosen.connect(lambda n: self.busy_said.emit(n + 1))
        self.worried.chosen.connect(lambda n: self.worry_said.emit(n + 1))
        self.held.chosen.connect(lambda n: self.held_said.emit(list(Held)[n]))
        self.leave_out.clicked.connect(self.left_out)
        self.what.finished.connect(self.when.setFocus)
        for paper in (self.what, self.when):
            paper.typed.connect(self.autosave.touch)

    def _save(self, done: Callable[[], None]) -> None:
        if self._night is None:
            return
        if self._line is None:
            self._line = Line(
                id=new_id(),
                night=self._night.night,
                night_id=self._night.id,
                position=_AFTER_THE_OTHERS,
            )
        self._line = replace(self._line, what=self.what.text(), when=self.when.text())
        self._writing.save_line(self._line, done)
