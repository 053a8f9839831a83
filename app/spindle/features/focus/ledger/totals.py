"""Sums over many days: by day, by tag, by hour of day; and the search."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from spindle.core.clock import HOUR, SECOND, Moment
from spindle.core.days import day_of
from spindle.core.session import Activity
from spindle.features.focus.ledger.places import Places
from spindle.features.focus.ledger.reading import day_spans
from spindle.features.focus.ledger.spans import Kind, Span, within
from spindle.features.focus.ledger.spans import totals as sums

MOST_HITS: Final = 200

_WORKED: Final = frozenset({Kind.WORK, Kind.MOVE})

_TAGS: Final = """
    SELECT session_id, name FROM session_tag
    WHERE deleted IS NULL AND session_id IN (SELECT value FROM json_each(?))
"""
_SEARCH: Final = """
    SELECT id, activity, title, started, offset, active, rating FROM session
    WHERE deleted IS NULL AND outcome IS NOT 'skipped' {filters} {words}
    ORDER BY started DESC LIMIT :most
"""
_FILTERS: Final = {
    "activity": "AND activity = :activity",
    "rating": "AND rating = :rating",
    "tag": """AND id IN (SELECT session_id FROM session_tag
        WHERE name = :tag AND deleted IS NULL)""",
}
_TAG_NAMES: Final = """
    SELECT name FROM session_tag WHERE deleted IS NULL
    GROUP BY name ORDER BY count(*) DESC, name LIMIT ?
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
    """One day. What ran inside another counts once, for the inner one.

    Attributes:
        work: By activity, µs, movement included.
        spans: Each kind of span, µs; they add up to the day.
        sessions: Those of work that began on it, without what ran inside another.
    """

    day: date
    work: dict[str, int] = field(default_factory=dict)
    spans: dict[Kind, int] = field(default_factory=dict)
    sessions: int = 0

    @property
    def whole(self) -> int:
        """Work of all activities but movement, µs."""
        return sum(length for activity, length in self.work.items() if activity != "move")

    @property
    def breaks(self) -> int:
        """µs."""
        return self.spans.get(Kind.BREAK, 0)


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


class Wanted(NamedTuple):
    """What is looked for. No words find all; a filter that is None lets everything through."""

    text: str = ""
    activity: str | None = None
    rating: int | None = None
    tag: str | None = None


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
    connection: sqlite3.Connection, first: date, last: date, at: Moment, day_start: int
) -> Totals:
    """Sums over the days from ``first`` to ``last``, both included: those of their pages."""
    parts, spans, book = day_spans(connection, first, last, at, day_start)
    days = {
        first + timedelta(days=n): DayTotal(first + timedelta(days=n))
        for n in range((last - first).days + 1)
    }
    hours = [0] * 24
    by_session: dict[str, int] = {}
    for part in parts:
        day, found = days[part.day], within(spans, part.start, part.end)
        for kind, length in sums(found).items():
            day.spans[kind] = day.spans.get(kind, 0) + length
        for span in found:
            entry = span.entry
            if entry is None or entry.activity is None or span.kind not in _WORKED:
                continue
            day.work[entry.activity] = day.work.get(entry.activity, 0) + span.counted
            by_session[entry.session] = by_session.get(entry.session, 0) + span.counted
            if span.kind is Kind.WORK:
                _spread(hours, span, book.places)
    for row in book.sessions.values():
        on = days.get(day_of(row.started, book.places.offset(row.started), day_start))
        if on is not None and row.parent is None and row.activity != Activity.MOVE:
            on.sessions += 1
    return Totals(tuple(days.values()), _by_tag(connection, by_session), tuple(hours))


def search(
    connection: sqlite3.Connection, wanted: Wanted, most: int = MOST_HITS
) -> tuple[Hit, ...]:
    """Sessions whose title, note or tag holds every word, newest first."""
    words = wanted.text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_").split()[:8]
    values: dict[str, object] = {f"w{n}": f"%{word}%" for n, word in enumerate(words)}
    asked = {name: getattr(wanted, name) for name in _FILTERS}
    values |= asked | {"most": most}
    sql = _SEARCH.format(
        filters=" ".join(sql for name, sql in _FILTERS.items() if asked[name] is not None),
        words=" ".join(_WORD.format(n=n) for n in range(len(words))),
    )
    return tuple(Hit(*row) for row in map(tuple, connection.execute(sql, values)))


def tag_names(connection: sqlite3.Connection, most: int = 8) -> tuple[str, ...]:
    """The tags that stand on most sessions."""
    return tuple(name for (name,) in map(tuple, connection.execute(_TAG_NAMES, (most,))))


def _spread(hours: list[int], span: Span, places: Places) -> None:
    """Put work on the hours it lay in."""
    at = span.start
    while at < span.end:
        hour, into = divmod(at + places.offset(at) * SECOND, HOUR)
        until = min(span.end, at + HOUR - into)
        hours[hour % 24] += span.counted * (until - at) // span.length
        at = until


def _by_tag(connection: sqlite3.Connection, work: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    tags: dict[str, int] = {}
    for session, name in map(tuple, connection.execute(_TAGS, (json.dumps(list(work)),))):
        tags[name] = tags.get(name, 0) + work[session]
    return tuple(sorted(tags.items(), key=lambda pair: (-pair[1], pair[0])))
