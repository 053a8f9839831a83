"""Taking data back: choose a file, see what it would change, then do it or leave it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QTimeZone
from PySide6.QtWidgets import QFileDialog

from spindle.core.clock import SECOND
from spindle.core.feature import App
from spindle.core.jobs_port import JobFailed
from spindle.core.storage_events import RestartAsked
from spindle.shell import background
from spindle.shell.settings_page.encryption.panel import PresentPassphrase
from spindle.shell.settings_page.job_row import JobRow, words_of
from spindle.storage.errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable

LOOK: Final = "spindle.tasks:look"
BACK_UP: Final = "spindle.tasks:back_up"


class RestoreRow(JobRow):
    """The job process looks into the file; the database worker merges what was found."""

    def __init__(self, app: App, path: Path) -> None:
        """Make the row.

        Args:
            app: Its jobs and its database.
            path: The database file.
        """
        translate = QCoreApplication.translate
        super().__init__(
            app,
            translate("RestoreRow", "Take data back"),
            translate(
                "RestoreRow",
                "From a copy or an exported zip. What is newer stays; you see first what changes.",
            ),
            translate("RestoreRow", "Restore…"),
        )
        self._path = path
        self._all = 0
        self._file = path
        self._panel: PresentPassphrase | None = None
        self.choose_file: Callable[[], str] = self._ask_which
        self.take = self.buttons.add("primary", self.tr("Take it back"), self._take)
        self.leave = self.buttons.add("quiet", self.tr("Leave it"), self._leave)
        self.again = self.buttons.add("primary", self.tr("Start again"), self._start_again)
        self.asked.connect(self._look)
        self._show_buttons(self.button)

    def _look(self) -> None:
        chosen = self.choose_file()
        if chosen:
            self._file = Path(chosen)
            self._look_into(None)

    def _look_into(self, file_key: bytes | None) -> None:
        """Look, with the copy's own key where it has another one than the profile."""
        self._show_buttons(self.button)
        arguments = {
            "path": str(self._path),
            "file": str(self._file),
            "key": self._app.safe.plain,
            "file_key": file_key,
        }
        self.run(LOOK, arguments, self._looked)

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
        self._panel = panel
        self._show_buttons()
        self.put_below(panel)
        panel.present.setFocus()

    def _open_copy(self, typed: str) -> None:
        file, panel = self._file, self._panel
        if panel is not None:
            panel.say(self.tr("Working…"))
            self._app.safe.ask(
                lambda vault: vault.opened(typed, file).plain,
                self._opened_copy,
                lambda error: panel.say(words_of(error)),
            )

    def _opened_copy(self, file_key: bytes) -> None:
        self._close_panel()
        self._look_into(file_key)

    def _close_panel(self) -> None:
        if self._panel is not None:
            self._panel.hide()
            self._panel.deleteLater()
            self._panel = None
        self._show_buttons(self.button)

    def _looked(self, found: dict[str, Any]) -> None:
        changes = found["changes"]
        new, newer = (sum(change[kind] for change in changes) for kind in ("new", "newer"))
        self._all = new + newer + sum(change["same"] for change in changes)
        if not new and not newer:
            self._drop_staged()
            self.say(self.tr("All that is in this file is here already. Nothing was changed."))
            return
        words = self.tr("{new} new rows, {newer} newer, {same} the same.")
        sentences = [words.format(**_counted(new=new, newer=newer, same=self._all - new - newer))]
        if found["last"] is not None:
            day = _day_of(*found["last"])
            sentences.append(self.tr("The last session in it is of {day}.").format(day=day))
        if found["bad"]:
            bad = _counted(bad=found["bad"])
            sentences.append(self.tr("{bad} parts of it cannot be read.").format(**bad))
        self.say(" ".join(sentences))
        self._show_buttons(self.take, self.leave)

    def _leave(self) -> None:
        self._drop_staged()
        self._show_buttons(self.button)
        self.say(self.tr("Nothing was changed."))

    def _take(self) -> None:
        """Copy what is here, then merge."""
        from spindle.storage import backup, ours  # noqa: PLC0415 - after the first paint

        self._show_buttons()
        name = backup.by_hand_name(self._app.clock.now())
        target = self._path.parent / ours.BACKUPS / name
        arguments = {
            "path": str(self._path),
            "target": str(target),
            "key": self._app.safe.plain,
        }
        self.run(BACK_UP, arguments, lambda _: self._merge(), target.with_suffix(".part"))

    def _merge(self) -> None:
        from spindle.storage.export import exported  # noqa: PLC0415 - after the first paint
        from spindle.storage.restore.live import LiveMerge  # noqa: PLC0415 - likewise
        from spindle.storage.vault.key import Key  # noqa: PLC0415 - likewise

        at = self._app.clock.now().local
        LiveMerge(
            self._app.database,
            self._path.parent,
            exported(self._app.features),
            key=Key.of(self._app.safe.plain),
            told=self._merged_so_far,
            done=self._merged,
            failed=self._not_merged,
        ).start(f"restore-{at:%Y%m%d-%H%M%S}")

    def _merged_so_far(self, rows: int) -> None:
        self._told({"done": rows, "of": self._all})

    def _merged(self, rows: int, unreadable: Path | None) -> None:
        words = self.tr("{rows} rows are back. Start Spindle again to see them everywhere.")
        sentences = [words.format(**_counted(rows=rows))]
        if unreadable is not None:
            named = self.tr("What could not be read is named in {file}.")
            sentences.append(named.format(file=unreadable))
        self.say(" ".join(sentences))
        self._show_buttons(self.again)

    def _not_merged(self, error: Exception) -> None:
        self.say(words_of(error))
        self._show_buttons(self.take, self.leave)

    def _start_again(self) -> None:
        self._app.bus.publish(RestartAsked())

    def _drop_staged(self) -> None:
        from spindle.storage.restore import staging  # noqa: PLC0415 - after the first paint

        folder = self._path.parent
        background.run(lambda: staging.clear(folder), self._app.post, lambda _: None, self._odd)

    def _odd(self, error: Exception) -> None:
        self.say(str(error))

    def _show_buttons(self, *shown: object) -> None:
        for button in (self.button, self.take, self.leave, self.again):
            button.setVisible(button in shown)

    def _ask_which(self) -> str:
        from spindle.storage.ours import BACKUPS  # noqa: PLC0415 - after the first paint

        folder = self._path.parent / BACKUPS
        kinds = self.tr("Copies and exports (*.db *.zip)")
        return QFileDialog.getOpenFileName(self, self.tr("Take data back"), str(folder), kinds)[0]


def _counted(**numbers: int) -> dict[str, str]:
    locale = QLocale()
    return {name: locale.toString(number) for name, number in numbers.items()}


def _day_of(wall: int, offset: int) -> str:
    at = QDateTime.fromSecsSinceEpoch(wall // SECOND, QTimeZone.fromSecondsAheadOfUtc(offset))
    return QLocale().toString(at.date(), QLocale.FormatType.LongFormat)
