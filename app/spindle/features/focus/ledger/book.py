"""The rows of a stretch of the ledger as they are edited, and the changes an edit consists of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from spindle.core.ids import Ref
from spindle.features.focus.ledger.places import Places


class SessionRow(NamedTuple):
    """A session; instants are µs UTC.

    Attributes:
        ended: None while it runs.
        seen: Its last beat.
        rest: Whether it was a quiet rest in a break.
    """

    id: str
    activity: str
    title: str
    started: int
    ended: int | None
    active: int
    parent: str | None = None
    aim: str | None = None
    seen: int = 0
    rest: int | None = None


class GapRow(NamedTuple):
    """A gap with a length; ``ended`` is None while it lasts."""

    id: str
    session: str
    kind: str
    started: int
    ended: int | None


class BreakRow(NamedTuple):
    """A break, or sleep that the user entered. ``move`` is the session of its movement."""

    id: str
    kind: str
    started: int
    ended: int | None
    movement: str = ""
    move: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All rows near a stretch, by id.

    Attributes:
        now: µs UTC; nothing is entered later than this.
        places: Where the user was; rows entered by hand belong there.
    """

    now: int
    places: Places
    sessions: Mapping[str, SessionRow] = field(default_factory=dict)
    gaps: Mapping[str, GapRow] = field(default_factory=dict)
    breaks: Mapping[str, BreakRow] = field(default_factory=dict)

    def gaps_of(self, session: str) -> list[GapRow]:
        """The gaps of a session, in order."""
        found = [gap for gap in self.gaps.values() if gap.session == session]
        return sorted(found, key=lambda gap: gap.started)

    def children_of(self, session: str) -> list[SessionRow]:
        """What ran inside a session."""
        return [row for row in self.sessions.values() if row.parent == session]


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after. Values are columns of ``table``.

    ``before`` None: the row is new; ``after`` None: it is removed (marked, never deleted).
    """

    table: str
    id: str
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None

    def inverse(self) -> "Change":
        """What takes it back."""
        return Change(self.table, self.id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing the user did to the ledger.

    Attributes:
        what: It, marked in the context ``undo``.
        changes: In the order in which they are made.
    """

    what: str
    changes: tuple[Change, ...]

    def inverse(self) -> "Edit":
        """What takes it back."""
        return Edit(self.what, tuple(one.inverse() for one in reversed(self.changes)))

    @property
    def sessions(self) -> tuple[str, ...]:
        """The sessions it touches."""
        return tuple(one.id for one in self.changes if one.table == "session")


class RefusedError(Exception):
    """An edit that would not leave a ledger; its sentence is marked in the context ``ledger``."""


class Place(NamedTuple):
    """What is edited: a row, or a stretch without one."""

    start: int
    end: int
    ref: Ref | None = None
