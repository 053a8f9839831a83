"""A hidden window comes back by itself when nothing leads to it any more."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from spindle.core.clock import SECOND
from spindle.core.feature import App
from spindle.core.ports import Notification
from spindle.core.quiet_row import RowAsked
from spindle.core.translate import N_
from spindle.shell.window import Window

LOOK: Final = 30 * SECOND
"""Between two looks while the window is hidden, µs. Each asks the desktop and wakes six times."""

FIRST: Final = 65 * SECOND
"""How long a panel may take to come up at log-in before a hidden start shows itself."""

AGAIN: Final = 10 * SECOND
"""How long a panel may take to come back after it crashed."""

_PURPOSE: Final = "no-tray"
_NEVER: Final = N_(
    "Hidden", "This desktop shows no tray icon, so Spindle has opened its window. Closing it quits."
)
_GONE: Final = N_(
    "Hidden", "The tray is gone, so Spindle has opened its window. Closing it now quits Spindle."
)


class HiddenWindow(QObject):
    """Watches only while the window is hidden. GUI thread."""

    def __init__(
        self,
        app: App,
        window: Window,
        tray_is_there: Callable[[], bool],
        other_way: Callable[[], bool],
    ) -> None:
        """Begin with ``start``.

        Args:
            app: Gives the alarm, and its bus the row that says why.
            window: The one that may be hidden.
            tray_is_there: Whether the desktop shows the icon now.
            other_way: Whether something else on the screen leads to the window.
        """
        super().__init__(window)
        self._app = app
        self._window = window
        self._tray_is_there = tray_is_there
        self._other_way = other_way
        self._alarm = app.new_alarm()
        self._was_there = False
        self._missed = False

    def start(self) -> None:
        """Look from now on; after a hidden start at once."""
        self._window.installEventFilter(self)
        self._look()

    def stop(self) -> None:
        """Look no more."""
        self._window.removeEventFilter(self)
        self._alarm.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window."""
        del watched
        if event.type() is QEvent.Type.Hide:
            self._was_there = self._was_there or self._tray_is_there()
            self._alarm.set(LOOK, self._look)
        elif event.type() is QEvent.Type.Show:
            self._alarm.clear()
            self._missed = False
        return False

    def _look(self) -> None:
        if self._window.isVisible():
            return
        leads = self._other_way()
        if not leads:
            leads = self._tray_is_there()
            self._was_there = self._was_there or leads
        if leads:
            self._missed = False
            self._alarm.set(LOOK, self._look)
        elif not self._missed:
            self._missed = True
            self._alarm.set(AGAIN if self._was_there else FIRST, self._look)
        else:
            self._come_back()

    def _come_back(self) -> None:
        words = QCoreApplication.translate("Hidden", _GONE if self._was_there else _NEVER)
        self._window.bring()
        row = Notification(purpose=_PURPOSE, title=words)
        self._app.bus.publish(RowAsked(row, lambda _: None, owed=True))
