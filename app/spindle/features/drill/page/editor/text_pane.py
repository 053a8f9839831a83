"""The drill as text, the way it stands in a file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from spindle.core.text import clean
from spindle.features.drill.page.words import tr
from spindle.ui import fonts
from spindle.ui.theme import Themed, settle, theme_of

_LONGEST = 2_000_000


class TextPane(QPlainTextEdit, Themed):
    """Plain text; ``typed`` after every change by the person."""

    typed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._loading = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("The drill as text"))
        self.textChanged.connect(self._changed)
        self.theme_changed()

    def text(self) -> str:
        """What stands in it, fit to be kept."""
        return clean(self.toPlainText()[:_LONGEST])

    def write(self, text: str) -> None:
        """Show a text."""
        self._loading = True
        self.setPlainText(clean(text))
        self._loading = False

    def go_to(self, line: int) -> None:
        """Put the caret on a line, counted from 1."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        cursor = QTextCursor(block)
        self.setTextCursor(cursor)
        self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def line(self) -> int:
        """The caret's line, from 1."""
        return self.textCursor().blockNumber() + 1

    def theme_changed(self) -> None:
        """Take the font at the new size."""
        self.setFont(fonts.font("body", theme_of(self).text_scale))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the ink of where it stands."""
        settle(self)
        super().showEvent(event)

    def _changed(self) -> None:
        if not self._loading:
            self.typed.emit()
