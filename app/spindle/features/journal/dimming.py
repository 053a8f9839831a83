"""Dims the pages by the clock: dark from the evening's hour until the morning's. GUI thread."""

from collections.abc import Callable
from typing import Final

from spindle.core.feature import App
from spindle.core.presence import DimChanged
from spindle.core.settings import SettingChanged
from spindle.features.journal import model
from spindle.features.journal.model import Hours
from spindle.features.journal.settings import DIM

_DIM: Final = "journal.dim"
_BRIGHT: Final = "journal.bright"


class Dimming:
    """Tells the bus when to be dark; it is off until switched on."""

    def __init__(self, app: App, hours: Callable[[], Hours]) -> None:
        self._app = app
        self._hours = hours
        self._dim = False
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
            hours = self._hours()
            for name, minute in (
                (_DIM, model.reminder_minute(hours)),
                (_BRIGHT, hours.morning),
            ):
                self._app.reminders.daily(name, minute, lambda _planned, _at: self._follow())
        else:
            for name in (_DIM, _BRIGHT):
                self._app.reminders.cancel(name)
        self._follow()

    def _follow(self) -> None:
        at = self._app.clock.now()
        dim = self._app.settings.get(DIM) and model.is_dim(at, self._hours())
        if dim != self._dim:
            self._dim = dim
            self._app.bus.publish(DimChanged(dim))
