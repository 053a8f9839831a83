"""What the ledger reads: a day's rows as entries and as a book, and all about one session."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from spindle.core.clock import HOUR, Moment
from spindle.core.days import day_span
from spindle.core.ids import Ref
from spindle.core.session import Activity, Session
from spindle.features.focus.ledger.book import Book, BreakRow, GapRow, SessionRow
from spindle.features.focus.ledger.spans import Entry, Kind, Span, partition

_BEFORE: Final = 48 * HOUR  # a session that began earlier has ended by now
_LONGEST_NIGHT: Final = 16 * HOUR

_SESSIONS: Final = """
    SELECT id, activity, title, started, ended, active, parent_id, aim_id, outcome, last_seen,
        json_extract(detail, '$.half') AS half
    FROM session WHERE deleted IS NULL AND outcome IS NOT 'skipped'
        AND started >= ? AND started < ? ORDER BY started, rowid
"""
_GAPS: Final = """
    SELECT g.id, g.session_id, g.kind, g.started, g.ended FROM gap g
    JOIN session s ON s.id = g.session_id
    WHERE g.deleted IS NULL AND s.deleted IS NULL AND s.started >= ? AND s.started < ?
"""
_BREAKS: Final = """
    SELECT b.* FROM break b WHERE b.deleted IS NULL AND b.started >= ? AND b.started < ?
"""
_STEPS: Final = """
    SELECT at, step, offset FROM clock_step WHERE deleted IS NULL AND at >= ? AND at < ?
