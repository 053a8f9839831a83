"""A list at the right of the Journal page: versions, trash, nights, what was written this night."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.journal.page.night_field import NightField
from spindle.ui.buttons import Button
from spindle.ui.hairline import Hairline
from spindle.ui.labels import Label

_SHOWN = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class PaneRow:
    """One row: a caption, a text, a verb and perhaps a date to change.

    Attributes:
        verb: The word on its button; "" for none.
        do: What the button does.
        night: The date shown to be changed, with the latest allowed; None for none.
        moved: Told of the date before and of the one chosen.
    """

    caption: str
    text: str
    verb: str = ""
    do: Callable[[], None] = lambda: None
    night: tuple[date, date] | None = None
    moved: Callable[[date, date], None] = lambda _was, _now: None


class RowsPane(QWidget):
    """A title, a sentence, and rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[Button] = []
        self.nights: list[NightField] = []
        self._title = Label("question_title", "", "ink", wrap=True)
        self._note = Label("body", "", "ink2", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 40)
        box.setSpacing(0)
        box.addWidget(self._title)
        box.addSpacing(8)
        box.addWidget(self._note)
        box.addSpacing(24)
        box.addLayout(self._list)
        box.addStretch(1)

    def show_rows(self, title: str, note: str, rows: Sequence[PaneRow]) -> None:
        """Show another list."""
        self._clear()
        self._title.setText(title)
        self._note.setText(note)
        for row in rows:
            self._list.addWidget(Hairline())
            self._list.addWidget(self._made(row))
        if self.buttons:
            self.buttons[0].setFocus()

    def _made(self, row: PaneRow) -> QWidget:
        holder = QWidget()
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Label("caption", row.caption, "ink3", wrap=True))
        if row.text:
            words.addWidget(Label("journal", row.text[:_SHOWN], "ink", wrap=True))
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 12, 0, 12)
        line.setSpacing(16)
        line.addLayout(words, 1)
        if row.night is not None:
            field = NightField(self.tr("Belongs to the night of"))
            field.show_night(*row.night)
            field.moved.connect(row.moved)
            line.addWidget(field)
            self.nights.append(field)
        if row.verb:
            button = Button("secondary", row.verb)
            button.setAccessibleDescription(row.text[:80])
            button.clicked.connect(lambda _=False: row.do())
            line.addWidget(button)
            self.buttons.append(button)
        return holder

    def _clear(self) -> None:
        self.buttons, self.nights = [], []
        while (item := self._list.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
