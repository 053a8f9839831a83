"""Windows on one screen or two: run as a program on the offscreen platform.

``two_screens.py PROFILE put`` puts window and mini timer on the second screen and leaves;
``two_screens.py PROFILE look`` says where they come back.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from spindle.core.clock import MINUTE
from spindle.core.presence import Phase, PresenceChanged
from spindle.shell.mini_timer import MiniTimer
from spindle.shell.place import can_be_seen
from tests.helpers.dragging import drag
from tests.helpers.shell import Shell

SECOND = QPoint(1400, 100)


def main(profile: Path, what: str) -> None:
    """Put them there, or look."""
    qt = QApplication(sys.argv)
    shell = Shell(profile, qt)
    mini = MiniTimer(shell.app, shell.window)
    shell.window.resize(1024, 680)
    shell.window.show()
    if what == "put":
        _put_on_second(shell.window)
        shell.window._keep_place()
    print(_told("window", shell.window))  # noqa: T201 - it is asked for
    shell.window.hide()
    shell.app.bus.publish(
        PresenceChanged(
            phase=Phase.WORK,
            title="Draw the cell",
            at=shell.app.clock.now(),
            planned=25 * MINUTE,
            running=True,
        )
    )
    if what == "put":
        mini.windowHandle().setScreen(QGuiApplication.screens()[1])
        drag(mini, SECOND)
    print(_told("mini", mini))  # noqa: T201 - likewise
    mini.stop()


def _put_on_second(widget: QWidget) -> None:
    """The offscreen platform does not notice by itself that a window is on another screen."""
    widget.windowHandle().setScreen(QGuiApplication.screens()[1])
    widget.move(SECOND)


def _told(name: str, widget: QWidget) -> str:
    return json.dumps([name, widget.x(), widget.isVisible() and can_be_seen(widget)])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
