"""Keeps keys and clicks out of the window while it starts, and lets the first one wake it."""

from collections.abc import Callable
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QWindow

_PRESSES: Final = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin}
)
_INPUT: Final = _PRESSES | {
    QEvent.Type.KeyRelease,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TouchEnd,
}
_MODIFIERS: Final = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
    }
)


class GateState(Enum):
    """What happens to keys and clicks."""

    SHUT = auto()  # the services are not there yet
    OPEN = auto()
    ASLEEP = auto()  # the first deliberate one wakes, and does nothing else


class Gate(QObject):
    """Watches the native window, before any widget hears of a key or a click.

    Attributes:
        touched: Told of each key and click, whatever becomes of it.
    """

    def __init__(
        self, wake: Callable[[], None], own: Callable[[QEvent], bool], parent: QObject
    ) -> None:
        """Wake by ``wake``; ``own`` says which events are for the page in front all the same."""
        super().__init__(parent)
        self._wake = wake
        self._own = own
        self.touched: Callable[[], None] | None = None
        self._watched: QWindow | None = None
        self.state = GateState.SHUT

    def watch(self, window: QWindow | None) -> None:
        """Stand before this window; calling it again is fine."""
        if window is not None and window is not self._watched:
            window.installEventFilter(self)
            self._watched = window

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow what must not get through."""
        del watched
        if self.touched is not None and event.type() in _PRESSES:
            self.touched()
        if self.state is GateState.OPEN or event.type() not in _INPUT:
            return False
        if self.state is GateState.ASLEEP:
            if self._own(event):
                return False
            if _deliberate(event):
                self._wake()
        return True


def _deliberate(event: QEvent) -> bool:
    if isinstance(event, QKeyEvent):
        held = event.isAutoRepeat() or event.key() in _MODIFIERS
        return event.type() is QEvent.Type.KeyPress and not held
    return event.type() in _PRESSES
