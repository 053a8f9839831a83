"""Every activity's sessions begin, beat, end and are rated here, so none is logged otherwise."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, Protocol

from spindle.core.clock import MINUTE, Clock, Moment
from spindle.core.events import Bus
from spindle.core.ids import Ref, SessionId, new_id
from spindle.core.session import (
    Activity,
    Outcome,
    Session,
    SessionChanged,
    SessionEnded,
    SessionRated,
    SessionStarted,
)
from spindle.core.value import Prediction, ValueModel, context_of

BEAT: Final = 10 * 1_000_000
"""Between two heartbeats of a running session, in µs: what a power cut may cost, and less."""

RATED_FROM: Final = 2 * MINUTE
"""Sessions shorter than this are not asked about."""


class SessionLog(Protocol):
    """Where sessions are kept. Each call hands one write to the database worker and returns."""

    def insert(self, session: Session) -> None:
        """Write the row of a session that just began."""
        ...

    def beat(self, session: SessionId, seen: int, active: int) -> None:
        """Note that it still ran at ``seen`` (µs UTC) with ``active`` µs of work."""
        ...

    def close(self, session: Session) -> None:
        """Write end, outcome, work, title and detail."""
        ...

    def rate(self, session: Session, *, first: bool, value_state: str | None) -> None:
        """Write rating and error; the first one with the value model that learned from it."""
        ...


class Sessions:
    """The running and just-ended sessions. GUI thread."""

    def __init__(self, clock: Clock, bus: Bus, log: SessionLog, value: ValueModel) -> None:
        self._clock = clock
        self._bus = bus
        self._log = log
        self._value = value
        self._open: dict[SessionId, Session] = {}
        self._begun: dict[SessionId, Moment] = {}
        self._taught: set[SessionId] = set()

    @property
    def value(self) -> ValueModel:
        """What has been learned from ratings so far; never to be shown before a rating."""
        return self._value

    @property
    def running(self) -> tuple[Session, ...]:
        """Open sessions, outermost first."""
        return tuple(self._open.values())

    def begin(
        self,
        activity: Activity,
        title: str,
        *,
        planned: int | None = None,
        parent: SessionId | None = None,
        aim: str | None = None,
        ref: Ref | None = None,
        detail: Mapping[str, object] | None = None,
        at: Moment | None = None,
    ) -> Session:
        """Start a session now: predict silently, write its row, tell the bus.

        What begins while a block runs is part of it, unless another ``parent`` is named.

        ``at`` is the moment just read that the caller counts from, so that both count alike.
        """
        at = self._clock.now() if at is None else at
        if parent is None and activity is not Activity.FOCUS:
            parent = self._running_block()
        expected = self.expected(activity, at, planned)
        session = Session(
            id=SessionId(new_id()),
            activity=activity,
            title=title,
            started=at.wall,
            zone=at.zone,
            offset=at.offset,
            parent=parent,
            aim=aim,
            ref=ref,
            planned=planned,
            last_seen=at.wall,
            predicted=expected.shown,
            predicted_sd=expected.sd,
            detail=detail or {},
        )
        self._open[session.id], self._begun[session.id] = session, at
        self._log.insert(session)
        self._bus.publish(SessionStarted(session))
        return session

    def expected(self, activity: Activity, at: Moment, planned: int | None = None) -> Prediction:
        """How a session that began at a moment will be rated; for its row, and for no eye.

        One entered by hand is predicted like any other, when it is entered.
        """
        return self._value.predict(self._context(activity, at, planned))

    def wall(self, session: Session, at: Moment | None = None) -> int:
        """A moment, now when left out, as µs UTC on the session's own line.

        That is its start and the time that has gone by since, suspends included: a clock that
        somebody sets meanwhile makes no session longer or shorter.
        """
        at = self._clock.now() if at is None else at
        begun = self._begun.get(session.id)
        return at.wall if begun is None else begun.wall + at.boot - begun.boot

    def beat(self, session: SessionId, active: int) -> None:
        """Heartbeat of a running session with its work so far (µs)."""
        current = self._open.get(session)
        if current is not None:
            seen = self.wall(current)
            self._open[session] = replace(current, last_seen=seen, active=active)
            self._log.beat(session, seen, active)

    def end(
        self,
        session: SessionId,
        outcome: Outcome,
        *,
        active: int,
        ended: int | None = None,
        title: str | None = None,
        detail: Mapping[str, object] | None = None,
    ) -> Session:
        """Close a session.

        Args:
            session: A running one.
            outcome: How it ended.
            active: Work in µs.
            ended: µs UTC on its own line, see ``wall``; now when left out. Never before its start.
            title: A better title, if it changed.
            detail: Replaces the feature's facts.

        Raises:
            KeyError: it is not running.
        """
        current = self._open.pop(session)
        end = max(self.wall(current) if ended is None else ended, current.started)
        closed = replace(
            current,
            ended=end,
            last_seen=end,
            active=active,
            outcome=outcome,
            title=current.title if title is None else title,
            detail=current.detail if detail is None else detail,
        )
        self._log.close(closed)
        self._bus.publish(SessionEnded(closed))
        return closed

    def reopen(self, session: Session) -> Session:
        """Take an end back: the session runs on as if it had not been ended.

        A rated one stays as it is, for what was learned from it is not forgotten.

        Raises:
            ValueError: It has been rated.
        """
        if session.rating is not None:
            raise ValueError("A rated session is not opened again.")
        running = replace(session, ended=None, outcome=None)
        if session.id not in self._open:
            self._open[session.id] = running
            self._log.close(running)
            self._bus.publish(SessionChanged(session.id))
        return running

    def rate(self, session: Session, rating: int) -> Session:
        """Keep a rating 1–5. Only the first one of a session teaches the prediction.

        Who rates may hold the session as it was before somebody else rated it.

        Returns:
            The session with its rating and the error (rating − predicted).

        Raises:
            ValueError: the rating is not 1–5.
        """
        if rating not in range(1, 6):
            raise ValueError("A rating is a number from 1 to 5.")
        first = session.rating is None and session.id not in self._taught
        self._taught.add(session.id)
        rated = replace(
            session,
            rating=rating,
            error=None if session.predicted is None else rating - session.predicted,
        )
        state = None
        if first:
            self._value = self._value.learn(self._context_of(session), rating)
            state = self._value.to_json()
        self._log.rate(rated, first=first, value_state=state)
        self._bus.publish(SessionRated(rated, first))
        return rated

    @staticmethod
    def asks_rating(session: Session) -> bool:
        """Whether a rating is asked: two minutes of it at least, and every activity but prime."""
        length = (session.ended or session.last_seen) - session.started
        return session.activity is not Activity.PRIME and length >= RATED_FROM

    def _running_block(self) -> SessionId | None:
        blocks = [open_.id for open_ in self.running if open_.activity is Activity.FOCUS]
        return blocks[-1] if blocks else None

    def _context(self, activity: Activity, at: Moment, planned: int | None) -> Any:
        local = at.local
        hour = local.hour + local.minute / 60
        return context_of(str(activity), hour, None if planned is None else planned / MINUTE)

    def _context_of(self, session: Session) -> Any:
        at = self._clock.now()._replace(
            wall=session.started, zone=session.zone, offset=session.offset
        )
        return self._context(session.activity, at, session.planned)
