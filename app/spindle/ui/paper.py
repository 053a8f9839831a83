"""Paper: a borderless place to write in serif, as high as what stands on it."""

from PySide6.QtCore import QCoreApplication, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from spindle.core.text import clean
from spindle.ui import fonts
from spindle.ui.labels import Label
from spindle.ui.paint import caret, painter_on
from spindle.ui.theme import Themed, settle, theme_of


class Paper(QTextEdit, Themed):
    """Plain text in a type role. It grows with its text; one line only when ``single``.

    ``typed`` is emitted for changes by the user, ``finished`` for Enter on a single line and
    ``came`` when the focus comes. Esc, Ctrl+Enter and Alt keys go to the page. Of what is pasted
    or dropped the text is kept; a line below names the rest until something is typed.
    """

    typed = Signal()
    finished = Signal()
    came = Signal()

    def __init__(
        self,
        role: str,
        name: str,
        parent: QWidget | None = None,
        *,
        hint: str = "",
        lines: int = 1,
        single: bool = False,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._lines = lines
        self._single = single
        self._loading = False
        self._text = ""
        self._note = Label("caption", "", "ink3", self, wrap=True)
        self._note.hide()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setCursorWidth(0)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.theme_changed()
        self.textChanged.connect(self._changed)

    def text(self) -> str:
        """What stands on it, fit to be kept."""
        return clean(self.toPlainText())

    def commit(self) -> None:
        """Keep what an input method still holds, before the text is saved and left."""
        layout = self.textCursor().block().layout()
        if layout.preeditAreaText():
            QGuiApplication.inputMethod().commit()
        held = layout.preeditAreaText()
        if held:
            event = QInputMethodEvent()
            event.setCommitString(held)
            QCoreApplication.sendEvent(self, event)

    def write(self, text: str) -> None:
        """Put a text on it, with the caret at its end and nothing to undo."""
        self._say("")
        self._loading = True
        self.setPlainText(clean(text))
        self._set_lines()
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._loading = False
        self._grow()

    def take(self, document: QTextDocument) -> None:
        """Write on another document, whose undo goes on where it was."""
        self._say("")
        self._loading = True
        document.setDocumentMargin(0)
        document.setDefaultFont(self.font())
        self.setDocument(document)
        self.setCursorWidth(0)  # it belongs to the document
        self._text = self.toPlainText()
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._loading = False
        self._grow()

    def theme_changed(self) -> None:
        """Take font and line height."""
        self.setFont(fonts.font(self._role, theme_of(self).text_scale))
        self._loading = True
        self._set_lines()
        self._loading = False
        self._grow()

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(80, self._height())

    def minimumSizeHint(self) -> QSize:
        """It may be narrow, never cut."""
        return QSize(40, self._height())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's own name
        """Whatever may hold a text, and pictures, to say that they cannot be kept."""
        return source.hasText() or source.hasHtml() or source.hasImage()

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 - Qt's own name
        """Take the text of what is pasted or dropped; a single line gets no line breaks."""
        from spindle.core.pasted import Part, Pasted, read_html  # noqa: PLC0415 - not at the start

        held = Pasted(source.text())
        if source.hasHtml():
            held = read_html(source.html(), source.text())
        elif source.hasImage() and not held.text:
            held = Pasted("", (Part.PICTURES,))
        text = clean(held.text)
        self.textCursor().insertText(" ".join(text.split()) if self._single else text)
        rest = ", ".join(QCoreApplication.translate("Paper", part) for part in held.without)
        if not rest:
            return
        if text.strip():
            self._say(self.tr("The text is kept, without {rest}.").format(rest=rest))
        else:
            self._say(self.tr("Only text can be kept here. Left out: {rest}.").format(rest=rest))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write, or leave the key to the page."""
        held = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (
            event.key() == Qt.Key.Key_Escape
            or (enter and held)
            or held == Qt.KeyboardModifier.AltModifier
        ):
            event.ignore()
        elif enter and self._single:
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the ink of where it stands."""
        settle(self)
        super().showEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus came."""
        super().focusInEvent(event)
        self.came.emit()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the caret away."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks other lines."""
        super().resizeEvent(event)
        self._place_note()
        self._grow()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text and, in the pen's colour, a caret that stands still."""
        super().paintEvent(event)
        if not self.hasFocus():
            return
        rect = self.cursorRect()
        height = min(rect.height(), round(self.font().pixelSize() * 1.1))
        top = rect.center().y() - height / 2
        with painter_on(self.viewport()) as painter:
            caret(painter, rect.left(), top, height, theme_of(self).palette)

    def _changed(self) -> None:
        self._grow()
        text = self.toPlainText()
        if text == self._text:
            return  # of other looks, as with a mark below a word
        self._text = text
        if not self._loading:
            self._say("")
            self.typed.emit()

    def _say(self, words: str) -> None:
        """A line below the text, or none; a screen reader says it at once."""
        if words == self._note.text():
            return
        self._note.setText(words)
        self._note.setVisible(bool(words))
        self._place_note()
        self._grow()
        if words:
            QAccessible.updateAccessibility(QAccessibleEvent(self._note, QAccessible.Event.Alert))

    def _place_note(self) -> None:
        high = self._note_height()
        self.setViewportMargins(0, 0, 0, high)
        self._note.setGeometry(0, self.height() - high, self.width(), high)

    def _note_height(self) -> int:
        return self._note.heightForWidth(self.width()) if self._note.text() else 0

    def _grow(self) -> None:
        height = self._height()
        if height != self.height():
            self.setFixedHeight(height)

    def _height(self) -> int:
        line = self._line()
        return max(self._lines * line, round(self.document().size().height())) + self._note_height()

    def _line(self) -> int:
        return fonts.line_height(self._role, theme_of(self).text_scale)

    def _set_lines(self) -> None:
        undo = self.document().isUndoRedoEnabled()
        self.document().setUndoRedoEnabled(False)
        format_ = QTextBlockFormat()
        format_.setLineHeight(self._line(), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(format_)
        self.document().setUndoRedoEnabled(undo)
