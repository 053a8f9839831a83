"""The right side of the page for writing: a free entry, or a new question."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.clock import Moment
from spindle.features.journal import model
from spindle.features.journal.page.autosave import Autosave
from spindle.features.journal.page.capture import Sheet
from spindle.features.journal.page.dates import stamp
from spindle.features.journal.page.documents import Documents
from spindle.features.journal.page.night_field import NightField
from spindle.features.journal.records import Entry, Question
from spindle.features.journal.writing import Writing
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.paper import Paper


class EntryPane(QWidget):
    """A free entry on a large sheet, saved as it is typed."""

    done = Signal()
    removed = Signal(Entry)
    moved = Signal(Entry, object)
    versions_asked = Signal(Entry)

    def __init__(self, writing: Writing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writing = writing
        self._entry: Entry | None = None
        self.autosave = Autosave(self._save, self)
        self._title = Label("question_title", "", "ink", wrap=True)
        self._date = Label("caption", "", "ink3")
        self.night = NightField(self.tr("Belongs to the night of"))
        self.paper = Paper("reading", self.tr("Entry"), lines=9)
        self._documents = Documents(self.paper)
        self._saved = Label("caption", "", "ink3")
        done = Button("primary", self.tr("Done"), key=self.tr("Ctrl Enter"))
        self._remove = Button("quiet", self.tr("Remove"))
        done.clicked.connect(self.finish)
        self._remove.clicked.connect(self._ask_remove)
        self._versions = Button("quiet", self.tr("Earlier versions"), key="Alt V")
        self._versions.clicked.connect(self.ask_versions)
        self.night.moved.connect(self._move)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 40)
        box.setSpacing(0)
        dated = QHBoxLayout()
        dated.setSpacing(8)
        dated.addWidget(self._date)
        dated.addWidget(self.night)
        dated.addStretch(1)
        box.addWidget(self._title)
        box.addSpacing(8)
        box.addLayout(dated)
        box.addSpacing(16)
        box.addWidget(Sheet(self.paper, 340))
        box.addSpacing(24)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(done)
        line.addWidget(self._remove)
        line.addWidget(self._versions)
        line.addStretch(1)
        line.addWidget(self._saved)
        box.addLayout(line)
        box.addStretch(1)
        self.paper.typed.connect(self._typed)
        self.autosave.saved.connect(lambda: self._say(self.tr("Saved")))

    def show_entry(self, entry: Entry, at: Moment, question: str = "") -> None:
        """Go on with an entry, or begin one."""
        self.autosave.flush()
        self._entry = entry
        self._title.setText(question[:400] or self.tr("Entry"))
        words = self.tr("{stamp}, belongs to the night of")
        self._date.setText(words.format(stamp=stamp(entry.written, entry.offset, at)))
        self.night.show_night(entry.night, max(entry.night, self._writing.today))
        self._documents.show(entry.id, entry.text)
        self._say("")
        for button in (self._remove, self._versions):
            button.setVisible(bool(entry.text))

    def finish(self) -> None:
        """Save, and back to what was shown before."""
        self.autosave.flush()
        self.done.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the screen saves."""
        self.autosave.flush()
        super().hideEvent(event)

    def _typed(self) -> None:
        self._say("")
        for button in (self._remove, self._versions):
            button.setVisible(True)
        self.autosave.touch()

    def ask_versions(self) -> None:
        """See what this entry was before."""
        self.autosave.flush()
        if self._entry is not None and self._entry.text:
            self.versions_asked.emit(self._entry)

    def _move(self, _was: date, night: date) -> None:
        self.autosave.flush()
        if self._entry is not None:
            self.moved.emit(self._entry, night)
            self._entry = replace(self._entry, night=night)

    def _ask_remove(self) -> None:
        self.autosave.flush()
        if self._entry is not None:
            self.removed.emit(self._entry)

    def _save(self, done: Callable[[], None]) -> None:
        if self._entry is not None:
            self._entry = replace(self._entry, text=self.paper.text())
            self._writing.save_entry(self._entry, done)

    def _say(self, words: str) -> None:
        self._saved.setText(words)
        self._saved.updateGeometry()


class AskPane(QWidget):
    """A new question at any hour. What was typed before and not kept is there again."""

    kept = Signal(Question)

    def __init__(self, writing: Writing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writing = writing
        self._draft = writing.new_question()
        self.autosave = Autosave(self._save, self)
        self.paper = Paper("question", self.tr("New question"), lines=2)
        self._note = Label("caption", "", "ink3", wrap=True)
        self._saved = Label("caption", "", "ink3")
        keep = Button("primary", self.tr("Keep"), key=self.tr("Ctrl Enter"))
        keep.clicked.connect(self.keep)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 40)
        box.setSpacing(0)
        box.addWidget(Label("question_title", self.tr("New question")))
        box.addSpacing(16)
        box.addWidget(Sheet(self.paper, 96))
        box.addSpacing(8)
        box.addWidget(self._note)
        box.addSpacing(24)
        line = QHBoxLayout()
        line.addWidget(keep)
        line.addStretch(1)
        line.addWidget(self._saved)
        box.addLayout(line)
        box.addStretch(1)
        self.paper.typed.connect(self._typed)
        self.autosave.saved.connect(lambda: self._say(self.tr("Saved")))

    def begin(self) -> None:
        """Show the draft, or an empty sheet."""
        self._hint(wrong=False)
        self._say("")
        self._writing.draft(self._show)

    def keep(self) -> None:
        """Keep the question, if it is one; else say what it lacks."""
        self.autosave.flush()
        text = self.paper.text().strip()
        if not model.is_question(text):
            self._hint(wrong=True)
            self.paper.setFocus()
            return
        kept = self._writing.keep_question(replace(self._draft, text=text))
        self._draft = self._writing.new_question()
        self.paper.write("")
        self.kept.emit(kept)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the screen saves."""
        self.autosave.flush()
        super().hideEvent(event)

    def _show(self, draft: Question | None) -> None:
        self._draft = draft or self._writing.new_question()
        self.paper.write(self._draft.text)

    def _typed(self) -> None:
        self._hint(wrong=False)
        self._say("")
        self.autosave.touch()

    def _save(self, done: Callable[[], None]) -> None:
        self._draft = replace(self._draft, text=self.paper.text())
        self._writing.save_question(self._draft, done)

    def _hint(self, *, wrong: bool) -> None:
        said = self.tr("A question ends in ?. Until then the text is kept as a draft.")
        self._note.setText(said if wrong else self.tr("One sentence, ends in ?"))
        self._note.set_colour("ink" if wrong else "ink3")

    def _say(self, words: str) -> None:
        self._saved.setText(words)
        self._saved.updateGeometry()
