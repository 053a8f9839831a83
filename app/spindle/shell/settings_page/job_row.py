"""A row whose button starts a job, and the words for what went wrong anywhere in Your data."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from spindle.core.feature import App
from spindle.core.jobs_port import JobFailed
from spindle.shell.settings_page.row import FormRow
from spindle.storage.errors import KnownError, Trouble
from spindle.ui.buttons import Button, Kind

if TYPE_CHECKING:
    from spindle.core.ports import Cancel


class Buttons(QWidget):
    """Buttons side by side, of which only those that fit the moment are shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)

    def add(self, kind: Kind, verb: str, do: Callable[[], None]) -> Button:
        """Add a compact button."""
        button = Button(kind, verb, compact=True)
        button.clicked.connect(do, Qt.ConnectionType.DirectConnection)
        self._row.addWidget(button)
        return button

    def put(self, widget: QWidget) -> None:
        """Add something else."""
        self._row.addWidget(widget)

    def put_first(self, widget: QWidget) -> None:
        """Add something else before them."""
        self._row.insertWidget(0, widget)


class JobRow(FormRow):
    """One job at a time: its button starts it, shows how far it is, and stops it."""

    asked = Signal()

    def __init__(self, app: App, name: str, about: str, verb: str) -> None:
        self._app = app
        self._verb = verb
        self.buttons = Buttons()
        self.button = self.buttons.add("secondary", verb, self._clicked)
        self._cancel: Cancel | None = None
        self._leftover: Path | None = None
        super().__init__(name, about, self.buttons)

    @property
    def is_running(self) -> bool:
        """Whether its job runs or waits."""
        return self._cancel is not None

    def run(
        self,
        task: str,
        arguments: Mapping[str, object],
        done: Callable[[Any], None],
        leftover: Path | None = None,
    ) -> None:
        """Start the job.

        Args:
            task: As for ``spindle.core.jobs_port.Jobs``.
            arguments: Plain.
            done: Gets its result, once the row is at rest again.
            leftover: The file or folder that a killed job may leave, to be removed.
        """
        self.button.setText(self.tr("Cancel"))
        self.say(self.tr("Working…"))
        self._leftover = leftover
        ended = False

        def rest(then: Callable[[], None]) -> None:
            nonlocal ended
            ended = True
            self._rest()
            then()

        cancel = self._app.jobs.run(
            task,
            arguments,
            told=self._told,
            done=lambda result: rest(lambda: done(result)),
            failed=lambda failure: rest(lambda: self._failed(failure)),
        )
        if not ended:  # a fake may have answered already
            self._cancel = cancel

    def can_cancel(self, cancel: "Cancel") -> None:
        """Something else than a job goes on, which the button stops."""
        self.button.setText(self.tr("Cancel"))
        self._cancel = cancel

    def say(self, sentence: str) -> None:
        """Show a sentence below the name."""
        self.show_error(sentence)

    def _clicked(self) -> None:
        if self._cancel is None:
            self.asked.emit()
            return
        self._cancel()
        self._rest()
        self._tidy()
        self.say(self.tr("Cancelled. Nothing is left of it."))

    def _rest(self) -> None:
        self._cancel = None
        self.button.setText(self._verb)

    def _failed(self, failure: JobFailed) -> None:
        self._tidy()
        self.say(words_of(failure))

    def _tidy(self) -> None:
        if self._leftover is not None and self._leftover.is_dir():
            shutil.rmtree(self._leftover, ignore_errors=True)
        elif self._leftover is not None:
            self._leftover.unlink(missing_ok=True)

    def _told(self, plain: Any) -> None:
        if isinstance(plain, dict) and plain.get("of"):
            percent = min(100, 100 * plain["done"] // plain["of"])
            self.say(self.tr("Working… {percent} %").format(percent=percent))


def words_of(error: Exception) -> str:
    """An error's sentence and advice in the user's language."""
    translate = QCoreApplication.translate
    if isinstance(error, JobFailed):
        if error.kind in {*Trouble} and "path" in error.facts:
            return words_of(KnownError(Trouble(error.kind), Path(error.facts["path"])))
        return translate("jobs", error.sentence).format_map(error.facts)
    if not isinstance(error, KnownError):
        return str(error)
    both = f"{translate('storage', error.sentence)} {translate('storage', error.advice)}"
    return both.format_map(error.facts)
