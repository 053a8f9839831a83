"""What Focus reads of its own tables: plain queries, the standard library only."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Final, NamedTuple

from spindle.core.clock import HOUR, MINUTE, Moment
from spindle.core.days import day_of, near, today
from spindle.core.ids import Ref, SessionId
from spindle.features.focus.plan import Mode, Plan, PlanName
from spindle.features.focus.state import GapKind, Rest, Task
from spindle.features.focus.unfinished import block_row, left_of

RECENT: Final = 3
THOUGHTS: Final = 4
ASKED_FROM: Final = MINUTE
"""A shorter gap is nobody's business."""

_REMEMBERED: Final = 90 * 24 * HOUR
_KEPT: Final = 366 * 24 * HOUR  # a step older than a year leads nowhere

_ASKED_FOR: Final = 24 * HOUR
"""What was longer ago nobody remembers."""

_OPEN_GAP: Final = """
    SELECT g.id, g.session_id, g.kind, g.started, g.ended
    FROM session s JOIN gap g ON g.session_id = s.id
    WHERE s.started >= ? AND s.activity = 'focus' AND s.ended IS NOT NULL AND s.deleted IS NULL
        AND g.kind IN ('sleep', 'lock', 'idle') AND g.ended - g.started >= ?
        AND g.answered IS NULL AND g.deleted IS NULL
    ORDER BY g.started DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A block that ended before its time.

    Attributes:
        left: Work that was still planned, µs.
        session: Its row.
        ended: µs UTC.
        offset: Where it began, seconds east.
    """

    session: SessionId
    task: Task
    left: int
    ended: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBreak:
    """A break that was running when Spindle closed, and the block before it."""

    id: str
    rest: Rest
    session: SessionId | None
    task: Task | None


class OpenGap(NamedTuple):
    """A gap of an ended block that nobody has spoken about; instants in µs UTC."""

    id: str
    session: SessionId
    kind: GapKind
    started: int
    ended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the start page tells.

    Attributes:
        recent: The last titles, newest first.
        worked: Work since the day began, µs.
        unfinished: The last block, if it can be continued.
        first_ever: No block has been run yet.
        aims: Names and ids, removed ones too: a name is taken for good.
        thoughts: Ids and texts of parked ones that are not done, newest first.
        once: Length of the last block that was started just once, µs; 0 for none lately.
    """

    recent: tuple[str, ...] = ()
    worked: int = 0
    unfinished: Unfinished | None = None
    first_ever: bool = False
    aims: tuple[tuple[str, str], ...] = ()
    thoughts: tuple[tuple[str, str], ...] = ()
    once: int = 0


def facts(connection: sqlite3.Connection, at: Moment, day_start: int) -> Facts:
    """What the start page tells at a moment; ``day_start`` is minutes after midnight."""
    titles = connection.execute(
        "SELECT title FROM session WHERE activity = 'focus' AND deleted IS NULL AND title != ''"
        " ORDER BY started DESC LIMIT 60"
    )
    recent = tuple(dict.fromkeys(row[0] for row in titles))[:RECENT]
    [blocks] = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM session WHERE activity = 'focus')"
    ).fetchone()
    thoughts = connection.execute(
        "SELECT id, text FROM thought WHERE done IS NULL AND deleted IS NULL"
        " ORDER BY created DESC LIMIT ?",
        (THOUGHTS,),
    ).fetchall()
    aims = connection.execute("SELECT name, id FROM aim").fetchall()
    return Facts(
        recent=recent,
        worked=_worked(connection, at, day_start),
        unfinished=unfinished(connection),
        first_ever=not blocks,
        aims=tuple((name, aim) for name, aim in aims),
        thoughts=tuple((thought, text) for thought, text in thoughts),
        once=_once(connection, at),
    )


def unfinished(connection: sqlite3.Connection, session: str | None = None) -> Unfinished | None:
    """The last block if it ended before its time; or any block, by its session."""
    row = block_row(connection, session)
    if row is None:
        return None
    left = left_of(row)
    if session is None and not left:
        return None
    return Unfinished(
        session=SessionId(row["id"]),
        task=_task(row),
        left=left or row["length"],
        ended=row["ended"],
        offset=row["offset"],
    )


def next_step(connection: sqlite3.Connection, title: str, now: int) -> str:
    """What was to come next when a block of this title ended last; empty for nothing.

    A block that left nothing does not take away what an earlier one left; a blank does.
    """
    row = connection.execute(
        "SELECT b.next_step FROM session s JOIN block b ON b.session_id = s.id"
        " WHERE s.activity = 'focus' AND s.started >= ? AND s.title = ? AND s.title != ''"
        " AND b.next_step != '' AND s.ended IS NOT NULL AND s.deleted IS NULL"
        " ORDER BY s.started DESC LIMIT 1",
        (now - _KEPT, title),
    ).fetchone()
    return "" if row is None else str(row[0]).strip()


def open_gap(connection: sqlite3.Connection, now: int) -> OpenGap | None:
    """The last gap of the last day (µs UTC) that nobody has spoken about."""
    row = connection.execute(_OPEN_GAP, (now - _ASKED_FOR, ASKED_FROM)).fetchone()
    if row is None:
        return None
    name, session, kind, started, ended = row
    return OpenGap(name, SessionId(session), GapKind(kind), started, ended)


def open_break(connection: sqlite3.Connection) -> OpenBreak | None:
    """The break that was running when Spindle closed, with the block before it."""
    row = connection.execute(
        "SELECT * FROM break WHERE ended IS NULL AND deleted IS NULL ORDER BY started DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    block = unfinished(connection, row["session_id"]) if row["session_id"] else None
    started = Moment(wall=row["started"], awake=0, boot=0, zone=row["zone"], offset=row["offset"])
    rest = Rest(
        started=started,
        began=0,
        planned=row["planned"],
        movement=row["movement"],
        follows=block is not None,
    )
    return OpenBreak(
        id=row["id"],
        rest=rest,
        session=None if block is None else block.session,
        task=None if block is None else block.task,
    )


def _once(connection: sqlite3.Connection, at: Moment) -> int:
    row = connection.execute(
        "SELECT s.planned FROM session s JOIN block b ON b.session_id = s.id"
        " WHERE s.activity = 'focus' AND s.started >= ? AND b.mode = 'countdown'"
        " AND s.deleted IS NULL ORDER BY s.started DESC LIMIT 1",
        (at.wall - _REMEMBERED,),
    ).fetchone()
    return 0 if row is None or row[0] is None else int(row[0])


def _worked(connection: sqlite3.Connection, at: Moment, day_start: int) -> int:
    day = today(at, day_start)
    rows = connection.execute(
        "SELECT started, offset, active FROM session"
        " WHERE activity = 'focus' AND deleted IS NULL AND started >= ? AND started < ?",
        near(day, day, at.zone, day_start),
    )
    return sum(
        active for started, offset, active in rows if day_of(started, offset, day_start) == day
    )


def _task(row: sqlite3.Row) -> Task:
    name, _, label = str(row["plan"]).partition(":")
    plan = Plan(
        PlanName(name),
        tuple(json.loads(row["blocks"])),
        tuple(json.loads(row["breaks"])),
        label,
    )
    ref = Ref(row["ref_kind"], row["ref_id"]) if row["ref_kind"] else None
    return Task(
        title=row["title"],
        plan=plan,
        number=row["number"],
        mode=Mode(row["mode"]),
        aim=row["aim_id"],
        ref=ref,
    )
