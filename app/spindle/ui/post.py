"""The one thread hop: a job posted from any thread runs in the GUI thread, in order."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal, Slot


class QtPost(QObject):
    """Implements ``spindle.core.ports.Post``; make it in the GUI thread."""

    _posted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)
        self._open = True

    def __call__(self, job: Callable[[], None]) -> None:
        """Queue the job; after ``stop`` it is dropped."""
        if self._open:
            self._posted.emit(job)

    def stop(self) -> None:
        """Run nothing more: the widgets are going away."""
        self._open = False

    @Slot(object)
    def _run(self, job: Callable[[], None]) -> None:
        if self._open:
            job()
