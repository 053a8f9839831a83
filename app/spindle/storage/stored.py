"""What the program needs to know at start, read in the worker's first job."""

from dataclasses import dataclass
from typing import Any

from spindle.core.aims import Aim
from spindle.core.session import Session
from spindle.core.value import ValueModel
from spindle.storage import aims, session_log, settings_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """The state an earlier run left.

    Attributes:
        settings: JSON values by key.
        value: What ratings taught; a fresh one if its state cannot be read.
        aims, removed_aims: What ``Aims`` takes.
        open_sessions: Rows found without an end, now ``interrupted``: for ``OpenSessionsFound``.
    """

    settings: dict[str, object]
    value: ValueModel
    open_sessions: tuple[Session, ...]
    aims: tuple[Aim, ...]
    removed_aims: tuple[Aim, ...]


def load(db: Any, now: int) -> Stored:
    """Read it all, within a write job, because rows left open get their end here.

    Args:
        db: ``sqlite_utils.Database``.
        now: µs UTC.
    """
    return Stored(
        settings=settings_store.load(db.conn),
        value=_value(session_log.value_state(db.conn)),
        open_sessions=session_log.interrupt_open(db, now),
        aims=aims.load(db.conn),
        removed_aims=aims.load(db.conn, removed=True),
    )


def _value(state: str | None) -> ValueModel:
    if state is None:
        return ValueModel()
    try:
        return ValueModel.from_json(state)
    except ValueError:
        return ValueModel()
