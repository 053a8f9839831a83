"""Spindle itself with a window that is busy for 200 ms of every 400.

Run as a program: its arguments are Spindle's.
"""

import sys
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from spindle.__main__ import main
from tests.helpers.waiting import now

BURST_S: Final = 0.2
PAUSE_MS: Final = 200


def _run() -> int:
    waits_for_events = QApplication.exec

    def burst(timer: QTimer) -> None:
        end = now() + BURST_S
        while now() < end:
            pass
        timer.start(PAUSE_MS)

    def with_bursts(*_: object) -> int:
        timer = QTimer(singleShot=True)
        timer.timeout.connect(lambda: burst(timer))
        timer.start(PAUSE_MS)
        return int(waits_for_events())

    QApplication.exec = with_bursts  # type: ignore[method-assign]  # there is no other way in
    return main()


if __name__ == "__main__":
    sys.exit(_run())
