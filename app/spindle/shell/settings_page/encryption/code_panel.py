"""The recovery code, shown once: written down, and proved to be."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from spindle.shell.settings_page.encryption.panel import Panel
from spindle.ui.field import Field
from spindle.ui.labels import Label

if TYPE_CHECKING:
    from collections.abc import Callable


class CodePanel(Panel):
    """``confirmed`` once a group of it, chosen at random, has been typed back."""

    confirmed = Signal()

    def __init__(self, code: str, sheet: str, verb: str) -> None:
        """Show it.

        Args:
            code: Seven groups.
            sheet: The text of the recovery sheet, for whoever wants to print it.
            verb: What follows.
        """
        super().__init__()
        self._groups = code.split("-")
        self._asked = secrets.randbelow(len(self._groups)) + 1
        self._sheet = sheet
        self.choose_file: Callable[[], str] = self._ask_where
        shown = Label("finding", code, wrap=True)
        shown.setAccessibleName(" ".join(code))
        for widget in (
            Label("active", self.tr("Write down the recovery code")),
            shown,
            Label(
                "body",
                self.tr(
                    "It is shown this once. It opens your data if the passphrase is forgotten; "
                    "without either nobody can. Keep it on paper, away from this computer."
                ),
                "ink2",
                wrap=True,
            ),
        ):
            self.column.addWidget(widget)
        asked = self.tr("To go on, type group {number} of it").format(number=self._asked)
        self.typed = self.field(asked, Field())
        self.typed.returnPressed.connect(self._weigh)
        self.go_on = self.button("primary", verb, self._weigh)
        self.save = self.button("secondary", self.tr("Save a sheet to print…"), self._save)
        self.finish()

    def _weigh(self) -> None:
        from spindle.storage.vault.recovery import is_group  # noqa: PLC0415 - when asked

        if is_group(self.typed.text(), self._groups[self._asked - 1]):
            self.say("")
            self.confirmed.emit()
        else:
            words = self.tr("That is not group {number}. Compare it with what you wrote down.")
            self.say(words.format(number=self._asked))
            self.typed.selectAll()
            self.typed.setFocus()

    def _save(self) -> None:
        chosen = self.choose_file()
        if not chosen:
            return
        try:
            file = Path(chosen)
            file.touch(mode=0o600)
            file.write_text(self._sheet, "utf-8")
        except OSError as error:
            self.say(self.tr("It was not saved: {error}").format(error=error.strerror or ""))
        else:
            words = self.tr(
                "Saved as {file}. Print it, then move it away: whoever has it and your data can "
                "read all of it."
            )
            self.say(words.format(file=chosen))

    def _ask_where(self) -> str:
        name = str(Path.home() / "spindle-recovery-sheet.txt")
        kinds = self.tr("Text (*.txt)")
        return QFileDialog.getSaveFileName(self, self.tr("Recovery sheet"), name, kinds)[0]
