"""Beside a text, when asked for: how it plays, what is left out of it, what was kept."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.listen.page.kept_row import KeptRow
from spindle.features.listen.page.side_panel import SidePanel
from spindle.features.listen.page.sleep_select import SleepSelect
from spindle.features.listen.page.telling import number, tr
from spindle.features.listen.page.this_text import ThisText
from spindle.features.listen.records import Kept, MarkKind
from spindle.features.listen.service import ListenService
from spindle.features.listen.text.skip import Reason
from spindle.ui.buttons import KeyHint
from spindle.ui.field import Field
from spindle.ui.labels import Label
from spindle.ui.switch import Switch


class TextPanel(SidePanel):
    """What the open document is, switches of it and of playing, and what was kept of it.

    Signals:
        left: The keyboard goes back to the text.
    """

    left = Signal()

    def __init__(
        self,
        service: ListenService,
        kinds: frozenset[str] = frozenset(),
        parent: QWidget | None = None,
    ) -> None:
        """``kinds`` are those that a feature takes over from here."""
        super().__init__("O", parent)
        self._service = service
        self._kinds = kinds
        self.skips: dict[Reason, Switch] = {}
        self._counts: dict[Reason, Label] = {}
        self._words: dict[Switch, Label] = {}
        self.this_text = ThisText(service)
        self.this_text.left.connect(self.left)
        self.steps = Switch()
        self.silent = Switch()
        self.sleep = SleepSelect(service, chapters=True)
        self.note = Field(size="form")
        self.note.setPlaceholderText(tr("Note to this sentence"))
        self.note.setAccessibleName(self.note.placeholderText())
        self.rows: dict[str, KeptRow] = {}
        self._kept: tuple[Kept, ...] = ()
        self._writes = False
        self._list = QVBoxLayout()
        words = tr("K keeps the sentence just heard, B its place.")
        self._none = Label("caption", words, "ink2", wrap=True)
        self._kept_head = Label("section", tr("Kept"))
        self._build()
        self._connect()

    def follow(self) -> None:
        """Show the service's state."""
        service = self._service
        document, script = service.document, service.script
        if document is None or script is None:
            return
        chapters = document.chapters
        for reason, switch in self.skips.items():
            switch.setChecked(reason in document.skips)
            found = sum(e.skipped[reason].things for e in chapters if reason in e.skipped)
            self._counts[reason].setText(number(found) if found else "")
        self.this_text.follow()
        self.steps.setChecked(service.reader.step_mode)
        self.silent.setChecked(service.silent)
        self.sleep.follow()
        if service.kept != self._kept:
            self._kept = service.kept
            self._show_kept()

    def count_of(self, reason: Reason) -> str:
        """How many of a kind the whole text has, as it is shown."""
        return self._counts[reason].text()

    def words_of(self, switch: Switch) -> Label:
        """What stands before a switch."""
        return self._words[switch]

    def write_note(self) -> None:
        """Bring the field for a note up and put the keyboard into it."""
        self.bring_up(self._kept_head)
        self.note.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the field, then closes the panel; Enter keeps the note."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and self.note.hasFocus():
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.note.hasFocus():
            self._keep_note()
        else:
            super().keyPressEvent(event)

    def _keep_note(self) -> None:
        words = self.note.typed().strip()
        if words:
            self._writes = True
            self._service.keep(MarkKind.NOTE, words)
        self.note.clear()
        self.left.emit()

    def _skip(self, reason: Reason) -> None:
        self._service.set_skip(reason, on=self.skips[reason].isChecked())

    def _show_kept(self) -> None:
        before = frozenset(self.rows)
        for row in self.rows.values():
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {each.id: self._new_row(each) for each in self._kept}
        for row in self.rows.values():
            self._list.addWidget(row)
            row.show()
        self._none.setVisible(not self._kept)
        fresh = [row for name, row in self.rows.items() if name not in before]
        if self._writes and fresh:
            # What was written is seen, wherever among the others it stands.
            self._writes = False
            self.bring_up(fresh[-1])

    def _new_row(self, kept: Kept) -> KeptRow:
        row = KeptRow(kept, self._kinds)
        row.clicked.connect(partial(self._service.open_at, kept.place))
        row.dropped.connect(partial(self._service.drop, kept.id))
        row.handed.connect(partial(self._hand, kept.id))
        return row

    def _hand(self, kept: str, kind: str) -> None:
        self._service.hand_on(kind, kept)

    def _connect(self) -> None:
        service = self._service
        self.steps.clicked.connect(lambda on: service.set_step_mode(on=on))
        self.silent.clicked.connect(lambda on: service.set_silent(on=on))
        for reason, switch in self.skips.items():
            switch.clicked.connect(partial(self._skip, reason))

    def _build(self) -> None:
        column = self.column
        column.addWidget(self.this_text)
        column.addSpacing(14)
        column.addWidget(Label("section", tr("Playing")))
        self._add_switch(column, tr("Halt after each sentence"), self.steps, "M")
        self._add_switch(column, tr("In silence, at this pace"), self.silent, "I")
        row = QHBoxLayout()
        row.addWidget(Label("control", tr("Fall silent")), 1)
        row.addWidget(KeyHint("T"))
        column.addLayout(row)
        column.addWidget(self.sleep)
        column.addSpacing(14)
        column.addWidget(Label("section", tr("Left out of this text")))
        for reason, words in _reasons().items():
            self.skips[reason] = Switch()
            self._counts[reason] = self._add_switch(column, words, self.skips[reason], "")
        column.addSpacing(14)
        column.addWidget(self._kept_head)
        column.addWidget(self.note)
        column.addWidget(self._none)
        column.addLayout(self._list)
        column.addStretch(1)

    def _add_switch(self, column: QVBoxLayout, words: str, switch: Switch, key: str) -> Label:
        """A line with a switch; returns the label for what is counted."""
        count = Label("caption", "", "ink2")
        name = self._words[switch] = Label("control", words, wrap=True)
        switch.setAccessibleName(words)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(name, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(KeyHint(key) if key else count)
        row.addWidget(switch)
        column.addLayout(row)
        return count


def _reasons() -> dict[Reason, str]:
    return {
        Reason.NOTES: tr("Notes"),
        Reason.REFERENCES: tr("References"),
        Reason.CITATIONS: tr("Citations"),
        Reason.URLS: tr("Web addresses"),
        Reason.BRACKETS: tr("Brackets"),
        Reason.CODE: tr("Code"),
        Reason.TABLES: tr("Tables"),
        Reason.CAPTIONS: tr("Captions"),
        Reason.FURNITURE: tr("Page numbers"),
    }
