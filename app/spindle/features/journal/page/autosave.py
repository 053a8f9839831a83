"""Typed text is handed to the database within a second, whatever happens next."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from spindle.ui.paper import Paper

_WITHIN_MS = 600
"""From the first key that is not saved to the save: the writer has the rest of the second."""


def commit_papers(view: QWidget) -> None:
    """Keep what an input method still holds on any paper of a view that is about to be left."""
    for paper in view.findChildren(Paper):
        paper.commit()


class Autosave(QObject):
    """Saves 600 ms after the first key that is not saved yet, whatever is typed since. GUI thread.

    ``saved`` is emitted only when the latest save was committed and nothing was typed since.
    """

    saved = Signal()
    dirtied = Signal()

    def __init__(self, save: Callable[[Callable[[], None]], None], parent: QObject) -> None:
        """Save by ``save(done)``, which calls ``done`` after the commit."""
        super().__init__(parent)
        self._save = save
        self._dirty = False
        self._number = 0
        # The usual kind of timer may be late by a twentieth.
        self._timer = QTimer(
            self, singleShot=True, interval=_WITHIN_MS, timerType=Qt.TimerType.PreciseTimer
        )
        self._timer.timeout.connect(self.flush)

    def touch(self) -> None:
        """Something was typed."""
        if not self._dirty:
            self._dirty = True
            self._timer.start()
            self.dirtied.emit()

    def flush(self) -> None:
        """Save now what was typed since the last save."""
        if self._dirty:
            self._dirty = False
            self._timer.stop()
            self._number += 1
            self._save(partial(self._committed, self._number))

    def _committed(self, number: int) -> None:
        if number == self._number and not self._dirty:
            self.saved.emit()
