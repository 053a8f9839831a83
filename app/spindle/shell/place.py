"""Where the window was, in a small file of the profile: known before the database is open."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

FILE = "window.json"
MAIN = "geometry"


_ENOUGH = 32
"""Of a window so many px each way have to be on a screen for a hand to get hold of it."""

_BAR = 28
"""The usual height of a title bar, px; how high it is here is known once the window is shown."""


def can_be_seen(window: QWidget) -> bool:
    """Whether a window lies on a screen that is there now."""
    frame = window.frameGeometry()
    parts = [frame & screen.availableGeometry() for screen in QGuiApplication.screens()]
    return any(part.width() >= _ENOUGH and part.height() >= _ENOUGH for part in parts)


_WHOLE = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen


class Place:
    """Remembers a window's geometry and what it has already told once.

    A file that cannot be read or written only means that the window opens at its usual size.
    """

    def __init__(self, profile: Path) -> None:
        self._path = profile / FILE
        self._kept = self._read()

    def restore(self, window: QWidget, usual: QSize) -> None:
        """Put the window where it was, else let it have its usual size, in px.

        What does not fit the screens of today is moved and, where a screen is too small for it,
        shown as large as that screen.
        """
        window.resize(usual)
        kept = self._kept.get(MAIN)
        if isinstance(kept, str):
            window.restoreGeometry(QByteArray.fromHex(kept.encode("ascii", "ignore")))
        if not window.windowState() & _WHOLE:
            _fit(window)

    def keep(self, window: QWidget) -> None:
        """Remember where the window is."""
        self._kept = {**self._read(), MAIN: window.saveGeometry().toHex().toStdString()}
        self._write()

    def point(self, name: str) -> QPoint | None:
        """Where a window without a frame stood; None when that is not known."""
        match self._kept.get(name):
            case [int() as x, int() as y]:
                return QPoint(x, y)
        return None

    def keep_point(self, at: QPoint, name: str) -> None:
        """Remember it to the pixel: ``keep`` makes room for a frame."""
        self._kept = {**self._read(), name: [at.x(), at.y()]}
        self._write()

    def first_time(self, what: str) -> bool:
        """Whether this has not been told yet; it counts as told from now on."""
        if self._kept.get(what) is True:
            return False
        self._kept = {**self._read(), what: True}
        self._write()
        return True

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def _write(self) -> None:
        try:
            self._path.touch(mode=0o600)
            self._path.write_text(json.dumps(self._kept), "utf-8")
        except OSError:
            # A read-only profile is told of on the problem page; the window needs no second word.
            return


def _fit(window: QWidget) -> None:
    """Keep all of a window on its screen; where it has not been put is the desktop's to say."""
    room = window.screen().availableGeometry().adjusted(0, _BAR, 0, 0)
    box = window.geometry()
    if box.width() > room.width() or box.height() > room.height():
        window.resize(box.size().boundedTo(room.size()))
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
    elif window.testAttribute(Qt.WidgetAttribute.WA_Moved) and not room.contains(box):
        left = min(max(box.left(), room.left()), room.right() + 1 - box.width())
        top = min(max(box.top(), room.top()), room.bottom() + 1 - box.height())
        window.setGeometry(left, top, box.width(), box.height())
