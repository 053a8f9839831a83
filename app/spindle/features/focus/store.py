"""Where blocks, gaps, breaks and thoughts are kept: each call is one job for the worker."""

import json
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid5

from spindle.core.clock import Moment
from spindle.core.ids import SessionId, new_id
from spindle.core.ports import Database
from spindle.features.focus.reading import (
    Facts,
    OpenBreak,
    OpenGap,
    Unfinished,
    facts,
    next_step,
    open_break,
    open_gap,
    unfinished,
)
from spindle.features.focus.state import Block, GapKind, Rest

_WORDS = frozenset({"note", "next_step", "recalled", "reason"})


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
            "plan": f"{plan.name}:{plan.label}" if plan.label else str(plan.name),
            "number": block.task.number,
            "mode": str(block.task.mode),
            "blocks": json.dumps(plan.blocks),
            "breaks": json.dumps(plan.breaks),
            "planned": block.planned,
            "updated": seen,
        }
        gaps = [
            (str(gap.kind), block.wall(gap.started), _wall(block, gap.ended)) for gap in block.gaps
        ]
        lasted = {gap.started for gap in block.gaps if gap.kind is GapKind.INTERRUPTION}
        gaps += [
            ("interruption", block.wall(mark.at), block.wall(mark.at))
            for mark in block.interruptions
            if mark.gap not in lasted
        ]

        def job(db: Any) -> None:
            _upsert(db, "block", row)
            kept = []
            for kind, started, ended in gaps:
                kept.append(gap_id(session, kind, started))
                gap = {"id": kept[-1], "session_id": session, "kind": kind, "started": started}
                _upsert(db, "gap", {**gap, "ended": ended, "updated": seen, "deleted": None})
            marks = ", ".join("?" * len(kept))
            db.execute(
                f"UPDATE gap SET deleted = ?, updated = ? WHERE session_id = ?"
                f" AND deleted IS NULL AND id NOT IN ({marks})",
                (seen, seen, session, *kept),
            )

        self._database.write(job)

    def save_words(self, session: SessionId, column: str, text: str, seen: int) -> None:
        """Write what belongs to a block: ``note``, ``next_step``, ``recalled``, ``reason``."""
        _check_words(column)
        sql = f"UPDATE block SET {column} = ?, updated = ? WHERE session_id = ?"
        self._database.write(
            lambda db: _execute(db, sql, (text, seen, session)),
            keep={"kind": column, "thing": session, "text": text},
        )

    def ask_words(self, session: SessionId, column: str, done: Callable[[str], None]) -> None:
        """Read what ``save_words`` has written; ``done`` is not called without a block."""
        _check_words(column)
        sql = f"SELECT {column} FROM block WHERE session_id = ?"

        def found(row: Any) -> None:
            if row is not None:
                done(str(row[0]))

        self._database.read(
            lambda connection: connection.execute(sql, (session,)).fetchone(), found
        )

    def answer_gap(self, gap: str, seen: int) -> None:
        """Note that the user has said what a gap was."""
        sql = "UPDATE gap SET answered = ? WHERE id = ?"
        self._database.write(lambda db: _execute(db, sql, (seen, gap)))

    def ask_open_gap(self, seen: int, done: Callable[[OpenGap | None], None]) -> None:
        """Read the last gap of an ended block that nobody has spoken about yet."""
        self._database.read(lambda connection: open_gap(connection, seen), done)

    def ask_next_step(self, title: str, now: int, done: Callable[[str], None]) -> None:
        """Read the step that was to come next when a block of this title ended last."""
        self._database.read(lambda connection: next_step(connection, title, now), done)

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
            "kind": "sleep" if rest.asleep else "break",
            "updated": seen,
        }
        self._database.write(lambda db: _upsert(db, "break", row))

    def remove_break(self, name: str, seen: int) -> None:
        """Mark a break as removed; an empty name is fine."""
        sql = "UPDATE break SET deleted = ?, updated = ? WHERE id = ?"
        self._database.write(lambda db: _execute(db, sql, (seen, seen, name)))

    def remove_session(self, session: SessionId, seen: int) -> None:
        """Mark a session as removed, with its block."""

        def job(db: Any) -> None:
            for table, key in (("session", "id"), ("block", "session_id")):
                sql = f"UPDATE {table} SET deleted = ?, updated = ? WHERE {key} = ?"
                db.execute(sql, (seen, seen, session))

        self._database.write(job)

    def save_step(self, now: Moment, step: int, session: str | None) -> None:
        """Write that the wall clock was set by ``step`` µs just before ``now``."""
        row = {
            "id": new_id(),
            "session_id": session,
            "at": now.wall - step,
            "step": step,
            "zone": now.zone,
            "offset": now.offset,
            "updated": now.wall,
        }
        self._database.write(lambda db: _upsert(db, "clock_step", row))

    def park(
        self, text: str, session: SessionId | None, seen: int, done: Callable[[], None]
    ) -> str:
        """Keep a thought, ``done`` once it is on the disk; returns its id."""
        thought = new_id()
        row = {
            "id": thought,
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
        return thought

    def remove_thought(self, thought: str, seen: int) -> None:
        """Mark a thought as removed."""
        sql = "UPDATE thought SET deleted = ?, updated = ? WHERE id = ?"
        self._database.write(lambda db: _execute(db, sql, (seen, seen, thought)))

    def finish_thought(self, thought: str, seen: int, *, done: bool = True) -> None:
        """Note that a thought needs no more attention, or take that back."""
        sql = "UPDATE thought SET done = ?, updated = ? WHERE id = ?"
        values = (seen if done else None, seen, thought)
        self._database.write(lambda db: _execute(db, sql, values))

    def use_aim(self, name: str, seen: int, done: Callable[[str], None]) -> None:
        """Find an aim, bring a removed one back or make a new one; ``done`` gets its id."""

        def job(db: Any) -> str:
            from spindle.storage.aims import find_or_create  # noqa: PLC0415 - after first paint

            return find_or_create(db, name, seen)

        self._database.write(job, done)

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

    def ask_facts(self, at: Moment, day_start: int, done: Callable[[Facts], None]) -> None:
        """Read what the start page tells; a day begins ``day_start`` minutes after midnight."""
        self._database.read(lambda connection: facts(connection, at, day_start), done)

    def ask_open_break(self, done: Callable[[OpenBreak | None], None]) -> None:
        """Read the break that was running when Spindle closed."""
        self._database.read(open_break, done)

    def ask_task(self, session: str, done: Callable[[Unfinished | None], None]) -> None:
        """Read a block, to do it again or to go on with it."""
        self._database.read(lambda connection: unfinished(connection, session), done)


def gap_id(session: str, kind: str, started: int) -> str:
    """The id of a gap's row; ``started`` is µs UTC."""
    return _part(session, f"{kind} {started}")


def _check_words(column: str) -> None:
    if column not in _WORDS:
        raise ValueError(f"A block has no {column}.")


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
