"""Being asked to end: by the system's signals, or by the desktop that logs the user out."""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication, QSessionManager


class Termination(QObject):
    """Calls ``asked`` in the GUI thread on SIGTERM, SIGINT, SIGHUP and at log-out.

    A Python signal handler runs only when the interpreter does, and Qt's loop may sleep for long:
    the byte that the interpreter writes for each signal wakes it.
    """

    def __init__(self, application: QGuiApplication, asked: Callable[[], None]) -> None:
        super().__init__()
        self._asked = asked
        application.commitDataRequest.connect(self._log_out)
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._former = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        for name in ("SIGTERM", "SIGINT", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), _heard)
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._woken)

    def stop(self) -> None:
        """Give the signals back to the interpreter."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._former)
        self._reader.close()
        self._writer.close()

    def _woken(self) -> None:
        self._reader.recv(64)
        self._asked()

    def _log_out(self, _: QSessionManager) -> None:
        self._asked()


def _heard(number: int, frame: object) -> None:
    """Nothing to do here: the byte has woken the loop."""
    del number, frame
