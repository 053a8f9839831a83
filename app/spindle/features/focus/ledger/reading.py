"""What the ledger reads: a day's rows as entries and as a book, and all about one session."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from spindle.core.clock import HOUR, Moment
from spindle.core.days import day_of, near
from spindle.core.ids import Ref
from spindle.core.session import Activity, Session
from spindle.features.focus.ledger.book import Book, BreakRow, GapRow, SessionRow
from spindle.features.focus.ledger.places import Places, Seen, Stretch
from spindle.features.focus.ledger.rows import uncounted, work
from spindle.features.focus.ledger.spans import Entry, Kind, Span, partition, within

_BEFORE: Final = 48 * HOUR
"""Of what began longer before a stretch only what was very long can reach into it."""

_LONGEST_NIGHT: Final = 16 * HOUR

# The condition of the second part is that of the index ``session_long``, word for word.
_NEAR: Final = """
    SELECT id FROM session WHERE started >= :near AND started < :last
    UNION ALL SELECT id FROM session
    WHERE (ended IS NULL OR ended - started > 172800000000) AND started < :near
        AND (ended IS NULL OR ended > :first)
"""
_SESSIONS: Final = f"""
    SELECT id, activity, title, started, ended, active, parent_id, aim_id, last_seen,
        json_extract(detail, '$.rest')
    FROM session WHERE id IN ({_NEAR}) AND deleted IS NULL AND outcome IS NOT 'skipped'
    ORDER BY started, rowid
"""
_GAPS: Final = f"""
    SELECT g.id, g.session_id, g.kind, g.started, g.ended FROM gap g
    JOIN session s ON s.id = g.session_id
    WHERE g.session_id IN ({_NEAR}) AND g.deleted IS NULL AND s.deleted IS NULL
"""
_BREAKS: Final = """
    SELECT * FROM break WHERE deleted IS NULL AND started >= :near AND started < :last
    UNION ALL SELECT * FROM break WHERE deleted IS NULL
        AND (ended IS NULL OR ended - started > 172800000000) AND started < :near
        AND (ended IS NULL OR ended > :first)
"""
_BEGAN: Final = {
    "session": "SELECT started, offset FROM session WHERE id = ?",
    "gap": "SELECT g.started, s.offset FROM gap g JOIN session s ON s.id = g.session_id"
    " WHERE g.id = ?",
    "break": "SELECT started, offset FROM break WHERE id = ?",
}
_STEPS: Final = """
    SELECT at, step, offset FROM clock_step WHERE deleted IS NULL AND at >= ? AND at < ?
"""
# Rows that were taken out, too: where somebody was does not change by that.
_SEEN: Final = """
    SELECT started, zone, offset FROM session WHERE started >= :from AND started < :to
    UNION ALL SELECT started, zone, offset FROM break WHERE started >= :from AND started < :to
    ORDER BY 1
"""
_SEEN_BEFORE: Final = """
    SELECT * FROM (SELECT started, zone, offset FROM session WHERE started < ?1
        ORDER BY started DESC LIMIT 1)
    UNION ALL SELECT * FROM (SELECT started, zone, offset FROM break WHERE started < ?1
        ORDER BY started DESC LIMIT 1)
    ORDER BY 1 DESC LIMIT 1
"""
_SEEN_AFTER: Final = """
    SELECT * FROM (SELECT started, zone, offset FROM session WHERE started >= ?1
        ORDER BY started LIMIT 1)
    UNION ALL SELECT * FROM (SELECT started, zone, offset FROM break WHERE started >= ?1
        ORDER BY started LIMIT 1)
    ORDER BY 1 LIMIT 1
