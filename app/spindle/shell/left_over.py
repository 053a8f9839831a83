"""What is shown when the last wish could not be fulfilled: the last page of a profile."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent

from spindle.shell.problem import ProblemPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from spindle.storage.errors import KnownError


class LeftOver(ProblemPage):
    """A window of its own: the program behind it has ended. GUI thread."""

    ended = Signal()

    def __init__(
        self, profile: Path, problem: "KnownError", again: "Callable[[], KnownError | None]"
    ) -> None:
        """Say why.

        Args:
            profile: The folder that was open.
            problem: Why it could not be done.
            again: Tries again; returns why not, if not.
        """
        super().__init__(profile)
        self._fulfil = again
        self.setWindowTitle("Spindle")
        self.resize(760, 420)
        self.try_again.connect(self._once_more)
        self.quit_asked.connect(self.close)
        self.bind("Ctrl+Q", self.close)
        self.show_problem(problem)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave for good."""
        super().closeEvent(event)
        self.ended.emit()

    def _once_more(self) -> None:
        problem = self._fulfil()
        if problem is None:
            self.close()
        else:
            self.show_problem(problem)
