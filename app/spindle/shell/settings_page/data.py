"""Your data: where it is, a copy now, and everything in one zip file."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from spindle.core.feature import App
from spindle.shell import background
from spindle.shell.settings_page.row import Form, FormRow
from spindle.storage.errors import KnownError
from spindle.ui.buttons import Button

FILE: Final = "spindle.db"


class DataSection(Form):
    """Rows with one button each; the answer appears in the row."""

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._path = app.profile / FILE
        self.choose_file: Callable[[], str] = self._ask_where
        self.place = self._row(
            self.tr("One file on this computer"),
            str(self._path),
            self.tr("Open the folder"),
            self._open_folder,
        )
        self.copies = self._row(
            self.tr("Copies"),
            self.tr("One a day, checked; the newest seven are kept in the folder backups."),
            self.tr("Back up now"),
            self.back_up,
        )
        self.exported = self._row(
            self.tr("Everything in one zip file"),
            self.tr("Each table as CSV and as JSON lines, for any other program."),
            self.tr("Export…"),
            self.export,
        )
        self._row(
            self.tr("No network"),
            self.tr("Spindle sends nothing and fetches nothing. There is no account."),
            "",
            self._open_folder,
        )

    def back_up(self) -> None:
        """Make a checked copy beside the database now."""
        from spindle.storage import backup  # noqa: PLC0415 - after the first paint

        at = self._app.clock.now().local
        name = f"spindle-{at:%Y%m%d-%H%M%S}.db"
        target = self._path.parent / backup.FOLDER / name

        def job() -> Path:
            target.parent.mkdir(mode=0o700, exist_ok=True)
            return backup.copy(self._path, target)

        self._run(self.copies, job, self.tr("Copied to {file}."))

    @property
    def folder(self) -> Path:
        """Where an export is proposed to go."""
        try:
            return Path.home()
        except RuntimeError:  # a user without one: the profile is a folder that is surely there
            return self._path.parent

    def export(self) -> None:
        """Ask where, then write the zip file."""
        from spindle.storage.export import export  # noqa: PLC0415 - after the first paint

        chosen = self.choose_file()
        if not chosen:
            return
        target = Path(chosen)

        def job() -> Path:
            export(self._path, target, self._app.features)
            return target

        self._run(self.exported, job, self.tr("Written to {file}."))

    def _run(self, row: FormRow, job: Callable[[], Path], sentence: str) -> None:
        button = row.control
        if button is not None:
            button.setEnabled(False)

        def done(file: Path) -> None:
            self._say(row, sentence.format(file=file))

        def failed(error: Exception) -> None:
            self._say(row, words_of(error))

        background.run(job, self._app.post, done, failed)

    def _say(self, row: FormRow, sentence: str) -> None:
        if row.control is not None:
            row.control.setEnabled(True)
        row.show_error(sentence)

    def _ask_where(self) -> str:
        at = self._app.clock.now().local
        name = str(self.folder / f"spindle-{at:%Y-%m-%d}.zip")
        kinds = self.tr("Zip files (*.zip)")
        return QFileDialog.getSaveFileName(self, self.tr("Export"), name, kinds)[0]

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path.parent)))

    def _row(self, name: str, about: str, verb: str, do: Callable[[], None]) -> FormRow:
        button = None
        if verb:
            button = Button("secondary", verb, compact=True)
            button.clicked.connect(do, Qt.ConnectionType.DirectConnection)
        return self.add(FormRow(name, about, button))


def words_of(error: Exception) -> str:
    """An error's sentence and advice in the user's language."""
    if not isinstance(error, KnownError):
        return str(error)
    translate = QCoreApplication.translate
    both = f"{translate('storage', error.sentence)} {translate('storage', error.advice)}"
    return both.format_map(error.facts)
