"""Between the home of Drill and the file: it is read, and what is chosen there is started."""

from collections.abc import Callable
from datetime import date

from spindle.core.clock import offset_at
from spindle.core.days import day_of, today
from spindle.core.feature import App, Asking
from spindle.core.general import DAY_START
from spindle.features.drill import reading
from spindle.features.drill.contributions import amount_of
from spindle.features.drill.counting import Amount
from spindle.features.drill.page.home import HomeView
from spindle.features.drill.reading import Home
from spindle.features.drill.service import DrillService


class HomeDesk:
    """Fills the home and answers its keys; ``opened`` gets the drill to show."""

    def __init__(
        self, app: App, service: DrillService, view: HomeView, opened: Callable[[str], None]
    ) -> None:
        self._app, self._service, self._view, self._opened = app, service, view, opened

    def refresh(self) -> None:
        """Read it again."""
        self._service.store.ask(reading.home, self._show, self.amount())

    def amount(self) -> Amount:
        """How much a day takes, by the settings."""
        settings = self._app.settings
        at, day_start = self._app.clock.now(), settings.get(DAY_START)
        return amount_of(Asking(at=at, day_start=day_start, settings=settings))

    def day(self, wall: int) -> date:
        """The user's day of an instant (µs UTC)."""
        zone = self._app.clock.now().zone
        return day_of(wall, offset_at(wall, zone), self._app.settings.get(DAY_START))

    def start_or_open(self) -> None:
        """Enter: what is due, and with nothing due the chosen drill."""
        if self._view.start.isEnabled():
            self._service.start_due()
        else:
            self.open_chosen()

    def open_chosen(self) -> None:
        """Show the chosen drill."""
        row = self._view.chosen()
        if row is not None:
            self._opened(row.id)

    def _show(self, home: Home) -> None:
        day_start = self._app.settings.get(DAY_START)
        self._view.show_home(home, today(self._app.clock.now(), day_start), self.day)
