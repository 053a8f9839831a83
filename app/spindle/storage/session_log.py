"""The session table: rows at start, heartbeats, ends and ratings."""

import json
import sqlite3
from dataclasses import replace
from typing import Any, Final

from spindle.core.clock import Clock
from spindle.core.ids import Ref, SessionId
from spindle.core.ports import Database
from spindle.core.session import Activity, Outcome, Session
from spindle.core.text import clean

_VALUE_ROW: Final = "value"

_INSERT: Final = """
    INSERT INTO session (
        id, parent_id, activity, title, aim_id, ref_kind, ref_id, started, ended, zone, offset,
        planned, active, last_seen, outcome, predicted_before, predicted_sd, rating, error, rated,
        detail, updated
    ) VALUES (
        :id, :parent_id, :activity, :title, :aim_id, :ref_kind, :ref_id, :started, :ended, :zone,
        :offset, :planned, :active, :last_seen, :outcome, :predicted_before, :predicted_sd,
        :rating, :error, :rated, :detail, :updated
    ) ON CONFLICT (id) DO NOTHING
"""
_CLOSE: Final = """
    UPDATE session
    SET title = :title, aim_id = :aim_id, started = :started, ended = :ended, active = :active,
        last_seen = :last_seen, outcome = :outcome, detail = :detail, updated = :updated
    WHERE id = :id
"""
_RATE: Final = """
    UPDATE session
    SET rating = :rating, error = :error, rated = coalesce(rated, :now), updated = :now,
        rating_edited = rating_edited + :again
    WHERE id = :id
"""
_LEARN: Final = """
    INSERT INTO value_model (id, state, updated) VALUES (?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, updated = excluded.updated
"""


class DatabaseSessionLog:
    """Implements ``spindle.core.sessions.SessionLog`` on the database worker. GUI thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def insert(self, session: Session) -> None:
        """Write the row of a session that just began."""
        row = row_of(session, self._clock.now().wall)
        self._database.write(lambda db: db.conn.execute(_INSERT, row).rowcount)

    def beat(self, session: SessionId, seen: int, active: int) -> None:
        """Note that it still ran at ``seen`` (µs UTC) with ``active`` µs of work."""
        sql = (
            "UPDATE session SET last_seen = ?, active = ?, updated = ? "
            "WHERE id = ? AND ended IS NULL"
        )
        values = (seen, active, self._clock.now().wall, session)
        self._database.beat(lambda db: db.conn.execute(sql, values).rowcount)

    def close(self, session: Session) -> None:
        """Write end, outcome, work, title and detail."""
        self.change(session)

    def change(self, session: Session) -> None:
        """Write an edit by hand of title, aim, start, end, work, outcome or detail."""
        row = row_of(session, self._clock.now().wall)
        self._database.write(lambda db: db.conn.execute(_CLOSE, row).rowcount)

    def remove(self, session: SessionId, *, removed: bool = True) -> None:
        """Mark as deleted, or take that back."""
        now = self._clock.now().wall
        values = (now if removed else None, now, session)
        sql = "UPDATE session SET deleted = ?, updated = ? WHERE id = ?"
        self._database.write(lambda db: db.conn.execute(sql, values).rowcount)

    def rate(self, session: Session, *, first: bool, value_state: str | None) -> None:
        """Write rating and error; the first one with the value model that learned from it."""
        now = self._clock.now().wall
        values = {
            "id": session.id,
            "rating": session.rating,
            "error": session.error,
            "now": now,
            "again": int(not first),
        }

        def job(db: Any) -> None:
            db.conn.execute(_RATE, values)
            if value_state is not None:
                db.conn.execute(_LEARN, (_VALUE_ROW, value_state, now))

        self._database.write(job)


def interrupt_open(db: Any, now: int) -> tuple[Session, ...]:
    """At start: give every row without an end the end it is known to have had.

    Args:
        db: ``sqlite_utils.Database``, in a write job.
        now: µs UTC, for ``updated``.

    Returns:
        Them, oldest first, as they stand now: ``interrupted``, ended when last seen.
    """
    rows = db.conn.execute(
        "SELECT * FROM session WHERE ended IS NULL AND deleted IS NULL ORDER BY started, id"
    ).fetchall()
    found = []
    for row in rows:
        was = session_of(row)
        end = max(was.last_seen, was.started)
        session = replace(was, ended=end, last_seen=end, outcome=Outcome.INTERRUPTED)
        db.conn.execute(_CLOSE, row_of(session, now))
        found.append(session)
    return tuple(found)


def value_state(connection: sqlite3.Connection) -> str | None:
    """What the value model last learned, as ``ValueModel.from_json`` takes it."""
    row = connection.execute("SELECT state FROM value_model WHERE id = ?", (_VALUE_ROW,)).fetchone()
    return None if row is None else str(row[0])


def learn(db: Any, state: str, now: int) -> None:
    """Write the value model's state, within a write job."""
    db.conn.execute(_LEARN, (_VALUE_ROW, state, now))


def add(db: Any, session: Session, now: int) -> None:
    """Write a whole session, within a write job: demo, import, an entry by hand."""
    row = row_of(session, now)
    row["rated"] = None if session.rating is None else session.ended
    db.conn.execute(_INSERT, row)


def foretell(db: Any, session: Session) -> None:
    """Write what was predicted and the error, within a write job: for a simulated past."""
    db.conn.execute(
        "UPDATE session SET predicted_before = ?, predicted_sd = ?, error = ? WHERE id = ?",
        (session.predicted, session.predicted_sd, session.error, session.id),
    )


def row_of(session: Session, now: int) -> dict[str, Any]:
    """A session as the columns of its row."""
    return {
        "id": session.id,
        "parent_id": session.parent,
        "activity": str(session.activity),
        "title": clean(session.title),
        "aim_id": session.aim,
        "ref_kind": session.ref.kind if session.ref else None,
        "ref_id": session.ref.id if session.ref else None,
        "started": session.started,
        "ended": session.ended,
        "zone": session.zone,
        "offset": session.offset,
        "planned": session.planned,
        "active": session.active,
        "last_seen": session.last_seen,
        "outcome": str(session.outcome) if session.outcome else None,
        "predicted_before": session.predicted,
        "predicted_sd": session.predicted_sd,
        "rating": session.rating,
        "error": session.error,
        "rated": None,
        "detail": clean(json.dumps(dict(session.detail), ensure_ascii=False)),
        "updated": now,
    }


def session_of(row: sqlite3.Row) -> Session:
    """A session from a row of its table."""
    return Session(
        id=SessionId(row["id"]),
        parent=None if row["parent_id"] is None else SessionId(row["parent_id"]),
        activity=Activity(row["activity"]),
        title=row["title"],
        aim=row["aim_id"],
        ref=None if row["ref_kind"] is None else Ref(row["ref_kind"], row["ref_id"]),
        started=row["started"],
        ended=row["ended"],
        zone=row["zone"],
        offset=row["offset"],
        planned=row["planned"],
        active=row["active"],
        last_seen=row["last_seen"],
        outcome=None if row["outcome"] is None else Outcome(row["outcome"]),
        predicted=row["predicted_before"],
        predicted_sd=row["predicted_sd"],
        rating=row["rating"],
        error=row["error"],
        detail=json.loads(row["detail"]),
    )
