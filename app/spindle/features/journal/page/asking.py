"""One question for tonight: picked or written, with what is known, tried and looked for."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.clock import Moment
from spindle.core.ids import Ref
from spindle.features.journal import asks
from spindle.features.journal.model import Night
from spindle.features.journal.page.autosave import Autosave
from spindle.features.journal.page.card import Card
from spindle.features.journal.page.column import Column
from spindle.features.journal.page.dates import origin
from spindle.features.journal.page.field_row import FieldRow
from spindle.features.journal.page.notice import Notice
from spindle.features.journal.page.picks import Pick
from spindle.features.journal.records import Entry, EntryKind, EveningSheet, Question
from spindle.features.journal.writing import Writing
from spindle.ui.hairline import Hairline
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.paper import Paper


class QuestionStep(Column):
    """The second step of the evening.

    A picked question and a written one are two things: changing the words of a picked one writes
    a new question and leaves the picked one as it is.
    """

    chosen = Signal(object)
    step_asked = Signal()

    def __init__(self, writing: Writing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writing = writing
        self._night: Night | None = None
        self._picked: Question | None = None
        self._draft: Question | None = None
        self._entry: Entry | None = None
        self._entries: dict[str, Entry] = {}
        self._before: dict[str, Entry] = {}
        self._warned = ""
        self.picks: list[tuple[Pick, Question]] = []
        self.autosave = Autosave(self._save, self)
        self.asked = Paper("capture", self.tr("The question"))
        self.know = Paper("journal", self.tr("What I know"))
        self.tried = Paper("journal", self.tr("What I tried"))
        self.answer = Paper("journal", self.tr("An answer would look like"))
        self.picture = Paper("journal", self.tr("A picture or a place"))
        self.notice = Notice()
        self._warning = Label("caption", "", "ink", wrap=True)
        self._warning.hide()
        self._build()

    def show_sheet(self, night: Night, sheet: EveningSheet, at: Moment) -> None:
        """Begin with what was already picked or written tonight."""
        self._night = night
        self._picked, self._entry, self._draft = None, None, sheet.draft
        self._entries = {entry.question or "": entry for entry in sheet.entries}
        self._before = {entry.question or "": entry for entry in sheet.before}
        self.notice.show_offer(sheet.offer, sheet.pause)
        self._show_picks(sheet.open, at)
        self._warn("")
        again = next((q for q in sheet.open if q.id == self._gone_on_with(night)), None)
        if again is not None:
            self._pick(again)
        else:
            self._write(self._draft)

    def _gone_on_with(self, night: Night) -> str | None:
        """The question taken to bed, or the one that was being written on when all went dark."""
        if night.question is not None or night.aside is not None or self._draft is not None:
            return night.question
        return next((each for each, entry in self._entries.items() if each and entry.words), None)

    def take_focus(self) -> None:
        """The caret goes to the question, or below it when one is picked."""
        (self.asked if self._picked is None else self.know).setFocus()

    def pick(self, number: int) -> None:
        """Pick the question with a number from 0, or let go of it when it is tonight's."""
        if number < len(self.picks):
            self.autosave.flush()
            question = self.picks[number][1]
            if self._picked is question:
                self._write(self._draft)
            else:
                self._pick(question)
            self.take_focus()

    def card(self) -> Card:
        """What is taken to bed, for a card."""
        return Card(self.asked.text(), self.picture.text())

    def unpick(self) -> None:
        """No question is picked; a typed one stays as a draft."""
        self.autosave.flush()
        self._write(self._draft)

    def proceed(self) -> bool:
        """Take tonight's question, if there is one; whether the evening can go on.

        A text that is no question is said to be none, once; it stays as a draft.
        """
        self.autosave.flush()
        text = self.asked.text().strip()
        if self._picked is not None:
            self.chosen.emit(self._picked.id)
        elif not text:
            self.chosen.emit(None)
        elif asks.is_question(text):
            kept = self._writing.keep_question(replace(self._drafted(), text=text))
            self._picked, self._draft = kept, None
            self.chosen.emit(kept.id)
        elif self._warned != text:
            self._warn(text)
            self.asked.setFocus()
            return False
        else:
            self.chosen.emit(None)
        return True

    def _build(self) -> None:
        pick = self.tr(
            "Pick the one you would like to wake up with, or write a new one. Conflict, money,"
            " health and grief rest better on a next step."
        )
        self.add(self._head(), above=28)
        self.add(Label("body", pick, "ink2", wrap=True), above=4)
        self.box.addSpacing(8)
        self.add(self.notice)
        self._tiles = QVBoxLayout()
        self._tiles.setSpacing(8)
        self.add(self._tiles)
        ends = self.tr("one sentence, ends in ?")
        asked = FieldRow(self.tr("The question"), ends, self.asked, 64, lift=5)
        asked.papers.insertWidget(1, self._warning)
        self.add(asked, above=20)
        self.add(FieldRow(self.tr("What I know"), "", self.know, 80))
        self.add(FieldRow(self.tr("What I tried"), "", self.tried, 80))
        self.add(FieldRow(self.tr("An answer would look like"), "", self.answer, 80))
        self.add(FieldRow(self.tr("A picture or a place"), "", self.picture, 80))
        self.add(Hairline())
        self.end()
        self.asked.typed.connect(self._asked_typed)
        for paper in self._fields:
            paper.typed.connect(self._fields_typed)
        for paper in (self.asked, *self._fields):
            paper.came.connect(lambda p=paper: self.ensureWidgetVisible(p, 0, 24))

    def _head(self) -> QHBoxLayout:
        """The title, and the way past a question that a night would only turn over."""
        step = Hinted(self.tr("A next step instead"), "Alt S")
        step.clicked.connect(self.step_asked)
        line = QHBoxLayout()
        line.setSpacing(20)
        line.addWidget(Label("evening_title", self.tr("One question for tonight")), 1)
        line.addWidget(step)
        return line

    @property
    def _fields(self) -> tuple[Paper, ...]:
        return self.know, self.tried, self.answer, self.picture

    def _show_picks(self, questions: tuple[Question, ...], at: Moment) -> None:
        for pick, _ in self.picks:
            pick.hide()
            pick.deleteLater()
        self.picks.clear()
        for n, question in enumerate(questions):
            pick = Pick(question.text, origin(question, at), f"Alt {n + 1}")
            pick.clicked.connect(lambda _=False, n=n: self.pick(n))
            self._tiles.addWidget(pick)
            self.picks.append((pick, question))

    def _pick(self, question: Question) -> None:
        if question.inbox is not None:
            self._shape(question)
            return
        self._picked = question
        self.asked.write(question.text)
        self._show_entry(question.id)

    def _shape(self, raw: Question) -> None:
        """Something of the inbox is written as a question first; it stays as it came."""
        draft = self._draft
        if draft is None or draft.source != Ref("question", raw.id):
            draft = self._writing.shaped(raw)
        self._draft = draft
        self._write(draft)
        self._warn(draft.text or raw.text)

    def _write(self, draft: Question | None) -> None:
        self._picked = None
        self.asked.write("" if draft is None else draft.text)
        self._show_entry("" if draft is None else draft.id)

    def _show_entry(self, question: str) -> None:
        entry = self._entries.get(question)
        self._entry = entry
        shown = entry or self._before.get(question)
        texts = ("",) * 4 if shown is None else shown.fields[1:]
        for paper, text in zip(self._fields, texts, strict=True):
            paper.write(text)
        for pick, each in self.picks:
            pick.setChecked(self._picked is not None and each.id == self._picked.id)

    def _asked_typed(self) -> None:
        if self._picked is not None:
            self._picked = None
            self._draft = self._writing.new_question()
            self._entry = None
            for pick, _ in self.picks:
                pick.setChecked(False)
        self._warn("")
        self.autosave.touch()

    def _fields_typed(self) -> None:
        if self._entry is None:
            self._entry = self._writing.new_entry(EntryKind.EVENING, self._night)
        self.autosave.touch()

    def _drafted(self) -> Question:
        if self._draft is None:
            self._draft = self._writing.new_question()
        self._draft = replace(self._draft, text=self.asked.text())
        return self._draft

    def _save(self, done: Callable[[], None]) -> None:
        question = self._picked
        if question is None and (self._draft is not None or self.asked.text()):
            question = self._drafted()
            self._writing.save_question(question, None if self._entry else done)
        if self._entry is not None:
            self._entry = replace(
                self._entry,
                question=None if question is None else question.id,
                know=self.know.text(),
                tried=self.tried.text(),
                answer=self.answer.text(),
                picture=self.picture.text(),
            )
            self._entries[self._entry.question or ""] = self._entry
            self._writing.save_entry(self._entry, done)

    def _warn(self, text: str) -> None:
        self._warned = text
        said = self.tr("A question ends in ?. Add it, or continue without one: the text is kept.")
        self._warning.setText(said if text else "")
        self._warning.setVisible(bool(text))
