"""Sums over many days: by day, by tag, by hour of day; and the search."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from spindle.core.clock import HOUR, local_time
from spindle.core.days import day_of, near

MOST_HITS: Final = 200

_ROWS: Final = """
    SELECT s.id, s.parent_id, s.activity, s.started, coalesce(s.ended, s.last_seen) AS ended,
        s.offset, s.active
    FROM session s WHERE s.deleted IS NULL AND s.outcome IS NOT 'skipped'
        AND s.started >= ? AND s.started < ?
"""
_RESTS: Final = """
    SELECT started, offset, coalesce(ended, started) - started AS length FROM break
    WHERE deleted IS NULL AND kind = 'break' AND started >= ? AND started < ?
"""
_TAGS: Final = """
    SELECT session_id, name FROM session_tag WHERE deleted IS NULL AND session_id IN
        (SELECT id FROM session WHERE started >= ? AND started < ?)
"""
_SEARCH: Final = """
    SELECT id, activity, title, started, offset, active, rating FROM session
    WHERE deleted IS NULL AND outcome IS NOT 'skipped' {activity} {words}
    ORDER BY started DESC LIMIT ?
"""
_WORD: Final = """
    AND (title LIKE :w{n} ESCAPE '\\'
        OR id IN (SELECT session_id FROM block WHERE note LIKE :w{n} ESCAPE '\\')
        OR id IN (SELECT session_id FROM session_note
                  WHERE text LIKE :w{n} ESCAPE '\\' AND deleted IS NULL)
        OR id IN (SELECT session_id FROM session_tag
                  WHERE name LIKE :w{n} ESCAPE '\\' AND deleted IS NULL))
"""


@dataclass(slots=True)
class DayTotal:
    """One day. Work by activity, µs; what ran inside another counts once, for the inner one."""

    day: date
    work: dict[str, int] = field(default_factory=dict)
    breaks: int = 0
    sessions: int = 0

    @property
    def whole(self) -> int:
        """Work of all activities but movement, µs."""
        return sum(length for activity, length in self.work.items() if activity != "move")


class Totals(NamedTuple):
    """Sums over a stretch of days.

    Attributes:
        days: Every day of it, empty ones too.
        tags: Work by tag, µs, the largest first.
        hours: Work by local hour of day, 24 sums in µs.
    """

    days: tuple[DayTotal, ...]
    tags: tuple[tuple[str, int], ...]
    hours: tuple[int, ...]


class Hit(NamedTuple):
    """A session that was found."""

    session: str
    activity: str
    title: str
    started: int
    offset: int
    active: int
    rating: int | None


def totals(
    connection: sqlite3.Connection, first: date, last: date, zone: str, day_start: int
) -> Totals:
    """Sums over the days from ``first`` to ``last``, both included; the day is each row's own."""
    span = near(first, last, zone, day_start)
    days = {
        first + timedelta(days=n): DayTotal(first + timedelta(days=n))
        for n in range((last - first).days + 1)
    }
    rows = [
        row
        for row in connection.execute(_ROWS, span).fetchall()
        if day_of(row["started"], row["offset"], day_start) in days
    ]
    work = _own_work(rows)
    hours = [0] * 24
    for row in rows:
        day = days[day_of(row["started"], row["offset"], day_start)]
        own = work[row["id"]]
        day.work[row["activity"]] = day.work.get(row["activity"], 0) + own
        day.sessions += row["parent_id"] is None
        if row["activity"] != "move":
            _spread(hours, row, own)
    for started, offset, length in map(tuple, connection.execute(_RESTS, span)):
        found = days.get(day_of(started, offset, day_start))
        if found is not None:
            found.breaks += length
    return Totals(tuple(days.values()), _by_tag(connection, span, work), tuple(hours))


def search(
    connection: sqlite3.Connection, text: str, activity: str | None = None, most: int = MOST_HITS
) -> tuple[Hit, ...]:
    """Sessions whose title, note or tag holds every word, newest first; no words find all."""
    words = text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_").split()[:8]
    values: dict[str, object] = {f"w{n}": f"%{word}%" for n, word in enumerate(words)}
    values |= {"activity": activity, "most": most}
    sql = _SEARCH.format(
        activity="AND activity = :activity" if activity else "",
        words=" ".join(_WORD.format(n=n) for n in range(len(words))),
    ).replace("LIMIT ?", "LIMIT :most")
    return tuple(Hit(*row) for row in map(tuple, connection.execute(sql, values)))


def _own_work(rows: list[sqlite3.Row]) -> Mapping[str, int]:
    """Work of each session without what ran inside it."""
    work: dict[str, int] = {row["id"]: row["active"] for row in rows}
    inside = [(row["parent_id"], row["active"]) for row in rows if row["parent_id"] in work]
    for parent, active in inside:
        work[parent] = max(0, work[parent] - active)
    return work


def _spread(hours: list[int], row: sqlite3.Row, work: int) -> None:
    """Put work on the hours it lay in, evenly over its wall time."""
    start, end = row["started"], max(row["ended"], row["started"] + 1)
    at = start
    while at < end:
        local = local_time(at, row["offset"])
        left = HOUR - (local.minute * 60 + local.second) * 1_000_000 - local.microsecond
        until = min(end, at + left)
        hours[local.hour] += work * (until - at) // (end - start)
        at = until


def _by_tag(
    connection: sqlite3.Connection, span: tuple[int, int], work: Mapping[str, int]
) -> tuple[tuple[str, int], ...]:
    sums: dict[str, int] = {}
    for session, name in map(tuple, connection.execute(_TAGS, span)):
        if session in work:
            sums[name] = sums.get(name, 0) + work[session]
    return tuple(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))
