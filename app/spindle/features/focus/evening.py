"""A block and the evening or morning that begins while it runs: no moment belongs to both."""

from typing import TYPE_CHECKING

from spindle.core.feature import App
from spindle.core.session import Activity, SessionEnded, SessionStarted
from spindle.features.focus import model
from spindle.features.focus.state import Stage

if TYPE_CHECKING:
    from collections.abc import Callable

    from spindle.core.ids import SessionId
    from spindle.features.focus.timer import FocusTimer


class Yielding:
    """Stands the block still for it, and goes on when it is left. GUI thread."""

    def __init__(self, app: App, timer: "FocusTimer", finish: "Callable[[], object]") -> None:
        self._timer = timer
        self._finish = finish
        self._yielded: SessionId | None = None
        self._farewells = (
            app.bus.subscribe(SessionStarted, self._begins),
            app.bus.subscribe(SessionEnded, self._ends),
        )

    def stop(self) -> None:
        """Listen no more."""
        for farewell in self._farewells:
            farewell()

    def _begins(self, event: SessionStarted) -> None:
        if event.session.activity is not Activity.PRIME:
            return
        if self._timer.held.stage is Stage.WORK:
            self._yielded = event.session.id
            self._timer.run(model.pause)
        elif self._timer.held.stage is Stage.OVERTIME:
            self._finish()

    def _ends(self, event: SessionEnded) -> None:
        if event.session.id == self._yielded:
            self._yielded = None
            self._timer.run(model.resume)
        if event.session.activity is Activity.PRIME:
            self._timer.tell()
