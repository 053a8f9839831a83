"""What is shown when "delete everything" could not: the last page of a profile."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent

from spindle.shell.problem import ProblemPage
from spindle.storage.errors import KnownError, Trouble


class LeftOver(ProblemPage):
    """A window of its own: the program behind it has ended. GUI thread."""

    ended = Signal()

    def __init__(self, profile: Path, left: list[Path], erase: Callable[[], list[Path]]) -> None:
        """Name the first that stayed.

        Args:
            profile: The folder that was to be emptied.
            left: What is still there.
            erase: Tries again; returns what is left then.
        """
        super().__init__(profile)
        self._erase = erase
        self.setWindowTitle("Spindle")
        self.resize(760, 420)
        self.try_again.connect(self._erase_again)
        self.quit_asked.connect(self.close)
        self.bind("Ctrl+Q", self.close)
        self._say(left)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave for good."""
        super().closeEvent(event)
        self.ended.emit()

    def _erase_again(self) -> None:
        left = self._erase()
        if left:
            self._say(left)
        else:
            self.close()

    def _say(self, left: list[Path]) -> None:
        self.show_problem(KnownError(Trouble.LEFT_OVER, left[0]))
