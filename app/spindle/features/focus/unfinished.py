"""Rows of blocks that can be continued: read for the first paint, so nothing else is loaded."""

import sqlite3

from spindle.core.activity import Outcome


def block_row(connection: sqlite3.Connection, session: str | None = None) -> sqlite3.Row | None:
    """A block by its session, or the last one: its session's columns and its plan's.

    ``length`` is what was planned for it. None when there is none, or it still runs.
    """
    row: sqlite3.Row | None = connection.execute(
        "SELECT s.*, b.mode, b.plan, b.number, b.blocks, b.breaks, b.planned AS length"
        " FROM session s JOIN block b ON b.session_id = s.id"
        " WHERE s.activity = 'focus' AND s.deleted IS NULL"
        + (" AND s.id = ?" if session else " ORDER BY s.started DESC LIMIT 1"),
        (session,) if session else (),
    ).fetchone()
    return None if row is None or row["ended"] is None else row


def left_of(row: sqlite3.Row) -> int:
    """Work that was still planned when it ended before its time, µs; 0 when it did not."""
    early = row["outcome"] in {Outcome.STOPPED, Outcome.INTERRUPTED}
    return max(0, row["length"] - row["active"]) if early else 0
