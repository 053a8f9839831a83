"""Where a window without a frame stands, whatever Qt believes."""

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QMoveEvent
from PySide6.QtWidgets import QWidget


class Anchor(QObject):
    """Knows a window's place, and puts it back once after each showing. GUI thread.

    An X11 window manager takes a new window into a frame of its own before it moves that frame.
    Qt, asked to look just then, reads the corner of the screen and is never told better: the window
    stands where it was put, and Qt says (0, 0). With Openbox on a busy machine that is every other
    showing. So the first move that nobody asked for is answered by the place itself, after which
    both agree; a later one was made by the desktop's own keys, and is the new place.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._is_new = True
        self.at = window.pos()
        window.installEventFilter(self)

    def put(self, at: QPoint) -> None:
        """Move the window."""
        self.at = at
        self._is_new = self._is_new and not self._window.isVisible()
        self._window.move(at)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear where it goes; take nothing away."""
        del watched
        if event.type() is QEvent.Type.Show:
            self._is_new = True
        elif isinstance(event, QMoveEvent) and self._window.isVisible() and event.pos() != self.at:
            if self._is_new:
                self._is_new = False
                self._window.move(self.at)
            else:
                self.at = event.pos()
        return False
