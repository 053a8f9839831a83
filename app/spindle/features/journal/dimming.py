"""Dims the pages by the clock: dark from the evening's hour until the morning's. GUI thread."""

from typing import Final

from spindle.core.feature import App
from spindle.core.presence import DimChanged
from spindle.core.settings import SettingChanged
from spindle.features.journal import model
from spindle.features.journal.contributions import dark
from spindle.features.journal.settings import DIM, hours

_DIM: Final = "journal.dim"
_BRIGHT: Final = "journal.bright"


class Dimming:
    """Tells the bus when the pages turn dark or light; it is off until switched on."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._dark = False
        self._leaves = (
            app.bus.subscribe(SettingChanged, lambda _: self._plan()),
            app.wakes.subscribe(lambda _: self._follow()),
        )
        self._plan()

    def stop(self) -> None:
        """Follow the clock no more."""
        for leave in self._leaves:
            leave()
        for name in (_DIM, _BRIGHT):
            self._app.reminders.cancel(name)

    def _plan(self) -> None:
        if self._app.settings.get(DIM):
            found = hours(self._app.settings)
            for name, minute in (
                (_DIM, model.reminder_minute(found)),
                (_BRIGHT, found.morning),
            ):
                self._app.reminders.daily(name, minute, lambda _planned, _at: self._follow())
        else:
            for name in (_DIM, _BRIGHT):
                self._app.reminders.cancel(name)
        self._follow()

    def _follow(self) -> None:
        now = dark(self._app.settings, self._app.clock.now())
        if now != self._dark:
            self._dark = now
            self._app.bus.publish(DimChanged())
