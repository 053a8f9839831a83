"""The home of Listen: ways to add a text, and what is arriving or could not be read.

It stands at the right of ``LibraryColumn``; ``Adding`` does what it asks for.
"""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.features.listen.page.arriving_row import ArrivingRow
from spindle.features.listen.page.doors import Door, DropZone
from spindle.features.listen.page.telling import tr
from spindle.features.listen.service import ListenService
from spindle.ui.hairline import Hairline
from spindle.ui.labels import Label
from spindle.ui.scroll import Scroll

_LEFT, _RIGHT, _WIDE, _TOP = 64, 40, 680, 150


class HomeView(QWidget):
    """Asks; ``Adding`` and the service act.

    Signals:
        choose_asked: A file is to be chosen in a dialog.
        paste_asked: The clipboard's text is to become a document.
        sample_asked: The text that Spindle comes with is wanted.
        cancel_asked: A file is no longer wanted or its trouble was read, by its id.
        opened: A document that is still arriving is to be listened to, by its id.
    """

    choose_asked = Signal()
    paste_asked = Signal()
    sample_asked = Signal()
    cancel_asked = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, ArrivingRow] = {}
        self.title = Label("title", tr("Nothing here yet"))
        self.about = Label("body", "", "ink2", wrap=True)
        self.zone = DropZone()
        self.paste = Door(
            tr("Paste text"), tr("From the clipboard, up to a whole chapter."), tr("Ctrl V")
        )
        self.sample = Door(
            tr("Try the sample"), tr("Two pages about sleep and memory, six minutes."), tr("Alt S")
        )
        self.said = Label("body", "", wrap=True)
        self.said.hide()
        self._arriving = QVBoxLayout()
        self._arriving.setSpacing(20)
        self._lay_out()
        self.zone.chosen.connect(self.choose_asked)
        self.paste.clicked.connect(self.paste_asked)
        self.sample.clicked.connect(self.sample_asked)

    def follow(self, service: ListenService) -> None:
        """Show what the library is doing."""
        library = service.library
        empty = not library.documents
        self.title.setText(tr("Nothing here yet") if empty else tr("Add a text"))
        self.about.setText(
            tr(
                "Spindle reads a page aloud, asks a short check now and then, and speeds up while "
                "you follow."
            )
            if empty
            else tr("It is read in the background, and can be listened to after its first chapter.")
        )
        arriving = {each.id: each for each in library.arriving}
        for name in set(self.rows) - set(arriving):
            row = self.rows.pop(name)
            self._arriving.removeWidget(row)
            row.hide()
            row.deleteLater()
        for name, each in arriving.items():
            if name not in self.rows:
                self.rows[name] = self._new_row(name)
            self.rows[name].tell(each)

    def say(self, words: str) -> None:
        """Say why nothing was added; an empty text says nothing."""
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _new_row(self, name: str) -> ArrivingRow:
        row = ArrivingRow()
        row.cancelled.connect(partial(self.cancel_asked.emit, name))
        row.opened.connect(partial(self.opened.emit, name))
        self._arriving.addWidget(row)
        return row

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setMaximumWidth(_LEFT + _WIDE + _RIGHT)
        column = QVBoxLayout(inside)
        column.setContentsMargins(_LEFT, 0, _RIGHT, 28)
        column.setSpacing(0)
        column.addSpacing(_TOP)
        column.addWidget(self.title)
        column.addSpacing(6)
        column.addWidget(self.about)
        column.addSpacing(32)
        column.addWidget(self.zone)
        column.addSpacing(24)
        column.addWidget(self.paste)
        column.addWidget(self.sample)
        column.addWidget(Hairline())
        column.addSpacing(16)
        column.addWidget(self.said)
        column.addSpacing(13)
        column.addLayout(self._arriving)
        column.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Scroll(inside))
