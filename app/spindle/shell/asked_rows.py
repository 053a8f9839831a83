"""The quiet rows that others ask for, within the prompt budget all features share."""

from typing import TYPE_CHECKING

from spindle.core.feature import App
from spindle.core.quiet_row import RowAsked, RowWithdrawn
from spindle.shell.banners import CLOSED, Banners

if TYPE_CHECKING:
    from collections.abc import Callable


class AskedRows:
    """Shows them in the window. GUI thread."""

    def __init__(self, app: App, rows: Banners) -> None:
        self._app = app
        self._rows = rows
        self._chosen: dict[str, Callable[[str], None]] = {}
        app.bus.subscribe(RowAsked, self._asked)
        app.bus.subscribe(RowWithdrawn, self._withdrawn)
        rows.closed.connect(self._closed)

    def _asked(self, event: RowAsked) -> None:
        purpose = event.row.purpose
        free = event.owed or purpose in self._chosen
        if not free and not self._app.budget.spend(self._app.clock.now()):
            return
        self._chosen[purpose] = event.chosen
        self._rows.show(event.row, lambda answer: self._answered(purpose, answer))

    def _withdrawn(self, event: RowWithdrawn) -> None:
        if self._chosen.pop(event.purpose, None) is not None:
            self._rows.withdraw(event.purpose)

    def _closed(self, purpose: str) -> None:
        self._answered(purpose, CLOSED)

    def _answered(self, purpose: str, answer: str) -> None:
        chosen = self._chosen.pop(purpose, None)
        if chosen is not None:
            chosen(answer)
