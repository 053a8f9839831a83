"""Where the window opens: run as a program on the offscreen platform.

``small_screens.py PROFILE`` shows the window of a profile, says where it is and whether it fills
its screen, and remembers that.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.helpers.shell import Shell


def main(profile: Path, at: list[str]) -> None:
    """Show it; where ``at`` gives x, y, width and height, put it there before it is remembered."""
    qt = QApplication(sys.argv[:1])
    window = Shell(profile, qt).window
    window.show()
    if at:
        x, y, width, height = (int(each) for each in at)
        screen = next(s for s in QGuiApplication.screens() if s.geometry().contains(QPoint(x, y)))
        window.windowHandle().setScreen(screen)
        window.setGeometry(x, y, width, height)
    window._keep_place()
    box = window.geometry()
    told = [box.x(), box.y(), box.width(), box.height(), window.isMaximized()]
    print(json.dumps(told))  # noqa: T201 - it is asked for


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
