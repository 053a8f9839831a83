"""The line above a text in which some words of it are looked for."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from spindle.features.listen.finding import Finding
from spindle.features.listen.page.telling import number, tr
from spindle.ui.field import Field
from spindle.ui.hinted import Hinted
from spindle.ui.labels import Label
from spindle.ui.theme import Themed, theme_of

_FIELD: Final = 280
_LEAST: Final = 140
_GAP: Final = 16


class FindLine(QWidget, Themed):
    """Hidden while nothing is looked for.

    Signals:
        typed: Carries what stands in the field.
        stepped: 1 for the next, -1 for the one before.
        read_asked: To read from the present one.
        closed: To look no more.
    """

    typed = Signal(str)
    stepped = Signal(int)
    read_asked = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = Field(size="form")
        self.field.setPlaceholderText(tr("Find in the text"))
        self.field.setAccessibleName(tr("Find in the text"))
        self.field.textChanged.connect(self.typed)
        self.words = Label("caption", "", "ink2")
        self.before = Hinted(tr("Before"), "Shift Enter")
        self.before.clicked.connect(lambda: self.stepped.emit(-1))
        self.next = Hinted(tr("Next"), "Enter")
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.read = Hinted(tr("Read from here"), "Ctrl Enter")
        self.read.clicked.connect(self.read_asked)
        self.close_it = Hinted(tr("Close"), "Esc")
        self.close_it.clicked.connect(self.closed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self.field, 1)
        row.addWidget(self.words)
        row.addStretch()
        for verb in (self.before, self.next, self.read, self.close_it):
            row.addWidget(verb, 0, Qt.AlignmentFlag.AlignVCenter)
        self.theme_changed()
        self.hide()

    def begin(self) -> None:
        """Type here; what was looked for before is marked, to be typed over."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def tell(self, finding: Finding, *, waits: bool) -> None:
        """Say which one of how many it is, and whether a check ``waits`` until this is closed."""
        told = ""
        if finding.nothing:
            told = tr("That is nowhere in this text.")
        elif finding.number:
            told = tr("{number} of {total}").format(
                number=number(finding.number), total=number(finding.total)
            )
        if waits:
            told = ", ".join(filter(None, (told, tr("a check waits"))))
        self.words.setText(told)
        self._make_room()
        some = finding.present is not None
        for verb in (self.before, self.next, self.read):
            verb.setEnabled(some)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room the words beside the field give way; their keys go on working."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        left = self.width() - theme_of(self).px(_LEAST) - self.words.sizeHint().width() - _GAP
        for verb in (self.next, self.before, self.close_it, self.read):
            left -= verb.sizeHint().width() + _GAP
            verb.setVisible(left >= 0)

    def theme_changed(self) -> None:
        """Take the width at the new text scale."""
        self.field.setMaximumWidth(theme_of(self).px(_FIELD))

    def hideEvent(self, event: QHideEvent) -> None:
        """What was looked for is forgotten with the search."""
        super().hideEvent(event)
        self.field.clear()
