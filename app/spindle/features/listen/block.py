"""The block of work that runs: how much of it is left, and when it is over."""

from collections.abc import Callable

from spindle.core.activity import Activity
from spindle.core.clock import SECOND
from spindle.core.feature import App
from spindle.core.ids import SessionId
from spindle.core.presence import Phase, PresenceChanged
from spindle.core.session import SessionEnded


class RunningBlock:
    """GUI thread. Hears what Focus publishes; knows nothing of Focus."""

    def __init__(
        self, app: App, changed: Callable[[], None], ended: Callable[[SessionId], None]
    ) -> None:
        """Listen to the bus.

        Args:
            app: The outside.
            changed: Told when the time left became another, by a key or a pause.
            ended: Told the id of a block that is over.
        """
        self._app = app
        self._changed = changed
        self._ended = ended
        self._presence: PresenceChanged | None = None
        self._farewells: tuple[Callable[[], None], ...] = (
            app.bus.subscribe(PresenceChanged, self._hear),
            app.bus.subscribe(SessionEnded, self._over),
        )

    @property
    def left(self) -> float | None:
        """Seconds until its time is up; None where none counts down."""
        presence = self._presence
        if presence is None or presence.phase is not Phase.WORK:
            return None
        left = presence.left_at(self._app.clock.now())
        return None if left is None or left <= 0 else left / SECOND

    def stop(self) -> None:
        """Hear nothing more."""
        for farewell in self._farewells:
            farewell()
        self._farewells = ()

    def _hear(self, event: PresenceChanged) -> None:
        self._presence = event
        if event.phase is Phase.WORK:
            self._changed()

    def _over(self, event: SessionEnded) -> None:
        if event.session.activity is Activity.FOCUS:
            self._ended(event.session.id)
