"""What a row opens below itself: some sentences, fields for secrets, and buttons."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from spindle.ui.buttons import Button, Kind
from spindle.ui.field import Field
from spindle.ui.labels import Label

_FIELD: int = 420


class Panel(QWidget):
    """A column that asks one thing; ``left`` when somebody would rather not."""

    left = Signal()

    def __init__(self, *sentences: str) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 16)
        self.column.setSpacing(8)
        for sentence in sentences:
            self.column.addWidget(Label("body", sentence, "ink2", wrap=True))
        self.said = Label("body", "", "ink", wrap=True)
        self.said.hide()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field is the field's, whatever the page does with it."""
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)

    def secret(self, name: str) -> Field:
        """Add a field for a passphrase."""
        field = Field()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        )
        return self.field(name, field)

    def field(self, name: str, field: Field) -> Field:
        """Add a field with its name above it."""
        field.setAccessibleName(name)
        field.setMaximumWidth(_FIELD)
        self.column.addWidget(Label("caption", name, "ink2"))
        self.column.addWidget(field)
        return field

    def button(self, kind: Kind, verb: str, do: Callable[[], object]) -> Button:
        """Add a button to the last line."""
        made = Button(kind, verb, compact=True)
        made.clicked.connect(do, Qt.ConnectionType.DirectConnection)
        self._buttons.addWidget(made)
        return made

    def finish(self) -> None:
        """All is there: the sentence that answers, and the buttons."""
        self.button("quiet", self.tr("Leave it"), self.left.emit)
        self._buttons.addStretch()
        self.column.addWidget(self.said)
        self.column.addLayout(self._buttons)

    def say(self, sentence: str) -> None:
        """Answer in place."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.setAccessibleDescription(sentence)


class NewPassphrase(Panel):
    """Asks for a passphrase twice; ``chosen`` carries it."""

    chosen = Signal(str)

    def __init__(self, verb: str, *sentences: str) -> None:
        super().__init__(*sentences)
        self.first = self.secret(self.tr("New passphrase, eight characters or more"))
        self.again = self.secret(self.tr("The same again"))
        self.first.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self._weigh)
        self.go_on = self.button("primary", verb, self._weigh)
        self.shown = self.button("quiet", self.tr("Show what is typed"), self._show)
        self.finish()

    def _weigh(self) -> None:
        from spindle.storage.vault.passphrase import is_long_enough  # noqa: PLC0415 - when asked

        if not is_long_enough(self.first.text()):
            self.say(self.tr("That is too short: eight characters at least, of any kind."))
            self.first.setFocus()
        elif self.first.text() != self.again.text():
            self.say(self.tr("The two are not the same."))
            self.again.selectAll()
            self.again.setFocus()
        else:
            self.say("")
            self.chosen.emit(self.first.text())

    def _show(self) -> None:
        hidden = self.first.echoMode() is QLineEdit.EchoMode.Password
        mode = QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password
        for field in (self.first, self.again):
            field.setEchoMode(mode)
        self.shown.setText(
            self.tr("Hide what is typed") if hidden else self.tr("Show what is typed")
        )


class PresentPassphrase(Panel):
    """Asks for the passphrase of now, before what opens the data is changed; ``given`` has it."""

    given = Signal(str)

    def __init__(self, verb: str, *sentences: str) -> None:
        super().__init__(*sentences)
        self.present = self.secret(self.tr("Passphrase or recovery code"))
        self.present.returnPressed.connect(self._give)
        self.go_on = self.button("primary", verb, self._give)
        self.finish()

    def _give(self) -> None:
        if self.present.text():
            self.given.emit(self.present.text())
