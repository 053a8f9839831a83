"""Tells when the morning hour has come, and asks once for the morning. GUI thread."""

from collections.abc import Callable
from typing import Final

from spindle.core.feature import App
from spindle.core.ports import Action, Notification
from spindle.core.translate import N_
from spindle.features.journal import model
from spindle.features.journal.model import Hours, Night

_HOUR: Final = "journal.morning"
_OVER: Final = "journal.morning.over"
_PURPOSE: Final = "morning"

_BODY: Final = N_("notifications", "Before the day starts.")
_LATE: Final = N_("notifications", "Later than planned. Before the day starts.")
_ASKED: Final = Notification(
    purpose=_PURPOSE,
    title=N_("notifications", "What was in your mind?"),
    actions=(
        Action("write", N_("notifications", "Write it down")),
        Action("nothing", N_("notifications", "Nothing came")),
        Action("later", N_("notifications", "Later")),
    ),
    resident=True,
)


class MorningCall:
    """One reminder at the morning hour, one notification a morning.

    Args:
        app: Ports.
        hours: The user's times.
        came: The morning hour has come, perhaps late.
        write: Opens the capture.
        nothing: "Nothing came".
    """

    def __init__(
        self,
        app: App,
        *,
        hours: Callable[[], Hours],
        came: Callable[[], None],
        write: Callable[[], None],
        nothing: Callable[[], None],
    ) -> None:
        self._app = app
        self._hours = hours
        self._came = came
        self._write = write
        self._nothing = nothing
        self._asked: str | None = None

    def plan(self, night: Night) -> None:
        """Call at the first morning hour after the good night, or after an open evening began."""
        since = night.began if night.closed is None else night.closed
        until = model.morning_hour(night, since, self._app.clock.now().zone, self._hours())
        self._app.reminders.once(_HOUR, until, lambda _planned, _at: self._came())

    def ask(self, night: Night) -> None:
        """Ask for the morning of a night, once, while it can still be caught."""
        at = self._app.clock.now()
        if night.id == self._asked or not model.in_morning(night, at, self._hours()):
            return
        self._asked = night.id
        hour = model.ends(night, at.zone, self._hours())
        late = model.is_late(hour, at)
        self._app.notifier.show(_ASKED._replace(body=_LATE if late else _BODY), self._chosen)
        over = hour + model.MORNING_LASTS
        self._app.reminders.once(_OVER, over, lambda _planned, _at: self.settle())

    def asked(self, night: Night) -> None:
        """The page asks for this morning: no notification besides."""
        self._asked = night.id
        self.settle()

    def settle(self) -> None:
        """The morning is written, or over: take the notification back."""
        self._app.reminders.cancel(_OVER)
        self._app.notifier.withdraw(_PURPOSE)

    def stop(self) -> None:
        """Call and ask nothing more."""
        self._app.reminders.cancel(_HOUR)
        self.settle()

    def _chosen(self, action: str) -> None:
        self.settle()
        if action == "nothing":
            self._nothing()
        elif action != "later":
            self._write()
