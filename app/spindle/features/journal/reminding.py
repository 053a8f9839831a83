"""The evening's reminder: once, in its window, never while a block runs. GUI thread."""

from collections.abc import Callable
from typing import Final

from spindle.core.clock import Moment
from spindle.core.feature import App
from spindle.core.ports import Action, Notification
from spindle.core.presence import Phase, PresenceChanged
from spindle.core.translate import N_
from spindle.features.journal import model
from spindle.features.journal.model import Hours

_DAILY: Final = "journal.evening"
_AGAIN: Final = "journal.evening.again"
_STALE: Final = "journal.evening.stale"
_PURPOSE: Final = "evening"
_BUSY: Final = frozenset({Phase.WORK, Phase.PAUSED, Phase.OVERTIME})

_BODY: Final = N_("notifications", "Unload, then one question.")
_LATE: Final = N_("notifications", "Later than planned. Unload, then one question.")
_NOW: Final = Action("now", N_("notifications", "Now"))
_LATER: Final = Action("later", N_("notifications", "In 15 min"))
_NOT: Final = Action("not", N_("notifications", "Not tonight"))


class EveningReminder:
    """Asks once an evening, by the rules in ``model``.

    Args:
        app: Ports.
        hours: The user's times.
        wanted: Whether tonight is still to be asked about.
        begin: Opens the evening.
        skip: "Not tonight".
    """

    def __init__(
        self,
        app: App,
        *,
        hours: Callable[[], Hours],
        wanted: Callable[[], bool],
        begin: Callable[[], None],
        skip: Callable[[], object],
    ) -> None:
        self._app = app
        self._hours = hours
        self._wanted = wanted
        self._begin = begin
        self._skip = skip
        self._busy = False
        self._waiting = False
        self._asking = False
        self._leave = app.bus.subscribe(PresenceChanged, self._presence)

    @property
    def busy(self) -> bool:
        """Whether a block runs."""
        return self._busy

    def plan(self, *, on: bool) -> None:
        """Set the daily reminder by the times in force, or none."""
        if on:
            self._app.reminders.daily(_DAILY, model.reminder_minute(self._hours()), self._ring)
            if self._asking:
                self._ask_no_later()
        else:
            self._app.reminders.cancel(_DAILY)
            self.settle()

    def settle(self) -> None:
        """Tonight needs no more asking: take everything back."""
        self._waiting = self._asking = False
        for name in (_AGAIN, _STALE):
            self._app.reminders.cancel(name)
        self._app.notifier.withdraw(_PURPOSE)

    def stop(self) -> None:
        """Ask nothing more."""
        self._leave()
        self._app.reminders.cancel(_DAILY)
        self.settle()

    def _ring(self, planned: int, at: Moment) -> None:
        if not (self._wanted() and model.may_ask(at, self._hours())):
            self._waiting = False
        elif self._busy:
            self._waiting = True
        else:
            self._waiting = False
            self._ask(at, late=model.is_late(planned, at))

    def _ask(self, at: Moment, *, late: bool) -> None:
        later = model.snoozed(at, self._hours()) is not None
        notification = Notification(
            purpose=_PURPOSE,
            title=N_("notifications", "Evening"),
            body=_LATE if late else _BODY,
            actions=(_NOW, _LATER, _NOT) if later else (_NOW, _NOT),
            resident=True,
        )
        self._asking = True
        self._ask_no_later()
        self._app.notifier.show(notification, self._chosen)

    def _ask_no_later(self) -> None:
        """Hold what is asked to the times in force, which may have changed since."""
        at = self._app.clock.now()
        if model.may_ask(at, self._hours()):
            latest = model.lights_out(at, self._hours()) - model.LEAST
            self._app.reminders.once(_STALE, latest, self._stale)
        else:
            self.settle()

    def _chosen(self, action: str) -> None:
        self.settle()
        if action == _LATER.id:
            again = model.snoozed(self._app.clock.now(), self._hours())
            if again is not None:
                self._app.reminders.once(_AGAIN, again, self._ring)
        elif action == _NOT.id:
            self._skip()
        else:
            self._begin()

    def _stale(self, planned: int, at: Moment) -> None:
        del planned, at
        self.settle()

    def _presence(self, change: PresenceChanged) -> None:
        if change.phase is Phase.EVENING:
            return
        self._busy = change.phase in _BUSY
        if self._waiting and not self._busy:
            at = self._app.clock.now()
            self._ring(at.wall, at)
