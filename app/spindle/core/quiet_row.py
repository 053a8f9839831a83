"""Quiet rows: what a feature or the window asks at the foot of the window, never in a box."""

from collections.abc import Callable
from dataclasses import dataclass

from spindle.core.events import Event
from spindle.core.ports import Notification
from spindle.core.session import Session


@dataclass(frozen=True, slots=True)
class RowAsked(Event):
    """A row is wanted; past the prompt budget it is not shown.

    Words are translated already. ``chosen`` gets the id of the answer, or ``closed``. A row of
    the same purpose takes the place of the one before, and is the same prompt. What the user
    opened by an answer is ``owed``: it is no prompt.
    """

    row: Notification
    chosen: Callable[[str], None]
    owed: bool = False


@dataclass(frozen=True, slots=True)
class RowWithdrawn(Event):
    """A row is stale."""

    purpose: str


@dataclass(frozen=True, slots=True)
class SessionWas(Event):
    """The user said what a session that ended unseen really was.

    ``kind`` is an activity, ``break``, ``sleep`` or ``untracked``.
    """

    session: Session
    kind: str