"""


class Step(NamedTuple):
    """Somebody set the clock: what it showed (µs UTC), and by how much it moved."""

    at: int
    step: int
    offset: int


class DayPage(NamedTuple):
    """One day of the ledger, from day start to day start.

    Attributes:
        now: µs UTC; what lies behind it is still to come.
        spans: They add up to ``last`` − ``first``.
    """

    day: date
    first: int
    last: int
    now: int
    zone: str
    spans: tuple[Span, ...]
    book: Book
    steps: tuple[Step, ...] = ()


class Details(NamedTuple):
    """All about one session. ``predicted`` only once it is rated."""

    session: str
    activity: str
    title: str
    note: str = ""
    tags: tuple[str, ...] = ()
    rating: int | None = None
    predicted: float | None = None
    outcome: str = ""
    block: str | None = None
    next_step: str = ""
    recalled: str = ""
    interruptions: int = 0


def day_page(connection: sqlite3.Connection, day: date, at: Moment, day_start: int) -> DayPage:
    """A day in the zone where the user is now."""
    first, last = day_span(day, at.zone, day_start)
    book = book_of(connection, first, last, at)
    entries = [*_entries(book), *_nights(connection, first, last, at.wall)]
    steps = connection.execute(_STEPS, (first, last)).fetchall()
    return DayPage(
        day=day,
        first=first,
        last=last,
        now=at.wall,
        zone=at.zone,
        spans=partition(first, last, at.wall, entries),
        book=book,
        steps=tuple(Step(*row) for row in steps),
    )


def book_of(connection: sqlite3.Connection, first: int, last: int, at: Moment) -> Book:
    """The rows that can lie in a stretch (µs UTC)."""
    near = (first - _BEFORE, last)
    sessions = {
        row["id"]: SessionRow(
            row["id"],
            row["activity"],
            row["title"],
            row["started"],
            row["ended"],
            row["active"],
            row["parent_id"],
            row["aim_id"],
        )
        for row in connection.execute(_SESSIONS, near)
    }
    gaps = {row[0]: GapRow(*row) for row in map(tuple, connection.execute(_GAPS, near))}
    breaks = {
        row["id"]: BreakRow(
            row["id"], row["kind"], row["started"], row["ended"], row["movement"], row["move_id"]
        )
        for row in connection.execute(_BREAKS, near)
    }
    return Book(now=at.wall, zone=at.zone, sessions=sessions, gaps=gaps, breaks=breaks)


def details(connection: sqlite3.Connection, session: str) -> Details | None:
    """All about one session; None when it is gone."""
    row = connection.execute(
        "SELECT s.*, b.id AS block, b.note AS own, b.next_step, b.recalled, n.text AS note"
        " FROM session s LEFT JOIN block b ON b.session_id = s.id"
        " LEFT JOIN session_note n ON n.session_id = s.id AND n.deleted IS NULL"
        " WHERE s.id = ? AND s.deleted IS NULL",
        (session,),
    ).fetchone()
    if row is None:
        return None
    tags = connection.execute(
        "SELECT name FROM session_tag WHERE session_id = ? AND deleted IS NULL ORDER BY name",
        (session,),
    ).fetchall()
    [interruptions] = connection.execute(
        "SELECT count(*) FROM gap WHERE session_id = ? AND kind = 'interruption'"
        " AND deleted IS NULL",
        (session,),
    ).fetchone()
    return Details(
        session=session,
        activity=row["activity"],
        title=row["title"],
        note=row["own"] or row["note"] or "",
        tags=tuple(name for (name,) in map(tuple, tags)),
        rating=row["rating"],
        predicted=None if row["rating"] is None else row["predicted_before"],
        outcome=row["outcome"] or "",
        block=row["block"],
        next_step=row["next_step"] or "",
        recalled=row["recalled"] or "",
        interruptions=interruptions,
    )


def session_row(connection: sqlite3.Connection, session: str) -> Session | None:
    """A stored session; None when it is gone."""
    from spindle.storage.session_log import session_of  # noqa: PLC0415 - seldom

    row = connection.execute(
        "SELECT * FROM session WHERE id = ? AND deleted IS NULL", (session,)
    ).fetchone()
    return None if row is None else session_of(row)


def _entries(book: Book) -> Iterator[Entry]:
    for row in book.sessions.values():
        moves = row.activity == Activity.MOVE
        yield Entry(
            ref=Ref("session", row.id),
            kind=Kind.MOVE if moves else Kind.WORK,
            started=row.started,
            ended=book.now if row.ended is None else row.ended,
            depth=2 * _level(book, row),
            activity=Activity(row.activity),
            title=row.title,
            session=row.id,
        )
    for gap in book.gaps.values():
        session = book.sessions.get(gap.session)
        if session is not None:
            yield Entry(
                ref=Ref("gap", gap.id),
                kind=Kind.GAP,
                started=gap.started,
                ended=book.now if gap.ended is None else gap.ended,
                depth=2 * _level(book, session) + 1,
                activity=Activity(session.activity),
                title=session.title,
                session=session.id,
                why=gap.kind,
            )
    for rest in book.breaks.values():
        yield Entry(
            ref=Ref("break", rest.id),
            kind=Kind.SLEEP if rest.kind == "sleep" else Kind.BREAK,
            started=rest.started,
            ended=book.now if rest.ended is None else rest.ended,
            depth=-1,
            title=rest.movement,
        )


def _level(book: Book, row: SessionRow) -> int:
    level, seen = 0, {row.id}
    while row.parent is not None and row.parent in book.sessions and row.parent not in seen:
        row = book.sessions[row.parent]
        seen.add(row.id)
        level += 1
    return level


def _nights(connection: sqlite3.Connection, first: int, last: int, now: int) -> Iterator[Entry]:
    """From each evening that was closed to what came next: sleep, which nobody measured."""
    evenings = connection.execute(
        "SELECT id, ended FROM session WHERE activity = 'prime' AND deleted IS NULL"
        " AND outcome = 'completed' AND json_extract(detail, '$.half') = 'evening'"
        " AND started >= ? AND started < ?",
        (first - _BEFORE, last),
    ).fetchall()
    for name, ended in map(tuple, evenings):
        [following] = connection.execute(
            "SELECT min(started) FROM session WHERE started >= ? AND deleted IS NULL", (ended,)
        ).fetchone()
        until = now if following is None else following
        if 0 < until - ended <= _LONGEST_NIGHT:
            yield Entry(
                ref=Ref("night", name),
                kind=Kind.SLEEP,
                started=ended,
                ended=until,
                depth=-2,
                guessed=True,
            )
