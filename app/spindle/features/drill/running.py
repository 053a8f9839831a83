"""The session behind a sitting: begun, kept alive by heartbeats, ended with what was measured."""

import hashlib
import platform
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from spindle.core.clock import MINUTE
from spindle.core.feature import App
from spindle.core.ids import Ref
from spindle.core.session import Activity, Outcome, Session
from spindle.core.sessions import BEAT
from spindle.features.drill.records import Attempt, Expectation

PRESENT: Final = 2 * MINUTE
"""Without an answer for longer nobody is taken to be there: a run left open is no practice."""


class DrillSession:
    """One at a time. GUI thread."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._alarm = app.new_alarm()
        self._session: Session | None = None
        self._seen = 0
        self._active = 0

    @property
    def open(self) -> Session | None:
        """The running session."""
        return self._session

    def begin(
        self, title: str, *, planned: int | None, ref: Ref | None, aim: str | None, mode: str
    ) -> Session:
        """Start it, unless one runs."""
        if self._session is None:
            begun = self._app.clock.now()
            self._seen, self._active = begun.awake, 0
            self._session = self._app.sessions.begin(
                Activity.DRILL,
                title,
                planned=planned,
                ref=ref,
                aim=aim,
                detail={"v": 1, "mode": mode, "device": device()},
                at=begun,
            )
            self._alarm.set(BEAT, self._beat)
        return self._session

    def present(self, worked: float = 0.0) -> None:
        """Somebody did something in the run: the time since the last time counts as work.

        Args:
            worked: Seconds that an answer took, if there was one; it may take long.
        """
        now = self._app.clock.now().awake
        self._active += min(now - self._seen, max(PRESENT, round(worked * 1_000_000)))
        self._seen = now

    def end(self, outcome: Outcome, done: Sequence[Attempt], mode: str) -> Session | None:
        """Close it with its second, measured outcome; None if none runs."""
        if self._session is None:
            return None
        self._alarm.clear()
        self.present()
        session, self._session = self._session, None
        return self._app.sessions.end(
            session.id,
            outcome,
            active=self._active,
            detail={
                **session.detail,
                "mode": mode,
                "attempts": len(done),
                "measures": measures(done),
            },
        )

    def _beat(self) -> None:
        if self._session is not None:
            self._app.sessions.beat(self._session.id, self._active)
            self._alarm.set(BEAT, self._beat)


@lru_cache(maxsize=1)
def device() -> str:
    """A name for this machine that tells nothing of it: keyboards and screens lag differently."""
    return hashlib.blake2b(platform.node().encode(), digest_size=4).hexdigest()


def measures(done: Sequence[Attempt]) -> Mapping[str, Any]:
    """Named numbers with their unit and count: what was recalled after a day, what was right."""
    found: dict[str, Any] = {}
    judged = [each for each in done if each.right is not None]
    asked = [
        each
        for each in judged
        if each.asked.model is Expectation.FORGETTING and not each.asked.again
    ]
    for name, attempts in (("recall", asked), ("accuracy", judged)):
        if attempts:
            right = sum(bool(each.right) for each in attempts)
            found[name] = {
                "value": round(right / len(attempts), 4),
                "unit": "share",
                "n": len(attempts),
            }
    return found