"""


class Step(NamedTuple):
    """Somebody set the clock: what it showed (µs UTC), and by how much it moved."""

    at: int
    step: int
    offset: int


class DayPage(NamedTuple):
    """One day of the ledger, from day start to day start.

    Attributes:
        parts: Its stretches: one, but for somebody who travelled over midnight.
        now: µs UTC; what lies behind it is still to come.
        spans: They add up to the parts.
    """

    day: date
    day_start: int
    parts: tuple[Stretch, ...]
    now: int
    spans: tuple[Span, ...]
    book: Book
    steps: tuple[Step, ...] = ()

    @property
    def places(self) -> Places:
        """Where the user was."""
        return self.book.places

    @property
    def length(self) -> int:
        """µs: 24 h, an hour more or less when clocks are changed, more or less on a journey."""
        return sum(part.end - part.start for part in self.parts)

    def along(self, wall: int) -> float:
        """How far along the day an instant (µs UTC) of it is, 0–1."""
        gone = sum(max(0, min(wall, part.end) - part.start) for part in self.parts)
        return gone / max(1, self.length)


class Details(NamedTuple):
    """All about one session.

    Attributes:
        predicted: Only once it is rated.
        block: Id of its block, if it is one.
        planned: µs; 0 for an open end.
        ref: What it worked on, and ``material`` that thing's title.
    """

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
    reason: str = ""
    interruptions: int = 0
    planned: int = 0
    ref: Ref | None = None
    material: str = ""


def day_page(connection: sqlite3.Connection, day: date, at: Moment, day_start: int) -> DayPage:
    """A day as it was where the user was then."""
    parts, spans, book = day_spans(connection, day, day, at, day_start)
    steps: list[Step] = []
    for part in parts:
        rows = connection.execute(_STEPS, (part.start, part.end)).fetchall()
        steps += [Step(*row) for row in rows]
    return DayPage(
        day=day,
        day_start=day_start,
        parts=parts,
        now=at.wall,
        spans=tuple(s for part in parts for s in within(spans, part.start, part.end)),
        book=book,
        steps=tuple(steps),
    )


def day_spans(
    connection: sqlite3.Connection, first: date, last: date, at: Moment, day_start: int
) -> tuple[tuple[Stretch, ...], tuple[Span, ...], Book]:
    """The stretches of some days, both ends included, and the spans from the first to the last."""
    window = near(first, last, "UTC", day_start)
    places = places_of(connection, *window, at)
    parts = places.stretches(first, last, day_start)
    begin, end = (parts[0].start, parts[-1].end) if parts else (window[0], window[0])
    book = book_of(connection, begin, end, at, places)
    entries = [*_entries(book), *_nights(connection, begin, end, at.wall)]
    return parts, partition(begin, end, at.wall, entries), book


def places_of(connection: sqlite3.Connection, begin: int, end: int, at: Moment) -> Places:
    """Where the user was in a stretch (µs UTC), as its rows say; from now on, where they are."""
    rows = connection.execute(_SEEN, {"from": begin, "to": end}).fetchall()
    before = connection.execute(_SEEN_BEFORE, (begin,)).fetchone()
    if before is None and not rows:
        before = connection.execute(_SEEN_AFTER, (begin,)).fetchone()
    seen = [Seen(*row) for row in ([before] if before is not None else []) + rows]
    if not seen or at.wall > seen[-1].wall:
        seen.append(Seen(at.wall, at.zone, at.offset))
    return Places(seen)


def book_of(
    connection: sqlite3.Connection, first: int, last: int, at: Moment, places: Places | None = None
) -> Book:
    """The rows that can lie in a stretch (µs UTC); ``places`` where they are known already."""
    stretch = {"near": first - _BEFORE, "first": first, "last": last}
    sessions = {row[0]: SessionRow(*row) for row in connection.execute(_SESSIONS, stretch)}
    gaps = {row[0]: GapRow(*row) for row in connection.execute(_GAPS, stretch)}
    breaks = {
        row["id"]: BreakRow(
            row["id"], row["kind"], row["started"], row["ended"], row["movement"], row["move_id"]
        )
        for row in connection.execute(_BREAKS, stretch)
    }
    places = places or places_of(connection, first - _BEFORE, last, at)
    return Book(now=at.wall, places=places, sessions=sessions, gaps=gaps, breaks=breaks)


def day_of_row(connection: sqlite3.Connection, ref: Ref, day_start: int) -> date | None:
    """The day on which a session, a gap or a break began; None when there is no such row."""
    sql = _BEGAN.get(ref.kind)
    row = None if sql is None else connection.execute(sql, (ref.id,)).fetchone()
    return None if row is None else day_of(row[0], row[1], day_start)


def details(connection: sqlite3.Connection, session: str) -> Details | None:
    """All about one session; None when it is gone."""
    row = connection.execute(
        "SELECT s.*, b.id AS block, b.note AS own, b.next_step, b.recalled, b.reason,"
        " n.text AS note"
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
        reason=row["reason"] or "",
        interruptions=interruptions,
        planned=row["planned"] or 0,
        ref=Ref(row["ref_kind"], row["ref_id"]) if row["ref_kind"] else None,
    )


def session_row(connection: sqlite3.Connection, session: str) -> Session | None:
    """A stored session; None when it is gone."""
    from spindle.storage.session_log import session_of  # noqa: PLC0415 - seldom

    row = connection.execute(
        "SELECT * FROM session WHERE id = ? AND deleted IS NULL", (session,)
    ).fetchone()
    return None if row is None else session_of(row)


def _entries(book: Book) -> Iterator[Entry]:
    gaps: dict[str, list[GapRow]] = {}
    for gap in book.gaps.values():
        gaps.setdefault(gap.session, []).append(gap)
    for row in book.sessions.values():
        moves = Kind.BREAK if row.rest else Kind.MOVE
        yield Entry(
            ref=Ref("session", row.id),
            kind=moves if row.activity == Activity.MOVE else Kind.WORK,
            started=row.started,
            ended=book.now if row.ended is None else row.ended,
            depth=2 * _level(book, row),
            activity=Activity(row.activity),
            title=row.title,
            session=row.id,
            share=_share(row, gaps.get(row.id, [])),
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


def _share(row: SessionRow, gaps: list[GapRow]) -> float:
    """How much of a session without its gaps is work: all of a block; of a text what was heard."""
    end = row.seen if row.ended is None else row.ended
    whole = work(gaps, row.started, end)
    return 1.0 if whole <= 0 else 1 - uncounted(row, gaps, row.started, end) / whole


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
