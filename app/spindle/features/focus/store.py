"""Where blocks, gaps, breaks and thoughts are kept: each call is one job for the worker."""

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from spindle.core.clock import Moment
from spindle.core.ids import Ref, SessionId, new_id
from spindle.core.ports import Database
from spindle.core.session import Outcome
from spindle.features.focus.plan import Plan, PlanName
from spindle.features.focus.state import Block, Rest, Task

RECENT = 3
THOUGHTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A block that ended before its time.

    Attributes:
        left: Work that was still planned, µs.
        session: Its row.
        ended: µs UTC.
    """

    session: SessionId
    task: Task
    left: int
    ended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenBreak:
    """A break that was running when Spindle closed, and the block before it."""

    id: str
    rest: Rest
    session: SessionId | None
    task: Task | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the start page tells.

    Attributes:
        recent: The last titles, newest first.
        worked: Work since the day began, µs.
        unfinished: The last block, if it can be continued.
        first_ever: No block has been run yet.
        aims: Names and ids.
        thoughts: Ids and texts of parked ones that are not done, newest first.
    """

    recent: tuple[str, ...] = ()
    worked: int = 0
    unfinished: Unfinished | None = None
    first_ever: bool = False
    aims: tuple[tuple[str, str], ...] = ()
    thoughts: tuple[tuple[str, str], ...] = ()


class FocusStore:
    """GUI thread; the jobs run on the database worker."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_block(self, session: SessionId, block: Block, seen: int) -> None:
        """Write a block's row and all its gaps; ``seen`` is µs UTC."""
        plan = block.task.plan
        row = {
            "id": _part(session, "block"),
            "session_id": session,
            "plan": str(plan.name),
            "number": block.task.number,
            "blocks": json.dumps(plan.blocks),
            "breaks": json.dumps(plan.breaks),
            "planned": block.planned,
            "updated": seen,
        }
        gaps = [
            (str(gap.kind), block.wall(gap.started), _wall(block, gap.ended)) for gap in block.gaps
        ]
        gaps += [("interruption", block.wall(m.at), block.wall(m.at)) for m in block.interruptions]

        def job(db: Any) -> None:
            _upsert(db, "block", row)
            kept = []
            for kind, started, ended in gaps:
                kept.append(_part(session, f"{kind} {started}"))
                gap = {"id": kept[-1], "session_id": session, "kind": kind, "started": started}
                _upsert(db, "gap", {**gap, "ended": ended, "updated": seen})
            marks = ", ".join("?" * len(kept))
            db.execute(
                f"UPDATE gap SET deleted = ?, updated = ? WHERE session_id = ?"
                f" AND deleted IS NULL AND id NOT IN ({marks})",
                (seen, seen, session, *kept),
            )

        self._database.write(job)

    def save_note(self, session: SessionId, note: str, seen: int) -> None:
        """Write the note of a block."""
        sql = "UPDATE block SET note = ?, updated = ? WHERE session_id = ?"
        self._database.write(
            lambda db: _execute(db, sql, (note, seen, session)),
            keep={"kind": "note", "session": session, "text": note},
        )

    def save_break(
        self,
        name: str,
        rest: Rest,
        session: SessionId | None,
        move: SessionId | None,
        seen: int,
    ) -> None:
        """Write a break's row; ``session`` is the block before it."""
        row = {
            "id": name,
            "session_id": session,
            "move_id": move,
            "started": rest.started.wall,
            "ended": None if rest.ended is None else rest.wall(rest.ended),
            "zone": rest.started.zone,
            "offset": rest.started.offset,
            "planned": rest.planned,
            "movement": rest.movement,
            "updated": seen,
        }
        self._database.write(lambda db: _upsert(db, "break", row))

    def park(
        self, text: str, session: SessionId | None, seen: int, done: Callable[[], None]
    ) -> None:
        """Keep a thought; ``done`` once it is on the disk."""
        row = {
            "id": new_id(),
            "text": text,
            "session_id": session,
            "created": seen,
            "updated": seen,
        }
        self._database.write(
            lambda db: _upsert(db, "thought", row),
            lambda _: done(),
            keep={"kind": "thought", "text": text},
        )

    def finish_thought(self, thought: str, seen: int) -> None:
        """Note that a thought needs no more attention."""
        sql = "UPDATE thought SET done = ?, updated = ? WHERE id = ?"
        self._database.write(lambda db: _execute(db, sql, (seen, seen, thought)))

    def add_aim(self, name: str, seen: int) -> str:
        """Make an aim and return its id."""
        aim = new_id()
        sql = "INSERT INTO aim (id, name, updated) VALUES (?, ?, ?)"
        self._database.write(lambda db: _execute(db, sql, (aim, name, seen)))
        return aim

    def close_left_open(self, seen: int) -> None:
        """After a crash: gaps end where their session was last seen, old breaks at their plan."""

        def job(db: Any) -> None:
            db.execute(
                "UPDATE gap SET updated = ?, ended = (SELECT max(gap.started, s.last_seen)"
                " FROM session s WHERE s.id = gap.session_id)"
                " WHERE ended IS NULL AND session_id IN"
                " (SELECT id FROM session WHERE ended IS NOT NULL)",
                (seen,),
            )
            db.execute(
                "UPDATE break SET updated = ?, ended = started + planned WHERE ended IS NULL"
                " AND id IS NOT (SELECT id FROM break ORDER BY started DESC LIMIT 1)",
                (seen,),
            )

        self._database.write(job)

    def ask_facts(self, day_began: int, done: Callable[[Facts], None]) -> None:
        """Read what the start page tells; ``day_began`` is µs UTC."""
        self._database.read(lambda connection: facts(connection, day_began), done)

    def ask_open_break(self, done: Callable[[OpenBreak | None], None]) -> None:
        """Read the break that was running when Spindle closed."""
        self._database.read(open_break, done)

    def ask_task(self, session: str, done: Callable[[Unfinished | None], None]) -> None:
        """Read a block, to do it again or to go on with it."""
        self._database.read(lambda connection: unfinished(connection, session), done)


