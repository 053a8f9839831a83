"""The right side of the page for writing: a free entry, or a new question."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.clock import Moment
from spindle.features.journal import model
from spindle.features.journal.page.autosave import Autosave
from spindle.features.journal.page.capture import Sheet
from spindle.features.journal.page.dates import day_words, stamp
from spindle.features.journal.records import Entry, Question
from spindle.features.journal.writing import Writing
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.paper import Paper


class EntryPane(QWidget):
    """A free entry on a large sheet, saved as it is typed."""

    done = Signal()
    removed = Signal(Entry)

    def __init__(self, writing: Writing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writing = writing
        self._entry: Entry | None = None
        self.autosave = Autosave(self._save, self)
        self._title = Label("question_title", "", "ink", wrap=True)
        self._date = Label("caption", "", "ink3", wrap=True)
        self.paper = Paper("reading", self.tr("Entry"), lines=9)
        self._saved = Label("caption", "", "ink3")
        done = Button("primary", self.tr("Done"), key=self.tr("Ctrl Enter"))
        self._remove = Button("quiet", self.tr("Remove"))
        done.clicked.connect(self.finish)
        self._remove.clicked.connect(self._ask_remove)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 40)
        box.setSpacing(0)
        for widget, below in ((self._title, 8), (self._date, 16), (Sheet(self.paper, 340), 24)):
            box.addWidget(widget)
            box.addSpacing(below)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(done)
        line.addWidget(self._remove)
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
        night = day_words(entry.night, at.local.date())
        words = self.tr("{stamp}, belongs to {night}")
        self._date.setText(words.format(stamp=stamp(entry.written, entry.offset, at), night=night))
        self.paper.write(entry.text)
        self._say("")
        self._remove.setVisible(bool(entry.text))

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
        self._remove.setVisible(True)
        self.autosave.touch()

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
