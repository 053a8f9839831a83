"""The left side of the Journal page: what can be opened, and the search over it."""

from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.ids import Ref
from spindle.features.journal.model import QuestionState
from spindle.features.journal.page.dates import day_words, half_words, state_words, summary
from spindle.features.journal.page.shelf import ShelfRow
from spindle.features.journal.records import EntryKind, Hit, Shelf
from spindle.features.journal.writing import Writing
from spindle.ui.field import Field
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll
from spindle.ui.wrap import Wrap

_DEBOUNCE_MS: Final = 150
_SIDE: Final = 28


class ShelfList(QWidget):
    """Questions with their mornings, then free entries; or what was found."""

    picked = Signal(Ref)
    stepped = Signal(Ref)
    search_ended = Signal()
    record_asked = Signal()
    this_night_asked = Signal()
    trash_asked = Signal()
    odd_asked = Signal()

    def __init__(self, writing: Writing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._writing = writing
        self._ref: Ref | None = None
        self._odd = 0
        self.rows: list[ShelfRow] = []
        self.field = Field(size="form")
        self.field.setPlaceholderText(self.tr("Find"))
        self.field.setToolTip(self.tr("Words, #tag, is:morning, from:2026-03"))
        self.field.setAccessibleName(self.tr("Find in questions and entries"))
        self.field.setFixedWidth(150)
        self._pause = QTimer(self, singleShot=True, interval=_DEBOUNCE_MS)
        self._pause.timeout.connect(self.search)
        self.field.textChanged.connect(lambda _: self._pause.start())
        head = QHBoxLayout()
        head.setContentsMargins(40, 0, 40, 2)
        head.addWidget(Label("page_name", self.tr("Journal")))
        head.addStretch(1)
        head.addWidget(self.field)
        listed = QWidget()
        self._list = QVBoxLayout(listed)
        self._list.setSpacing(0)
        self._list.setContentsMargins(_SIDE, 0, _SIDE, 40)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(headed(head))
        box.addWidget(Scroll(listed), 1)

    def show_shelf(self, shelf: Shelf, today: date, *, planned: bool) -> None:
        """List everything; ``planned`` says whether tonight's evening is still to come."""
        if self.field.text().strip():
            return
        stood = any(row.hasFocus() for row in self.rows)
        self._clear()
        for question in shelf.questions:
            row = ShelfRow(Ref("question", question.id), question.text, state_words(question))
            row.quiet = question.state is not QuestionState.OPEN
            tonight = planned and question.id == shelf.current
            row.show_mornings(question.brought, still_open=tonight)
            self._add(row)
        if shelf.evenings:
            self._list.addWidget(_caption(summary(shelf)))
        if shelf.entries:
            self._list.addWidget(_caption(self.tr("Entries"), "section", "ink"))
        for entry in shelf.entries:
            caption = day_words(entry.night, today)
            if entry.kind is not EntryKind.FREE:
                caption = f"{caption}, {half_words(entry.kind)}"
            self._add(ShelfRow(Ref("entry", entry.id), entry.words, caption))
        self._list.addWidget(self._more())
        self._list.addStretch(1)
        self.mark(self._ref)
        if stood:
            same = next((each for each in self.rows if each.ref == self._ref), None)
            if same is not None:
                same.setFocus()

    def show_hits(self, hits: tuple[Hit, ...], today: date) -> None:
        """List what was found."""
        self._clear()
        for hit in hits:
            about = hit.question if hit.kind == "entry" else None
            ref = Ref(hit.kind, hit.id) if about is None else Ref("question", about)
            caption = self.tr("Question") if hit.night is None else day_words(hit.night, today)
            row = ShelfRow(ref, hit.text, caption)
            row.show_found(hit.words)
            self._add(row)
        if not hits:
            self._list.addWidget(_caption(self.tr("Nothing found")))
        self._list.addStretch(1)
        self.mark(self._ref)

    def tell_odd(self, count: int) -> None:
        """How many rows of the file could not be read as they stand."""
        self._odd = count

    def mark(self, ref: Ref | None) -> None:
        """Show which row is open."""
        self._ref = ref
        for row in self.rows:
            row.setChecked(row.ref == ref)

    def step(self, by: int) -> None:
        """Show the row before or after the open one; the keyboard stays in the list."""
        here = next((n for n, row in enumerate(self.rows) if row.ref == self._ref), -1)
        there = here + by if here >= 0 else 0
        if 0 <= there < len(self.rows):
            self.rows[there].setFocus()
            self.stepped.emit(self.rows[there].ref)

    def begin_search(self) -> None:
        """Go to the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def search(self) -> None:
        """Search now for what stands in the field."""
        self._pause.stop()
        typed = self.field.text()
        if typed.strip():
            self._writing.search(typed, partial(self._found, typed))
        else:
            self.search_ended.emit()

    def _more(self) -> QWidget:
        """What else can be opened."""
        verbs = [
            (self.tr("Record"), "R", self.record_asked),
            (self.tr("On this night"), "Y", self.this_night_asked),
            (self.tr("Trash"), "B", self.trash_asked),
        ]
        if self._odd:
            verbs.append((self.tr("Rows to check"), "U", self.odd_asked))
        holder = QWidget()
        line = Wrap(20)
        line.setContentsMargins(12, 8, 12, 12)
        holder.setLayout(line)
        for words, key, signal in verbs:
            verb = Hinted(words, key)
            verb.clicked.connect(signal)
            line.addWidget(verb)
        return holder

    def _found(self, typed: str, hits: tuple[Hit, ...]) -> None:
        if typed == self.field.text():
            self.show_hits(hits, self._writing.today)

    def _add(self, row: ShelfRow) -> None:
        self._list.addWidget(row)
        self.rows.append(row)
        row.clicked.connect(lambda _=False, ref=row.ref: self.picked.emit(ref))

    def _clear(self) -> None:
        self.rows = []
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def headed(line: QHBoxLayout) -> QWidget:
    """A line of the page's head, 82 px high."""
    head = QWidget()
    head.setFixedHeight(82)
    head.setLayout(line)
    return head


def _caption(text: str, role: str = "caption", colour: str = "ink3") -> QWidget:
    holder = QWidget()
    box = QHBoxLayout(holder)
    box.setContentsMargins(12, 12, 12, 12)
    box.addWidget(Label(role, text, colour, wrap=True))
    return holder
