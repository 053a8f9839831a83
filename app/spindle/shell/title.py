"""The window's title: what runs; behind the lock only that it is Spindle."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from spindle.core.events import Bus
from spindle.core.presence import LockChanged, Phase, PresenceChanged
from spindle.ui.said import said

_NEUTRAL = "Spindle"


class Title:
    """Names the window for taskbars and window lists. GUI thread."""

    def __init__(self, window: QWidget, bus: Bus) -> None:
        self._window = window
        self._runs = ""
        self._locked = False
        window.setWindowTitle(_NEUTRAL)
        bus.subscribe(PresenceChanged, self._follow)
        bus.subscribe(LockChanged, self._lock)

    def _follow(self, presence: PresenceChanged) -> None:
        self._runs = "" if presence.phase is Phase.IDLE else presence.title
        self._name()

    def _lock(self, changed: LockChanged) -> None:
        self._locked = changed.locked
        self._name()

    def _name(self) -> None:
        title = _NEUTRAL
        if self._runs and not self._locked:
            words = QCoreApplication.translate("Window", "{what} – Spindle")
            title = words.format(what=said(self._runs))
        self._window.setWindowTitle(title)
