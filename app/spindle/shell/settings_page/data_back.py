"""Going back to a copy: choose one by its date, see what that changes, then do it or leave it."""

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLocale, QTime
from PySide6.QtGui import QShowEvent

from spindle.core.feature import App
from spindle.core.storage_events import ReplaceAsked
from spindle.core.translate import N_
from spindle.shell.settings_page.copy_row import CopyRow
from spindle.shell.settings_page.data_restore import cannot_be_read, day_of
from spindle.storage.files import rebuilt
from spindle.storage.kept import Copy, copies
from spindle.ui.counted import counted
from spindle.ui.select import Select

REBUILD: Final = "spindle.tasks:rebuild"
_WHY: Final = {
    "by-hand": N_("GoBackRow", "{at}, made by hand"),
    "before-update": N_("GoBackRow", "{at}, before an update"),
    "before-import": N_("GoBackRow", "{at}, before an import"),
    "before-going-back": N_("GoBackRow", "{at}, before going back"),
}


class GoBackRow(CopyRow):
    """What is here is kept as a copy, so that one can go back from there too."""

    def __init__(self, app: App, path: Path) -> None:
        """Make the row.

        Args:
            app: Its jobs.
            path: The database file.
        """
        translate = QCoreApplication.translate
        super().__init__(
            app,
            path,
            translate("GoBackRow", "Go back to a copy"),
            translate(
                "GoBackRow",
                "All is as it was then. You see first what that changes, and what is here now is "
                "kept as a copy.",
            ),
            translate("GoBackRow", "Look at it"),
        )
        self._copies: list[Copy] = []
        self.which = Select([self.tr("There is no copy yet")])
        self.which.setAccessibleName(self.tr("Copy"))
        self.which.chosen.connect(lambda _: self._forget())
        self.buttons.put_first(self.which)
        self.take = self.buttons.add("primary", self.tr("Go back to it"), self._go_back)
        self.leave = self.buttons.add("quiet", self.tr("Leave it"), self._leave)
        self.asked.connect(self._look)
        self.show_buttons(self.button)
        self.refresh()

    def refresh(self) -> None:
        """Show the copies that are there now."""
        self._copies = copies(self.path.parent)
        words = [_words(copy) for copy in self._copies] or [self.tr("There is no copy yet")]
        self.which.set_words(words, 0)
        self.button.setEnabled(bool(self._copies))

    def showEvent(self, event: QShowEvent) -> None:
        """A copy may have been made meanwhile."""
        super().showEvent(event)
        if not self.take.isVisible() and not self.is_running:
            self.refresh()

    def looked(self, found: dict[str, Any]) -> None:
        """See ``CopyRow``."""
        changes = found["changes"]
        gone, other, back = (
            sum(change[name] for change in changes for name in names)
            for names in (("gone",), ("older", "newer"), ("new",))
        )
        if not (gone or other or back or found["bad"]):
            self.say(self.tr("It is all as it is here. Nothing was changed."))
            return
        sentences = [_changed(gone, other, back)]
        if found["last"] is not None:
            day = day_of(*found["last"])
            sentences.append(self.tr("The last session in it is of {day}.").format(day=day))
        if found["bad"]:
            sentences.append(cannot_be_read(found["bad"]))
        sentences.append(
            self.tr("What is here now is kept as a copy, what runs is ended, and Spindle restarts.")
        )
        self.say(" ".join(sentences))
        self.show_buttons(self.take, self.leave)
        self.leave.setFocus()

    def show_buttons(self, *shown: object) -> None:
        """See ``CopyRow``."""
        for button in (self.button, self.take, self.leave):
            button.setVisible(button in shown)
        self.which.setVisible(self.button in shown)

    def _look(self) -> None:
        if self._copies:
            self.look_into(self._copies[self.which.index].file)

    def _go_back(self) -> None:
        self.show_buttons(self.button)
        arguments = {
            "path": str(self.path),
            "files": [str(self.file)],
            "key": self._app.safe.plain,
            "file_key": self.file_key,
        }
        self.run(REBUILD, arguments, self._rebuilt, rebuilt(self.path))

    def _rebuilt(self, _found: dict[str, Any]) -> None:
        self.say(self.tr("Spindle starts again with it."))
        self._app.bus.publish(ReplaceAsked(damaged=False))

    def _leave(self) -> None:
        self._forget()
        self.say(self.tr("Nothing was changed."))
        self.button.setFocus()

    def _forget(self) -> None:
        if self.is_running:
            return
        self.drop_staged()
        self.say("")
        self.show_buttons(self.button)


def _changed(gone: int, other: int, back: int) -> str:
    """What going back does to the rows; each part has a number, and a verb that agrees with it."""
    translate = QCoreApplication.translate
    parts = (
        counted(
            translate("GoBackRow", "1 row of now is not in it"),
            translate("GoBackRow", "{n} rows of now are not in it"),
            gone,
        ),
        counted(
            translate("GoBackRow", "1 is different there"),
            translate("GoBackRow", "{n} are different there"),
            other,
        ),
        counted(
            translate("GoBackRow", "1 comes back"), translate("GoBackRow", "{n} come back"), back
        ),
    )
    words = translate("GoBackRow", "{gone}, {other}, {back}.")
    return words.format(gone=parts[0], other=parts[1], back=parts[2])


def _words(copy: Copy) -> str:
    locale = QLocale()
    day = QDate(copy.at.year, copy.at.month, copy.at.day)
    if copy.of_a_day:
        return locale.toString(day, QLocale.FormatType.LongFormat)
    at = QDateTime(day, QTime(copy.at.hour, copy.at.minute))
    words = QCoreApplication.translate("GoBackRow", _WHY[copy.why])
    return words.format(at=locale.toString(at, QLocale.FormatType.ShortFormat))
