"""A row that looks into a copy, asking for its passphrase where it has one of its own."""

from pathlib import Path
from typing import Any, Final

from spindle.core.feature import App
from spindle.core.jobs_port import JobFailed
from spindle.shell import background
from spindle.shell.settings_page.encryption.panel import PresentPassphrase
from spindle.shell.settings_page.job_row import JobRow, words_of
from spindle.storage.errors import Trouble
from spindle.storage.ours import RESTORE

LOOK: Final = "spindle.tasks:look"


class CopyRow(JobRow):
    """The job process looks into the file; ``looked`` gets what it found there.

    Attributes:
        path: The database in force.
        file: The copy.
        file_key: Its key, where it is another than the profile's.
    """

    def __init__(self, app: App, path: Path, name: str, about: str, verb: str) -> None:
        super().__init__(app, name, about, verb)
        self.path = self.file = path
        self.file_key: bytes | None = None
        self.panel: PresentPassphrase | None = None

    def look_into(self, file: Path, file_key: bytes | None = None) -> None:
        """Look, and then ``looked``."""
        self.file, self.file_key = file, file_key
        self.show_buttons(self.button)
        arguments = {
            "path": str(self.path),
            "file": str(file),
            "key": self._app.safe.plain,
            "file_key": file_key,
        }
        self.run(LOOK, arguments, self.looked, self.path.parent / RESTORE)

    def drop_staged(self) -> None:
        """What was found is not wanted."""
        from spindle.storage.restore import staging  # noqa: PLC0415 - after the first paint

        folder = self.path.parent
        background.run(lambda: staging.clear(folder), self._app.post, lambda _: None, self._odd)

    def _odd(self, error: Exception) -> None:
        self.say(str(error))

    def looked(self, found: dict[str, Any]) -> None:
        """Say what is in it, and what can be done."""
        raise NotImplementedError

    def show_buttons(self, *shown: object) -> None:
        """Show these, and no other."""
        raise NotImplementedError

    def _failed(self, failure: JobFailed) -> None:
        super()._failed(failure)
        if failure.kind == Trouble.ENCRYPTED:
            self._ask_for_secret()

    def _ask_for_secret(self) -> None:
        """The copy is encrypted with a key that is not here: by another profile, or before."""
        panel = PresentPassphrase(
            self.tr("Open the copy"), self.tr("The passphrase or recovery code of that copy.")
        )
        panel.given.connect(self._open_copy)
        panel.left.connect(self._close_panel)
        self.panel = panel
        self.show_buttons()
        self.put_below(panel)
        panel.present.setFocus()

    def _open_copy(self, typed: str) -> None:
        file, panel = self.file, self.panel
        if panel is not None:
            panel.say(self.tr("Working…"))
            self._app.safe.ask(
                lambda vault: vault.opened(typed, file).plain,
                self._opened_copy,
                lambda error: panel.say(words_of(error)),
            )

    def _opened_copy(self, file_key: bytes) -> None:
        self._close_panel()
        self.look_into(self.file, file_key)

    def _close_panel(self) -> None:
        if self.panel is not None:
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None
        self.show_buttons(self.button)
