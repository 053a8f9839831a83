"""The rows of encryption in Your data: on and off, what opens it, the keyring, what is in clear."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QScrollArea

from spindle.core.feature import App
from spindle.core.keyring_port import KeyringError
from spindle.core.safe_port import Kept
from spindle.shell import keyring_words
from spindle.shell.settings_page.encryption.code_panel import CodePanel
from spindle.shell.settings_page.encryption.panel import NewPassphrase, Panel, PresentPassphrase
from spindle.shell.settings_page.job_row import Buttons, words_of
from spindle.shell.settings_page.row import FormRow
from spindle.storage.errors import KnownError, Trouble
from spindle.ui.counted import counted
from spindle.ui.switch import Switch

if TYPE_CHECKING:
    from spindle.storage.vault.vault import NewCode, Vault

_MOST_NAMES: Final = 3


def tr(text: str) -> str:
    """In the one context of these rows."""
    return QCoreApplication.translate("Encryption", text)


class PanelRow(FormRow):
    """A row whose buttons open one panel at a time below it."""

    changed = Signal()
    """Something about the encryption is different now."""

    def __init__(self, app: App, name: str, about: str) -> None:
        self.buttons = Buttons()
        super().__init__(name, about, self.buttons)
        self._app = app
        self.panel: Panel | None = None

    def open_panel(self, panel: Panel) -> None:
        """Show a panel in place of the buttons."""
        self.close_panel()
        self.panel = panel
        panel.left.connect(self.leave)
        self.buttons.hide()
        self.show_error("")
        self.put_below(panel)
        QTimer.singleShot(0, self, self._show_panel)  # once it has its place

    def _show_panel(self) -> None:
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is not None and self.panel is not None:
            area.ensureWidgetVisible(self.panel)

    def close_panel(self) -> None:
        """Take it away, with all that was typed in it."""
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        self.buttons.show()

    def leave(self) -> None:
        """Nothing is to be changed."""
        self.close_panel()
        self.show_error(tr("Nothing was changed."))

    def ask(self, question: "Callable[[Vault], Any]", done: Callable[[Any], None]) -> None:
        """Ask the vault; trouble is said in the panel, or in the row."""
        self.say(tr("Working…"))
        self._app.safe.ask(question, lambda answer: self._answered(answer, done), self.failed)

    def say(self, sentence: str) -> None:
        """Answer where the person looks."""
        if self.panel is not None:
            self.panel.say(sentence)
        else:
            self.show_error(sentence)

    def failed(self, error: Exception) -> None:
        """Say what went wrong; nothing was changed by it."""
        self.say(keyring_words.of(error) if isinstance(error, KeyringError) else words_of(error))

    def _answered(self, answer: Any, done: Callable[[Any], None]) -> None:
        self.say("")
        done(answer)


class OpensRow(PanelRow):
    """Passphrase and recovery code: changed by whoever knows one of them."""

    def __init__(self, app: App) -> None:
        super().__init__(
            app,
            tr("What opens it"),
            tr("The passphrase, and the recovery code if it is forgotten. Nothing else can."),
        )
        self.passphrase = self.buttons.add("secondary", tr("New passphrase…"), self._passphrase)
        self.code = self.buttons.add("secondary", tr("New recovery code…"), self._code)

    def _passphrase(self) -> None:
        self._ask_present(self._choose_passphrase)

    def _code(self) -> None:
        self._ask_present(lambda: self.ask(lambda vault: vault.new_code(), self._show_code))

    def _ask_present(self, then: Callable[[], None]) -> None:
        panel = PresentPassphrase(tr("Go on"), tr("First the passphrase of now."))
        panel.given.connect(lambda typed: self._judge(typed, then))
        self.open_panel(panel)
        panel.present.setFocus()

    def _judge(self, typed: str, then: Callable[[], None]) -> None:
        def judged(right: bool) -> None:  # noqa: FBT001 - an answer
            if right:
                then()
            else:
                self.failed(KnownError(Trouble.WRONG_SECRET))

        self.ask(lambda vault: vault.is_right(typed), judged)

    def _choose_passphrase(self) -> None:
        panel = NewPassphrase(
            tr("Change it"),
            tr("Copies that you keep elsewhere still open with the passphrase of before."),
        )
        panel.chosen.connect(
            lambda typed: self.ask(
                lambda vault: vault.set_passphrase(typed),
                lambda _: self._done(tr("The new passphrase opens your data from now on.")),
            )
        )
        self.open_panel(panel)
        panel.first.setFocus()

    def _show_code(self, new: "NewCode") -> None:
        panel = CodePanel(new.code, new.sheet, tr("Use this code"))
        panel.confirmed.connect(
            lambda: self.ask(
                lambda vault: vault.set_recovery(new),
                lambda _: self._done(tr("The new code opens your data, and the old one no more.")),
            )
        )
        self.open_panel(panel)
        panel.typed.setFocus()

    def _done(self, sentence: str) -> None:
        self.close_panel()
        self.say(sentence)
        self.changed.emit()


class KeyringRow(PanelRow):
    """A switch: whether the desktop's keyring opens the data by itself."""

    def __init__(self, app: App) -> None:
        super().__init__(
            app,
            tr("Open with the desktop's keyring"),
            tr(
                "No passphrase at a start. Whoever can use your desktop, and every program that "
                "runs as you, can then open your data."
            ),
        )
        self.switch = Switch()
        self.switch.setAccessibleName(self.name)
        self.buttons.put(self.switch)
        self.switch.toggled.connect(self._toggled)

    def show_state(self, *, on: bool) -> None:
        """Show what is so."""
        blocked = self.switch.blockSignals(True)
        self.switch.setChecked(on)
        self.switch.blockSignals(blocked)

    def _toggled(self, on: bool) -> None:  # noqa: FBT001 - a Qt slot
        if on:
            self.ask(lambda vault: vault.use_keyring(), lambda _: self.changed.emit())
        else:
            self.ask(lambda vault: vault.leave_keyring(), lambda _: self.changed.emit())

    def failed(self, error: Exception) -> None:
        """Say it, and show what is so all the same."""
        super().failed(error)
        self.changed.emit()


class InClearRow(PanelRow):
    """There while older copies can still be read by anybody."""

    encrypt_asked = Signal()

    def __init__(self, app: App) -> None:
        super().__init__(app, tr("Still in clear"), "")
        self.encrypt = self.buttons.add("secondary", tr("Encrypt them"), self.encrypt_asked.emit)
        self.delete = self.buttons.add("secondary", tr("Delete them"), self._delete)
        self._files: list[Path] = []

    def show_files(self, files: list[Path]) -> None:
        """Name them, or go."""
        self._files = files
        named = ", ".join(file.name for file in files[:_MOST_NAMES])
        words = counted(
            tr("1 older file holds your words unencrypted: {names}."),
            tr("{n} older files hold your words unencrypted: {names}."),
            len(files),
        )
        more = f"{named} …" if len(files) > _MOST_NAMES else named
        self.describe(words.format(names=more))
        self.setVisible(bool(files))

    def _delete(self) -> None:
        files = self._files

        def delete(_: "Vault") -> None:
            for file in files:
                file.unlink(missing_ok=True)

        self.ask(delete, lambda _: self.changed.emit())


def is_open(app: App) -> bool:
    """Whether there is something encrypted to be told of."""
    return app.safe.kept is Kept.OPEN
