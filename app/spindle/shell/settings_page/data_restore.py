"""Taking data back: choose a file, see what it would change, then do it or leave it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QTimeZone
from PySide6.QtWidgets import QFileDialog

from spindle.core.clock import SECOND
from spindle.core.feature import App
from spindle.core.storage_events import RestartAsked
from spindle.shell.settings_page.copy_row import CopyRow
from spindle.shell.settings_page.job_row import words_of
from spindle.storage.ours import BACKUPS
from spindle.ui.counted import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from spindle.storage.restore.live import LiveMerge

BACK_UP: Final = "spindle.tasks:back_up"


class RestoreRow(CopyRow):
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
            path,
            translate("RestoreRow", "Take data back"),
            translate(
                "RestoreRow",
                "From a copy or an exported zip. What is newer stays; you see first what changes.",
            ),
            translate("RestoreRow", "Restore…"),
        )
        self._all = 0
        self._merging: LiveMerge | None = None
        self.choose_file: Callable[[], str] = self._ask_which
        self.take = self.buttons.add("primary", self.tr("Take it back"), self._take)
        self.leave = self.buttons.add("quiet", self.tr("Leave it"), self._leave)
        self.again = self.buttons.add("primary", self.tr("Start again"), self._start_again)
        self.asked.connect(self._look)
        self.show_buttons(self.button)

    def _look(self) -> None:
        chosen = self.choose_file()
        if chosen:
            self.look_into(Path(chosen))

    def looked(self, found: dict[str, Any]) -> None:
        """See ``CopyRow``."""
        changes = found["changes"]
        new, newer = (sum(change[kind] for change in changes) for kind in ("new", "newer"))
        self._all = new + newer + sum(change["same"] for change in changes)
        if not new and not newer:
            self.drop_staged()
            self.say(self.tr("All that is in this file is here already. Nothing was changed."))
            return
        one = self.tr("1 new row, {newer} newer, {same} the same.")
        many = self.tr("{n} new rows, {newer} newer, {same} the same.")
        rest = written(newer=newer, same=self._all - new - newer)
        sentences = [counted(one, many, new).format(**rest)]
        if found["last"] is not None:
            day = day_of(*found["last"])
            sentences.append(self.tr("The last session in it is of {day}.").format(day=day))
        if found["bad"]:
            sentences.append(cannot_be_read(found["bad"]))
        self.say(" ".join(sentences))
        self.show_buttons(self.take, self.leave)

    def _leave(self) -> None:
        self.drop_staged()
        self.show_buttons(self.button)
        self.say(self.tr("Nothing was changed."))

    def _take(self) -> None:
        """Copy what is here, then merge."""
        from spindle.storage import backup  # noqa: PLC0415 - after the first paint

        name = backup.by_hand_name(self._app.clock.now())
        target = self.path.parent / BACKUPS / name
        arguments = {
            "path": str(self.path),
            "target": str(target),
            "key": self._app.safe.plain,
        }
        self.show_buttons(self.button)
        self.run(BACK_UP, arguments, lambda _: self._merge(target), target.with_suffix(".part"))

    def _merge(self, before: Path) -> None:
        from spindle.storage.export import exported  # noqa: PLC0415 - after the first paint
        from spindle.storage.restore.live import LiveMerge  # noqa: PLC0415 - likewise
        from spindle.storage.vault.key import Key  # noqa: PLC0415 - likewise

        at = self._app.clock.now().local
        self._merging = merging = LiveMerge(
            self._app.database,
            self.path.parent,
            exported(self._app.features),
            before=before,
            key=Key.of(self._app.safe.plain),
            told=self._merged_so_far,
            done=self._merged,
            failed=self._not_merged,
        )
        self.can_cancel(lambda: None)
        merging.start(f"restore-{at:%Y%m%d-%H%M%S}")

    def _merged_so_far(self, rows: int) -> None:
        self._told({"done": rows, "of": self._all})

    def _clicked(self) -> None:
        """While rows come in, the button takes all of them back again."""
        if self._merging is None:
            running = self.is_running
            super()._clicked()
            if running:
                self.drop_staged()
        elif self.is_running:
            self.show_buttons()
            self.say(self.tr("Taking it back…"))
            self._merging.cancel(self._stopped)

    def _stopped(self) -> None:
        self._merging = None
        self._rest()
        self.show_buttons(self.button)
        self.say(self.tr("Cancelled. Nothing is left of it."))

    def _merged(self, rows: int, unreadable: Path | None) -> None:
        self._merging = None
        self._rest()
        one = self.tr("1 row is back. Start Spindle again to see it everywhere.")
        many = self.tr("{n} rows are back. Start Spindle again to see them everywhere.")
        sentences = [counted(one, many, rows)]
        if unreadable is not None:
            named = self.tr("What could not be read is named in {file}.")
            sentences.append(named.format(file=unreadable))
        self.say(" ".join(sentences))
        self.show_buttons(self.again)

    def _not_merged(self, error: Exception) -> None:
        self._merging = None
        self._rest()
        self.say(words_of(error))
        self.show_buttons(self.take, self.leave)

    def _start_again(self) -> None:
        self._app.bus.publish(RestartAsked())

    def show_buttons(self, *shown: object) -> None:
        """See ``CopyRow``."""
        for button in (self.button, self.take, self.leave, self.again):
            button.setVisible(button in shown)

    def _ask_which(self) -> str:
        folder = self.path.parent / BACKUPS
        kinds = self.tr("Copies and exports (*.db *.zip)")
        return QFileDialog.getOpenFileName(self, self.tr("Take data back"), str(folder), kinds)[0]


def cannot_be_read(parts: int) -> str:
    """How many parts of a file were left."""
    translate = QCoreApplication.translate
    one = translate("RestoreRow", "1 part of it cannot be read.")
    return counted(one, translate("RestoreRow", "{n} parts of it cannot be read."), parts)


def written(**numbers: int) -> dict[str, str]:
    """Numbers as they are written here."""
    locale = QLocale()
    return {name: locale.toString(number) for name, number in numbers.items()}


def day_of(wall: int, offset: int) -> str:
    """The local date of an instant (µs UTC), so many seconds east of UTC."""
    at = QDateTime.fromSecsSinceEpoch(wall // SECOND, QTimeZone.fromSecondsAheadOfUtc(offset))
    return QLocale().toString(at.date(), QLocale.FormatType.LongFormat)
