"""Sessions: one run of an activity, from its start row to its rating."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from spindle.core.activity import Activity, Outcome
from spindle.core.events import Event
from spindle.core.ids import Ref, SessionId

__all__ = [
    "Activity",
    "OpenSessionsFound",
    "Outcome",
    "Session",
    "SessionChanged",
    "SessionEnded",
    "SessionRated",
    "SessionStarted",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One row of the session table. Times are µs; see ``Moment`` for zone and offset.

    Attributes:
        parent: The session this one runs inside; every microsecond belongs to the innermost.
        aim: UUID of the aim it carries, if any.
        ref: What it worked on, if another feature's thing.
        planned: Intended length; None for an open end.
        active: Time that counts as work so far.
        last_seen: The latest heartbeat; what is known to have happened after a crash.
        predicted, predicted_sd: The rating expected before it began; never shown before rating.
        rating: 1–5 once rated; ``error`` is rating minus predicted.
        detail: The feature's own facts, as JSON values, with a version under ``v``.
    """

    id: SessionId
    activity: Activity
    title: str
    started: int
    zone: str
    offset: int
    parent: SessionId | None = None
    aim: str | None = None
    ref: Ref | None = None
    planned: int | None = None
    ended: int | None = None
    active: int = 0
    last_seen: int = 0
    outcome: Outcome | None = None
    predicted: float | None = None
    predicted_sd: float | None = None
    rating: int | None = None
    error: float | None = None
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SessionStarted(Event):
    """A session row was handed to the database."""

    session: Session


@dataclass(frozen=True, slots=True)
class SessionEnded(Event):
    """A session was closed; its rating may follow."""

    session: Session


@dataclass(frozen=True, slots=True)
class SessionRated(Event):
    """The user rated a session; ``first`` says whether the prediction learned from it."""

    session: Session
    first: bool


@dataclass(frozen=True, slots=True)
class SessionChanged(Event):
    """A stored session was edited, re-classed or removed by hand."""

    id: SessionId


@dataclass(frozen=True, slots=True)
class OpenSessionsFound(Event):
    """At start these rows had no end: Spindle was killed. Each is already ``interrupted``."""

    sessions: tuple[Session, ...]
