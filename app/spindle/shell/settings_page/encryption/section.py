"""All rows of encryption together, each there when it says something."""

from pathlib import Path
from typing import TYPE_CHECKING

from spindle.core.feature import App
from spindle.shell.settings_page.encryption.rows import InClearRow, KeyringRow, OpensRow, is_open
from spindle.shell.settings_page.encryption.switch_row import SwitchRow
from spindle.shell.settings_page.row import Form

if TYPE_CHECKING:
    from spindle.storage.vault.vault import Vault


class EncryptionRows:
    """Adds the rows to a form, and keeps them true."""

    def __init__(self, form: Form, app: App) -> None:
        self._app = app
        self.switch = SwitchRow(app)
        self.in_clear = InClearRow(app)
        self.opens = OpensRow(app)
        self.keyring = KeyringRow(app)
        for row in (self.switch, self.in_clear, self.opens, self.keyring):
            form.add(row)
            row.changed.connect(self.refresh)
        self.in_clear.encrypt_asked.connect(self.switch.bring_along)
        self.refresh()

    def refresh(self) -> None:
        """Show what is so; what has to be looked up comes in a moment."""
        self.switch.refresh()
        shown = is_open(self._app)
        self.opens.setVisible(shown)
        self.keyring.setVisible(shown)
        self.in_clear.hide()
        if shown and not self.switch.is_working:
            self._app.safe.ask(_facts, self._show, lambda _: None)

    def _show(self, facts: tuple[bool, list[Path]]) -> None:
        by_keyring, files = facts
        self.keyring.show_state(on=by_keyring)
        self.in_clear.show_files(files)


def _facts(vault: "Vault") -> tuple[bool, list[Path]]:
    return vault.has_keyring(), vault.in_clear()