def facts(connection: sqlite3.Connection, day_began: int) -> Facts:
    """What the start page tells."""
    titles = connection.execute(
        "SELECT title FROM session WHERE activity = 'focus' AND deleted IS NULL AND title != ''"
        " ORDER BY started DESC LIMIT 60"
    )
    recent = tuple(dict.fromkeys(row[0] for row in titles))[:RECENT]
    worked, blocks = connection.execute(
        "SELECT (SELECT coalesce(sum(active), 0) FROM session"
        " WHERE activity = 'focus' AND deleted IS NULL AND started >= ?),"
        " EXISTS (SELECT 1 FROM session WHERE activity = 'focus')",
        (day_began,),
    ).fetchone()
    thoughts = connection.execute(
        "SELECT id, text FROM thought WHERE done IS NULL AND deleted IS NULL"
        " ORDER BY created DESC LIMIT ?",
        (THOUGHTS,),
    ).fetchall()
    aims = connection.execute("SELECT name, id FROM aim WHERE deleted IS NULL").fetchall()
    return Facts(
        recent=recent,
        worked=worked,
        unfinished=unfinished(connection),
        first_ever=not blocks,
        aims=tuple((name, aim) for name, aim in aims),
        thoughts=tuple((thought, text) for thought, text in thoughts),
    )


def unfinished(connection: sqlite3.Connection, session: str | None = None) -> Unfinished | None:
    """The last block if it ended before its time; or any block, by its session."""
    row = connection.execute(
        "SELECT s.*, b.plan, b.number, b.blocks, b.breaks, b.planned AS length FROM session s"
        " JOIN block b ON b.session_id = s.id WHERE s.activity = 'focus' AND s.deleted IS NULL"
        + (" AND s.id = ?" if session else " ORDER BY s.started DESC LIMIT 1"),
        (session,) if session else (),
    ).fetchone()
    if row is None or row["ended"] is None:
        return None
    left = row["length"] - row["active"]
    early = row["outcome"] in {Outcome.STOPPED, Outcome.INTERRUPTED} and left > 0
    if session is None and not early:
        return None
    return Unfinished(
        session=SessionId(row["id"]),
        task=_task(row),
        left=left if early else row["length"],
        ended=row["ended"],
    )


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


def _task(row: sqlite3.Row) -> Task:
    plan = Plan(
        PlanName(row["plan"]),
        tuple(json.loads(row["blocks"])),
        tuple(json.loads(row["breaks"])),
    )
    ref = Ref(row["ref_kind"], row["ref_id"]) if row["ref_kind"] else None
    return Task(
        title=row["title"],
        plan=plan,
        number=row["number"],
        aim=row["aim_id"],
        ref=ref,
    )


def _part(session: str, name: str) -> str:
    """The same id for the same part of a session, however often it is written."""
    return str(uuid5(UUID(session), name))


def _wall(block: Block, line: int | None) -> int | None:
    return None if line is None else block.wall(line)


def _execute(db: Any, sql: str, parameters: tuple[object, ...]) -> None:
    db.execute(sql, parameters)


def _upsert(db: Any, table: str, row: Mapping[str, object]) -> None:
    columns = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    changes = ", ".join(f"{name} = excluded.{name}" for name in row if name != "id")
    db.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({values})"
        f" ON CONFLICT (id) DO UPDATE SET {changes}",
        row,
    )
