"""Whether somebody looks at the window, so that its rows need no notification beside them."""

from PySide6.QtCore import QEvent, QObject, Signal

from spindle.shell.window import Window


class InFront(QObject):
    """Watches one window. GUI thread."""

    turned_away = Signal()
    """Another window has the keys now, or this one was hidden."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def now(self) -> bool:
        """Whether the window has the keys, and a row at its foot can be seen."""
        window = self._window
        return window.isVisible() and window.isActiveWindow() and not window.banners.is_quiet

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of it; take nothing away."""
        del watched
        away = event.type() is QEvent.Type.ActivationChange and not self._window.isActiveWindow()
        if away or event.type() is QEvent.Type.Hide:
            self.turned_away.emit()
        return False
