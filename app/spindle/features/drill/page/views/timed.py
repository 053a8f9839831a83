"""A view that looks at the clock while it is asked: a rest, a hold, a block that ends."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent

from spindle.features.drill.page.views.view import KindView, Tools

_LOOK_MS = 250


class TimedView(KindView):
    """``timer`` calls ``look`` four times a second; it stops with the view."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self.timer = QTimer(self)
        self.timer.setInterval(_LOOK_MS)
        self.timer.timeout.connect(self.look)

    def look(self) -> None:
        """Draw what time has changed. Overridden."""
        raise NotImplementedError

    def leave(self) -> None:
        """Look no more."""
        self.timer.stop()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        self.timer.stop()
        super().hideEvent(event)
