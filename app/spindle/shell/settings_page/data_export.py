"""Everything in one zip file: for any program to read, and so never encrypted."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from spindle.core.feature import App
from spindle.core.safe_port import Kept
from spindle.shell.settings_page.job_row import JobRow

if TYPE_CHECKING:
    from collections.abc import Callable

EXPORT: Final = "spindle.tasks:export"


class ExportRow(JobRow):
    """Asks where; for encrypted data it asks first whether it shall be in clear there.

    Attributes:
        folder: Where an export is proposed to go.
    """

    def __init__(self, app: App, path: Path, folder: Path) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            app,
            translate("DataSection", "Everything in one zip file"),
            translate(
                "DataSection", "Markdown, CSV, JSON lines and a calendar, for any other program."
            ),
            translate("DataSection", "Export…"),
        )
        self._path = path
        self.folder = folder
        self.choose_file: Callable[[], str] = self._ask_where
        self.in_clear = self.buttons.add("secondary", self.tr("Export it in clear"), self._do)
        self.leave = self.buttons.add("quiet", self.tr("Leave it"), self._leave)
        self.asked.connect(self.export)
        self._ask(asking=False)

    def export(self) -> None:
        """Ask whether, where there is a question, then where."""
        if self._app.safe.kept is Kept.OPEN:
            self.say(
                self.tr(
                    "The zip file will not be encrypted: whoever has it reads everything in it."
                )
            )
            self._ask(asking=True)
            self.leave.setFocus()
        else:
            self._do()

    def _do(self) -> None:
        from spindle.storage.export import part_of  # noqa: PLC0415 - after the first paint

        self._ask(asking=False)
        self.say("")
        chosen = self.choose_file()
        if not chosen:
            return
        target = Path(chosen).absolute()
        self.run(
            EXPORT,
            {"path": str(self._path), "target": str(target), "key": self._app.safe.plain},
            lambda _: self.say(self.tr("Written to {file}.").format(file=target)),
            part_of(target),
        )

    def _leave(self) -> None:
        self._ask(asking=False)
        self.say("")
        self.button.setFocus()

    def _ask(self, *, asking: bool) -> None:
        self.button.setVisible(not asking)
        for button in (self.in_clear, self.leave):
            button.setVisible(asking)

    def _ask_where(self) -> str:
        at = self._app.clock.now().local
        name = str(self.folder / f"spindle-{at:%Y-%m-%d}.zip")
        kinds = self.tr("Zip files (*.zip)")
        return QFileDialog.getSaveFileName(self, self.tr("Export"), name, kinds)[0]
