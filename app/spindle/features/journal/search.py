"""Search over questions and entries. Any text is a query; none is an error."""

import re
import sqlite3
from typing import Final

from spindle.core.text import clean
from spindle.features.journal.filters import Filters, filters_of
from spindle.features.journal.reading import day_in
from spindle.features.journal.records import Hit

MOST_TYPED: Final = 200
_MOST_WORDS: Final = 12
_WIDTH: Final = 160
_RANKED: Final = 200
_LEAST_PREFIX: Final = 3

# Scripts written without spaces: the index holds their sentences whole, so parts are looked for.
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

_MATCH: Final = "journal_fts MATCH ?"
_PART: Final = "text LIKE ? ESCAPE '!'"
_MANY: Final = f"SELECT count(*) FROM (SELECT 1 FROM journal_fts WHERE {_MATCH} LIMIT ?)"

# The hits are chosen before anything is joined: entry rows are long.
_FOUND: Final = """
SELECT searched.id AS id, searched.kind AS kind, hit.text AS text,
  entry.night AS night, entry.written AS written, entry.offset AS offset,
  entry.question_id AS question
FROM (SELECT rowid, text, rank FROM journal_fts WHERE {match} ORDER BY {order} LIMIT ?) AS hit
JOIN searched ON searched.number = hit.rowid
LEFT JOIN entry ON searched.kind = 'entry' AND entry.id = searched.id
ORDER BY hit.{order}
"""
_BEST: Final = _FOUND.format(match=_MATCH, order="rank")
_NEWEST: Final = _FOUND.format(match=_MATCH, order="rowid DESC")
_PARTS: Final = _FOUND.format(match=_PART, order="rowid DESC")

_FILTERED: Final = """
SELECT searched.id AS id, searched.kind AS kind, journal_fts.text AS text,
  entry.night AS night, entry.written AS written, entry.offset AS offset,
  entry.question_id AS question
FROM {tables}
WHERE {conditions} ORDER BY {order} DESC LIMIT ?
"""
_KINDS: Final = """
LEFT JOIN entry ON searched.kind = 'entry' AND entry.id = searched.id
LEFT JOIN question ON searched.kind = 'question' AND question.id = searched.id
"""
# With words the index leads; without, the filters do, and few texts are read.
_BY_WORDS: Final = f"journal_fts JOIN searched ON searched.number = journal_fts.rowid {_KINDS}"
_BY_FILTERS: Final = (
    f"searched {_KINDS} CROSS JOIN journal_fts ON journal_fts.rowid = searched.number"
)
_MERGED: Final = "SELECT id, merged_into FROM question WHERE merged_into IS NOT NULL"
_TAGGED: Final = "searched.id IN (SELECT entry_id FROM tag WHERE name = ? AND tag.deleted IS NULL)"
_ASKED_ON: Final = "date(question.created / 1000000, 'unixepoch')"


def search(connection: sqlite3.Connection, typed: str, most: int = 50) -> tuple[Hit, ...]:
    """Questions and entries that hold all the words and pass the filters among them.

    The best come first; when very many hold them, the newest do, since to rank them all would take
    longer than a person waits. The last word may be unfinished from its third letter on.

    What the index cannot find (parts of words in scripts without spaces, signs such as ``C++``) is
    looked for as a part of the text; so is what looked like a filter and let nothing through.
    """
    typed = " ".join(clean(typed)[:MOST_TYPED].split())
    asked = filters_of(typed)
    if not typed:
        return ()
    if asked.narrow:
        found = _passing(connection, asked, most)
        if found:
            return _hits(connection, found, asked.words.split())
    words = _words(typed)
    return _hits(connection, _holding(connection, typed, words, most), words)


def _holding(
    connection: sqlite3.Connection, typed: str, words: list[str], most: int
) -> list[sqlite3.Row]:
    found: list[sqlite3.Row] = []
    if not any(_UNSPACED.search(word) for word in words):
        match = _quoted(words)
        found = connection.execute(_best(connection, match), (match, most)).fetchall()
    if not found:
        found = connection.execute(_PARTS, (_part(typed), most)).fetchall()
    return found


def _best(connection: sqlite3.Connection, match: str) -> str:
    many = connection.execute(_MANY, (match, _RANKED)).fetchone()[0] == _RANKED
    return _NEWEST if many else _BEST


def _passing(connection: sqlite3.Connection, asked: Filters, most: int) -> list[sqlite3.Row]:
    """What passes the filters and holds the words, if there are any; the newest first."""
    conditions, values = _conditions(asked)
    words = _words(asked.words)
    if words:
        spaced = not any(_UNSPACED.search(word) for word in words)
        conditions.append("journal_fts MATCH ?" if spaced else "journal_fts.text LIKE ? ESCAPE '!'")
        values.append(_quoted(words) if spaced else _part(asked.words))
    sql = _FILTERED.format(
        tables=_BY_WORDS if words else _BY_FILTERS,
        conditions=" AND ".join(conditions),
        order="journal_fts.rowid" if words else "searched.number",
    )
    return connection.execute(sql, (*values, most)).fetchall()


def _conditions(asked: Filters) -> tuple[list[str], list[object]]:
    conditions, values = ["journal_fts.text <> ''"], list[object]()
    if asked.kinds:
        conditions.append(f"coalesce(entry.kind, searched.kind) IN ({_marks(len(asked.kinds))})")
        values += sorted(asked.kinds)
    for tag in asked.tags:
        conditions.append(_TAGGED)
        values.append(tag)
    for sign, day in ((">=", asked.first), ("<=", asked.last)):
        if day is not None:
            conditions.append(f"coalesce(entry.night, {_ASKED_ON}) {sign} ?")
            values.append(day.isoformat())
    return conditions, values


def _words(typed: str) -> list[str]:
    return list(dict.fromkeys(typed.split()))[:_MOST_WORDS]


def _part(typed: str) -> str:
    return "%" + re.sub(r"([!%_])", r"!\1", typed) + "%"


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def without(hits: tuple[Hit, ...], question: str | None) -> tuple[Hit, ...]:
    """The hits that neither are a question nor were written on it."""
    return tuple(hit for hit in hits if question is None or question not in (hit.id, hit.question))


def _quoted(words: list[str]) -> str:
    quoted = ['"' + word.replace('"', '""') + '"' for word in words]
    return " ".join(quoted) + ("*" if len(words[-1]) >= _LEAST_PREFIX else "")


def _hits(
    connection: sqlite3.Connection, rows: list[sqlite3.Row], words: list[str]
) -> tuple[Hit, ...]:
    merged = dict(connection.execute(_MERGED).fetchall())
    return tuple(_hit(row, words, merged) for row in rows)


def _hit(row: sqlite3.Row, words: list[str], merged: dict[str, str]) -> Hit:
    question: str | None = row["question"] if row["kind"] == "entry" else merged.get(row["id"])
    for _ in merged:
        question = merged.get(question or "", question)
    return Hit(
        kind=row["kind"],
        id=row["id"],
        text=_around(row["text"], words),
        question=question,
        night=None if row["night"] is None else day_in(row["night"], row["written"], row["offset"]),
    )


def _around(text: str, words: list[str]) -> str:
    """The text near the first word found; SQLite's own snippet takes minutes on a long text."""
    lower = text.lower()
    places = [at for word in words if (at := lower.find(word.lower())) >= 0]
    start = max(0, min(places, default=0) - _WIDTH // 3)
    part = " ".join(text[start : start + _WIDTH].split())
    return f"{'…' if start else ''}{part}{'…' if start + _WIDTH < len(text) else ''}"
