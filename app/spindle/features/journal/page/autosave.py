"""Typed text is handed to the database within a second, whatever happens next."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from spindle.ui.paper import Paper

_PAUSE_MS = 600
_LONGEST_MS = 800


def commit_papers(view: QWidget) -> None:
    """Keep what an input method still holds on any paper of a view that is about to be left."""
    for paper in view.findChildren(Paper):
        paper.commit()


class Autosave(QObject):
    """Saves 600 ms after the last key, and every 800 ms while keys keep coming. GUI thread.

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
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=_LONGEST_MS)
        for timer in (self._pause, self._longest):
            timer.timeout.connect(self.flush)

    def touch(self) -> None:
        """Something was typed."""
        if not self._dirty:
            self._dirty = True
            self._longest.start()
            self.dirtied.emit()
        self._pause.start()

    def flush(self) -> None:
        """Save now what was typed since the last save."""
        if self._dirty:
            self._dirty = False
            self._pause.stop()
            self._longest.stop()
            self._number += 1
            self._save(partial(self._committed, self._number))

    def _committed(self, number: int) -> None:
        if number == self._number and not self._dirty:
            self.saved.emit()
