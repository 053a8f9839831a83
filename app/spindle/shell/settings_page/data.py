"""Your data: where it is, copies, taking it back, and everything in one zip file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from spindle.core.feature import App
from spindle.shell.desktop import Desktop
from spindle.shell.settings_page.data_back import GoBackRow
from spindle.shell.settings_page.data_delete import DeleteRow
from spindle.shell.settings_page.data_export import ExportRow
from spindle.shell.settings_page.data_restore import BACK_UP, RestoreRow
from spindle.shell.settings_page.encryption.section import EncryptionRows
from spindle.shell.settings_page.job_row import JobRow
from spindle.shell.settings_page.row import Form, FormRow
from spindle.ui.buttons import Button

FILE: Final = "spindle.db"
CHECK: Final = "spindle.tasks:check"


class DataSection(Form):
    """Rows with one button each; the answer appears in the row."""

    def __init__(self, app: App, desktop: Desktop, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._desktop = desktop
        self._path = app.profile / FILE
        self.choose_folder: Callable[[], str] = self._ask_folder
        self.place = self._row(
            self.tr("One file on this computer"),
            str(self._path),
            self.tr("Open the folder"),
            self._open_folder,
        )
        self.copies = self._job(
            self.tr("Copies"),
            self.tr("One a day, checked. Kept: seven days, then four weeks, then twelve months."),
            self.tr("Back up now"),
            self.back_up,
        )
        self.restored = RestoreRow(app, self._path)
        self.add(self.restored)
        self.back = GoBackRow(app, self._path)
        self.add(self.back)
        self.exported = ExportRow(app, self._path, _home() or self._path.parent)
        self.add(self.exported)
        self.checked = self._job(
            self.tr("Is it whole?"),
            self.tr("Every page of the file and every reference in it."),
            self.tr("Check now"),
            self.check,
        )
        self.encryption = EncryptionRows(self, app)
        self._row(
            self.tr("Another profile"),
            self.tr("A folder of its own with its own data. Neither knows of the other."),
            self.tr("Open…"),
            self._open_profile,
        )
        self._row(
            self.tr("No network"),
            self.tr("Spindle sends nothing and fetches nothing. There is no account."),
            "",
            self._open_folder,
        )
        self.deleted = DeleteRow(app)
        self.add(self.deleted)

    def back_up(self) -> None:
        """Make a checked copy beside the database now."""
        from spindle.storage import backup, ours  # noqa: PLC0415 - after the first paint

        name = backup.by_hand_name(self._app.clock.now())
        target = self._path.parent / ours.BACKUPS / name
        words = self.tr("Copied to {file}.")
        self.copies.run(
            BACK_UP,
            {"path": str(self._path), "target": str(target), "key": self._app.safe.plain},
            lambda file: self._copied(words.format(file=file)),
            target.with_suffix(".part"),
        )

    def _copied(self, sentence: str) -> None:
        self.copies.say(sentence)
        self.back.refresh()

    def check(self) -> None:
        """Look at every page."""
        arguments = {"path": str(self._path), "key": self._app.safe.plain}
        self.checked.run(CHECK, arguments, self._checked)

    def _checked(self, found: list[Any]) -> None:
        if not found:
            self.checked.say(self.tr("It is whole."))
            return
        words = self.tr(
            "It is damaged: {finding}. Take data back from the newest copy; what is newer here "
            "and can be read stays."
        )
        self.checked.say(words.format(finding=found[0]))

    def _ask_folder(self) -> str:
        title = self.tr("Open a profile")
        folder = _home() or self._path.parent
        return QFileDialog.getExistingDirectory(self, title, str(folder))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    def _open_profile(self) -> None:
        chosen = self.choose_folder()
        if chosen:
            self._desktop.open_profile(Path(chosen))

    def _job(self, name: str, about: str, verb: str, do: Callable[[], None]) -> JobRow:
        row = JobRow(self._app, name, about, verb)
        row.asked.connect(do)
        self.add(row)
        return row

    def _row(self, name: str, about: str, verb: str, do: Callable[[], None]) -> FormRow:
        button = None
        if verb:
            button = Button("secondary", verb, compact=True)
            button.clicked.connect(do, Qt.ConnectionType.DirectConnection)
        return self.add(FormRow(name, about, button))


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:  # a user without one
        return None
