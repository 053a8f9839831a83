"""The session behind an evening or a morning: begun, kept alive by heartbeats, ended."""

from spindle.core.clock import Moment
from spindle.core.feature import App
from spindle.core.ids import SessionId
from spindle.core.session import Activity, Outcome
from spindle.core.sessions import BEAT
from spindle.features.journal.model import LENGTH


class Half:
    """One half of Prime, as a session. It is never rated. GUI thread."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._alarm = app.new_alarm()
        self._session: SessionId | None = None
        self._begun = self._touched = app.clock.now()

    @property
    def running(self) -> bool:
        """Whether a session is open."""
        return self._session is not None

    @property
    def touched(self) -> Moment:
        """When a person last did something; heartbeats go on beside an empty chair."""
        return self._touched

    def touch(self) -> None:
        """A step was taken or something was written."""
        self._touched = self._app.clock.now()

    def begin(self, half: str, title: str) -> SessionId:
        """Start a session, unless one runs; ``half`` is ``evening`` or ``morning``."""
        if self._session is None:
            at = self._app.clock.now()
            planned = LENGTH if half == "evening" else None
            session = self._app.sessions.begin(
                Activity.PRIME, title, planned=planned, detail={"v": 1, "half": half}
            )
            self._session, self._begun, self._touched = session.id, at, at
            self._alarm.set(BEAT, self._beat)
        return self._session

    def end(self, outcome: Outcome, ended: int | None = None) -> None:
        """Close the session, if one runs: now, or at an earlier instant (µs UTC).

        What ended earlier was work until the last touch at most.
        """
        session, self._session = self._session, None
        if session is not None:
            self._alarm.clear()
            last = self._app.clock.now() if ended is None else self._touched
            active = last.awake - self._begun.awake
            if ended is not None:
                active = min(active, max(0, ended - self._begun.wall))
            self._app.sessions.end(session, outcome, active=active, ended=ended)

    def _beat(self) -> None:
        if self._session is not None:
            active = self._app.clock.now().awake - self._begun.awake
            self._app.sessions.beat(self._session, active)
            self._alarm.set(BEAT, self._beat)
