"""One entry at the right of the Journal page, whatever it was written as: the same form for all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.core.clock import Moment
from spindle.features.journal.page.autosave import Autosave
from spindle.features.journal.page.capture import Sheet
from spindle.features.journal.page.dates import stamp
from spindle.features.journal.page.documents import Documents
from spindle.features.journal.page.field_row import FieldRow
from spindle.features.journal.page.night_field import NightField
from spindle.features.journal.records import Entry, EntryKind
from spindle.features.journal.writing import Writing
from spindle.ui.buttons import Button
from spindle.ui.labels import Label
from spindle.ui.paper import Paper
from spindle.ui.wrap import Wrap

_LEAST: Final = 80


class EntryPane(QWidget):
    """A large sheet, and for an evening its four fields; saved as it is typed."""

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
        self._sheet = Sheet(self.paper, 340)
        names = {
            "know": self.tr("What I know"),
            "tried": self.tr("What I tried"),
            "answer": self.tr("An answer would look like"),
            "picture": self.tr("A picture or a place"),
        }
        self.fields = {name: Paper("journal", said) for name, said in names.items()}
        self._rows = [FieldRow(names[n], "", paper, _LEAST) for n, paper in self.fields.items()]
        papers = {"text": self.paper, **self.fields}
        self.papers = tuple(papers.values())
        self._documents = {name: Documents(paper) for name, paper in papers.items()}
        self._saved = Label("caption", "", "ink3")
        self._build()
        for paper in papers.values():
            paper.typed.connect(self._typed)
        self.autosave.saved.connect(lambda: self._say(self.tr("Saved")))

    def show_entry(self, entry: Entry, at: Moment, question: str = "") -> None:
        """Go on with an entry, or begin one."""
        self.autosave.flush()
        self._entry = entry
        kinds = {
            EntryKind.EVENING: self.tr("Evening"),
            EntryKind.MORNING: self.tr("Morning"),
            EntryKind.FREE: self.tr("Entry"),
        }
        self._title.setText(question[:400] or kinds[entry.kind])
        words = self.tr("{stamp}, belongs to the night of")
        self._date.setText(words.format(stamp=stamp(entry.written, entry.offset, at)))
        self.night.show_night(entry.night, max(entry.night, self._writing.today))
        for name, documents in self._documents.items():
            documents.show(entry.id, getattr(entry, name))
        evening = entry.kind is EntryKind.EVENING
        self._sheet.setVisible(not evening or bool(entry.text))
        for row in self._rows:
            row.setVisible(evening)
        self._say("")
        self._offer_more(there=bool(entry.words))

    def take_focus(self) -> None:
        """The caret goes to where this kind of entry is written."""
        (self.fields["know"] if self._sheet.isHidden() else self.paper).setFocus()

    def finish(self) -> None:
        """Save, and back to what was shown before."""
        self.autosave.flush()
        self.done.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaving the screen saves."""
        self.autosave.flush()
        super().hideEvent(event)

    def ask_versions(self) -> None:
        """See what this entry was before."""
        self.autosave.flush()
        if self._entry is not None and self._entry.words:
            self.versions_asked.emit(self._entry)

    def ask_remove(self) -> None:
        """Put it into the trash, if something stands on it."""
        self.autosave.flush()
        if self._entry is not None and self._entry.words:
            self.removed.emit(self._entry)

    def _build(self) -> None:
        done = Button("primary", self.tr("Done"), key=self.tr("Ctrl Enter"))
        self._remove = Button("quiet", self.tr("Remove"), key=self.tr("Alt Del"))
        self._versions = Button("quiet", self.tr("Earlier versions"), key="Alt V")
        done.clicked.connect(self.finish)
        self._remove.clicked.connect(self.ask_remove)
        self._versions.clicked.connect(self.ask_versions)
        self.night.moved.connect(self._move)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 40)
        box.setSpacing(0)
        dated = Wrap(8)
        dated.addWidget(self._date)
        dated.addWidget(self.night)
        box.addWidget(self._title)
        box.addSpacing(8)
        box.addLayout(dated)
        box.addSpacing(16)
        box.addWidget(self._sheet)
        for row in self._rows:
            box.addWidget(row)
        box.addSpacing(24)
        line = Wrap(4)
        for widget in (done, self._remove, self._versions, self._saved):
            line.addWidget(widget)
        box.addLayout(line)
        box.addStretch(1)

    def _typed(self) -> None:
        self._say("")
        self._offer_more(there=True)
        self.autosave.touch()

    def _offer_more(self, *, there: bool) -> None:
        for button in (self._remove, self._versions):
            button.setVisible(there)

    def _move(self, _was: date, night: date) -> None:
        self.autosave.flush()
        if self._entry is not None:
            self.moved.emit(self._entry, night)
            self._entry = replace(self._entry, night=night)

    def _save(self, done: Callable[[], None]) -> None:
        if self._entry is not None:
            self._entry = replace(
                self._entry,
                text=self.paper.text(),
                know=self.fields["know"].text(),
                tried=self.fields["tried"].text(),
                answer=self.fields["answer"].text(),
                picture=self.fields["picture"].text(),
            )
            self._writing.save_entry(self._entry, done)

    def _say(self, words: str) -> None:
        self._saved.setText(words)
        self._saved.updateGeometry()
