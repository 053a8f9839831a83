"""What stands in place of all pages while the data is shut, or the window locked.

One field takes the passphrase or the recovery code, any number of times. Where nothing is
encrypted, there is nothing to type: the lock only hides.
"""

from enum import Enum, auto
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from spindle.core.feature import App
from spindle.core.keyring_port import KeyringError
from spindle.core.safe_port import Kept
from spindle.shell import keyring_words
from spindle.storage.errors import KnownError, Trouble
from spindle.ui.buttons import Button
from spindle.ui.field import Field
from spindle.ui.labels import Label
from spindle.ui.mark import Mark
from spindle.ui.page import Chrome, Page
from spindle.ui.theme import Themed, theme_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from spindle.storage.vault.vault import Vault

_WIDTH: Final = 440


class _Asks(Enum):
    """What opens the page."""

    FOR_THE_DATA = auto()  # a start: nothing is open yet
    WHO_IT_IS = auto()  # locked, and encrypted
    NOTHING = auto()  # locked, and in clear


class LockPage(Page, Themed):
    """The mark, a sentence and a field; GUI thread."""

    opened = Signal()
    """Whoever sits here may see the pages, and at a start the data's key is there."""

    quit_asked = Signal()

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_chrome(Chrome.BARE)
        self._app = app
        self._asks = _Asks.NOTHING
        self._busy = False
        self._passed = False
        self.choose_file: Callable[[], str] = self._ask_which
        self._title = Label("title", "", wrap=True)
        self._text = Label("body", "", "ink2", wrap=True)
        self.field = Field()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        # A keyboard that suggests and remembers words must not do so here.
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.field.setAccessibleName(self.tr("Passphrase or recovery code"))
        self.said = Label("body", "", "ink", wrap=True)
        self.said.hide()
        self.unlock = Button("primary", "", key="Enter")
        self.reveal = Button("quiet", "", key="Alt S")
        self.keyring = Button("secondary", self.tr("Ask the keyring"), key="Alt K")
        self.sheet = Button("secondary", self.tr("Choose the recovery sheet…"), key="Alt R")
        self.leave = Button("quiet", self.tr("Quit"), key="Ctrl Q")
        self._lay_out()
        self.unlock.clicked.connect(self._try)
        self.bind("Return", self._try)
        self.leave.clicked.connect(self.quit_asked)
        for button, key, do in (
            (self.reveal, "Alt+S", self._reveal),
            (self.keyring, "Alt+K", self._ask_keyring),
            (self.sheet, "Alt+R", self._take_sheet),
        ):
            button.clicked.connect(do)
            # The field would take a letter with Alt for one that is typed.
            shortcut = QShortcut(QKeySequence(key), self, do)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._name_reveal()

    def ask_for_data(self) -> None:
        """At a start: the file is encrypted, and nobody has opened it yet."""
        self._begin(_Asks.FOR_THE_DATA)
        self._title.setText(self.tr("Your data is encrypted"))
        self._text.setText(self.tr("Type the passphrase, or the recovery code."))
        self.unlock.setText(self.tr("Open it"))
        self._app.safe.ask(_by_keyring, self._keyring_gave, self._keyring_silent)

    def ask_who(self) -> None:
        """The window was locked."""
        encrypted = self._app.safe.kept is Kept.OPEN
        self._begin(_Asks.WHO_IT_IS if encrypted else _Asks.NOTHING)
        self._title.setText(self.tr("Spindle is locked"))
        self._text.setText(
            self.tr("What runs goes on. Type the passphrase, or the recovery code.")
            if encrypted
            else self.tr(
                "What runs goes on. Your data is not encrypted, so this only hides it: there is "
                "no passphrase."
            )
        )
        self.unlock.setText(self.tr("Unlock") if encrypted else self.tr("Show it again"))
        if encrypted:
            self._app.safe.ask(_has_keyring, self.keyring.setVisible, lambda _: None)

    def entered(self) -> None:
        """Put the keyboard where it is wanted."""
        to = self.unlock if self._asks is _Asks.NOTHING else self.field
        to.setFocus(Qt.FocusReason.OtherFocusReason)

    def theme_changed(self) -> None:
        """As wide as its buttons need at the new text size."""
        self._column.setFixedWidth(theme_of(self).px(_WIDTH))

    # Opening

    def _try(self) -> None:
        if self._asks is _Asks.NOTHING:
            self._pass()
            return
        typed = self.field.text()
        if self._busy or self._passed or not typed:
            return
        self._work(busy=True)
        if self._asks is _Asks.FOR_THE_DATA:
            self._app.safe.ask(lambda vault: vault.unlock(typed), self._got, self._failed)
        else:
            self._app.safe.ask(lambda vault: vault.is_right(typed), self._judged, self._failed)

    def _got(self, _key: Any) -> None:
        self._work(busy=False)
        self._pass()

    def _judged(self, right: bool) -> None:  # noqa: FBT001 - an answer
        self._work(busy=False)
        if right:
            self._pass()
        else:
            self._failed(KnownError(Trouble.WRONG_SECRET))

    def _failed(self, error: Exception) -> None:
        self._work(busy=False)
        if self._passed:
            return
        self._say(_words(error))
        lost = isinstance(error, KnownError) and error.code in {
            Trouble.NO_KEY_FILE,
            Trouble.KEY_DAMAGED,
        }
        self.sheet.setVisible(lost or self.sheet.isVisible())
        # What was typed stays, so that a slip need not cost all of it.
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pass(self) -> None:
        if not self._passed:
            self._passed = True
            self.field.clear()
            self._say(self.tr("Opening…") if self._asks is _Asks.FOR_THE_DATA else "")
            self.opened.emit()

    # The keyring

    def _ask_keyring(self) -> None:
        if self.keyring.isVisible() and not self._passed:
            self._say(self.tr("Asking the keyring…"))
            self._app.safe.ask(_by_keyring, self._keyring_gave, self._keyring_silent)

    def _keyring_gave(self, found: bool) -> None:  # noqa: FBT001 - an answer
        if self._passed:
            return
        if found:
            self._pass()
        elif self.keyring.isVisible():
            self._say(self.tr("The keyring no longer has what opens this. Type the passphrase."))

    def _keyring_silent(self, error: Exception) -> None:
        if self._passed:
            return
        if isinstance(error, KeyringError):
            self.keyring.show()
            self._say(keyring_words.of(error))
        else:
            self._say(_words(error))

    # A lost key file

    def _take_sheet(self) -> None:
        chosen = self.choose_file() if self.sheet.isVisible() else ""
        if chosen:
            from pathlib import Path  # noqa: PLC0415 - once in a life

            file = Path(chosen)
            self._app.safe.ask(lambda vault: vault.take_sheet(file), self._took_sheet, self._failed)

    def _took_sheet(self, fits: bool) -> None:  # noqa: FBT001 - an answer
        self._say(
            self.tr("That is the sheet of this data. Type the recovery code that stands on it.")
            if fits
            else self.tr("That is no recovery sheet, or one of other data. Nothing was changed.")
        )
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_which(self) -> str:
        return QFileDialog.getOpenFileName(self, self.tr("Recovery sheet"))[0]

    # Parts

    def _begin(self, asks: _Asks) -> None:
        self._asks = asks
        self._passed = False
        self._say("")
        self.field.clear()
        self._hide_again()
        typed = asks is not _Asks.NOTHING
        self.field.setVisible(typed)
        self.reveal.setVisible(typed)
        self.keyring.hide()
        self.sheet.hide()
        self.leave.setVisible(asks is _Asks.FOR_THE_DATA)
        self._work(busy=False)

    def _work(self, *, busy: bool) -> None:
        self._busy = busy
        self.unlock.setEnabled(not busy)
        if busy:
            self._say(self.tr("Trying…"))

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
        self.field.setAccessibleDescription(sentence or self._text.text())
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(sentence or self._text.text())

    def _reveal(self) -> None:
        shown = self.field.echoMode() is QLineEdit.EchoMode.Normal
        mode = QLineEdit.EchoMode.Password if shown else QLineEdit.EchoMode.Normal
        self.field.setEchoMode(mode)
        self._name_reveal()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hide_again(self) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self._name_reveal()

    def _name_reveal(self) -> None:
        shown = self.field.echoMode() is QLineEdit.EchoMode.Normal
        self.reveal.setText(
            self.tr("Hide what is typed") if shown else self.tr("Show what is typed")
        )

    def _lay_out(self) -> None:
        inner = QVBoxLayout()
        inner.setSpacing(0)
        inner.addWidget(Mark())
        inner.addSpacing(24)
        inner.addWidget(self._title)
        inner.addSpacing(8)
        inner.addWidget(self._text)
        inner.addSpacing(20)
        inner.addWidget(self.field)
        inner.addSpacing(8)
        inner.addWidget(self.said)
        inner.addSpacing(12)
        for group in ((self.unlock, self.reveal, self.leave), (self.keyring, self.sheet)):
            row = QHBoxLayout()
            row.setSpacing(4)
            for button in group:
                row.addWidget(button)
            row.addStretch()
            inner.addLayout(row)
            inner.addSpacing(8)
        inner.setContentsMargins(0, 0, 0, 0)
        self._column = QWidget()
        self._column.setLayout(inner)
        # Not aligned by a flag: then a sentence that wraps would not be given its height.
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(self._column)
        middle.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(40, 28, 40, 28)
        outer.addStretch(2)
        outer.addLayout(middle)
        outer.addStretch(3)
        self.theme_changed()


def _by_keyring(vault: "Vault") -> bool:
    return vault.unlock_by_keyring() is not None


def _has_keyring(vault: "Vault") -> bool:
    return vault.has_keyring()


def _words(error: Exception) -> str:
    from spindle.shell.settings_page.job_row import words_of  # noqa: PLC0415 - after first paint

    return words_of(error)
