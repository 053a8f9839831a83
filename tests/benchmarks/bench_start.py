"""How long Today takes to be there, beside an empty window of the same Qt in the same minutes.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.helpers.desktop import VirtualDesktop
from tests.helpers.measured import Program, demo_profile, spindle

Row = tuple[str, float, float, str]

ROUNDS = 15
BARE = """
import time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, tell)
        return False

def tell():
    now = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
    print('{"event": "first-paint", "awake": %d}' % now, flush=True)

qt = QApplication(["bare"])
window, watch = QMainWindow(), Watch()
window.setCentralWidget(QLabel("Bare"))
window.resize(1280, 820)
window.installEventFilter(watch)
window.show()
qt.exec()
"""


def bare(desktop: VirtualDesktop) -> float:
    """Milliseconds from the start of a process to the first paint of an empty window."""
    with Program(desktop, sys.executable, "-c", BARE) as program:
        return program.ms_until("first-paint")


def today(desktop: VirtualDesktop, profile: Path) -> float:
    """Milliseconds from the start of a process to Today's first paint."""
    with spindle(desktop, profile) as program:
        return program.ms_until("first-paint")


def rows() -> list[Row]:
    """Measure, one after the other in turn, so that a busy moment meets both."""
    with tempfile.TemporaryDirectory() as folder, VirtualDesktop(tray=False) as desktop:
        profile = demo_profile(Path(folder))
        bare(desktop), today(desktop, profile)  # from now on all files are in memory
        pairs = [(bare(desktop), today(desktop, profile)) for _ in range(ROUNDS)]
    empty, painted = (median(times) for times in zip(*pairs, strict=True))
    what = "start → first painted Today, demo profile, to a bare window"
    return [(what, 1.8, painted / empty, "×")]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.2f} {unit} (target ≤ {target:g})")
