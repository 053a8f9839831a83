"""A new question at any hour, at the right of the Journal page."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.clock import Moment
from spindle.core.ids import Ref
from spindle.features.journal import asks
from spindle.features.journal.page.autosave import Autosave
from spindle.features.journal.page.capture import Sheet
from spindle.features.journal.page.dates import origin
from spindle.features.journal.records import Question
from spindle.features.journal.writing import Writing
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.paper import Paper

_SHOWN: Final = 2000


class AskPane(QWidget):
    """A new question at any hour, or one made of something in the inbox.

    What was typed before and not kept is there again.
    """

    kept = Signal(Question)
    removed = Signal(Question)

    def __init__(self, writing: Writing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writing = writing
        self._draft = writing.new_question()
        self._raw: Question | None = None
        self.autosave = Autosave(self._save, self)
        self.paper = Paper("question", self.tr("New question"), lines=2)
        self._note = Label("caption", "", "ink3", wrap=True)
        self._saved = Label("caption", "", "ink3")
        keep = Button("primary", self.tr("Keep"), key=self.tr("Ctrl Enter"))
        keep.clicked.connect(self.keep)
        self._title = Label("question_title", self.tr("New question"))
        self._came = Label("caption", "", "ink3", wrap=True)
        self._text = Label("journal", "", "ink2", wrap=True)
        self._remove = Button("quiet", self.tr("Remove"), key=self.tr("Alt Del"))
        self._remove.clicked.connect(self.ask_remove)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 40)
        box.setSpacing(0)
        box.addWidget(self._title)
        box.addSpacing(8)
        box.addWidget(self._came)
        box.addWidget(self._text)
        box.addSpacing(16)
        box.addWidget(Sheet(self.paper, 96))
        box.addSpacing(8)
        box.addWidget(self._note)
        box.addSpacing(24)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(keep)
        line.addWidget(self._remove)
        line.addStretch(1)
        line.addWidget(self._saved)
        box.addLayout(line)
        box.addStretch(1)
        self.paper.typed.connect(self._typed)
        self.autosave.saved.connect(lambda: self._say(self.tr("Saved")))

    def begin(self) -> None:
        """Show the draft, or an empty sheet."""
        self._show_raw(None)
        self._writing.draft(self._show)

    def shape(self, raw: Question, at: Moment) -> None:
        """Make a question of something in the inbox, which stays as it came."""
        self.autosave.flush()
        self._show_raw(raw)
        self._came.setText(origin(raw, at))
        self._text.setText(raw.text[:_SHOWN])
        self._writing.draft(self._shape)

    def ask_remove(self) -> None:
        """Put what came into the trash."""
        if self._raw is not None:
            self.autosave.flush()
            self.removed.emit(self._raw)

    def keep(self) -> None:
        """Keep the question, if it is one; else say what it lacks."""
        self.autosave.flush()
        text = self.paper.text().strip()
        if not asks.is_question(text):
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

    def _show_raw(self, raw: Question | None) -> None:
        self._raw = raw
        self._title.setText(
            self.tr("New question") if raw is None else self.tr("Make it a question")
        )
        for part in (self._came, self._text, self._remove):
            part.setVisible(raw is not None)
        self._hint(wrong=False)
        self._say("")

    def _shape(self, draft: Question | None) -> None:
        if self._raw is not None:
            begun = draft is not None and draft.source == Ref("question", self._raw.id)
            self._show(draft if begun else self._writing.shaped(self._raw))

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
