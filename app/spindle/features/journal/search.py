"""Search over questions and entries. Any text is a query; none is an error."""

import re
import sqlite3
from datetime import date
from typing import Final

from spindle.core.text import clean
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
  entry.night AS night, entry.question_id AS question
FROM (SELECT rowid, text, rank FROM journal_fts WHERE {match} ORDER BY {order} LIMIT ?) AS hit
JOIN searched ON searched.number = hit.rowid
LEFT JOIN entry ON searched.kind = 'entry' AND entry.id = searched.id
ORDER BY hit.{order}
"""
_BEST: Final = _FOUND.format(match=_MATCH, order="rank")
_NEWEST: Final = _FOUND.format(match=_MATCH, order="rowid DESC")
_PARTS: Final = _FOUND.format(match=_PART, order="rowid DESC")


def search(connection: sqlite3.Connection, typed: str, most: int = 50) -> tuple[Hit, ...]:
    """Questions and entries that hold all the words.

    The best come first; when very many hold them, the newest do, since to rank them all would take
    longer than a person waits. The last word may be unfinished from its third letter on.

    What the index cannot find (parts of words in scripts without spaces, signs such as ``C++``) is
    looked for as a part of the text.
    """
    typed = " ".join(clean(typed)[:MOST_TYPED].split())
    words = list(dict.fromkeys(typed.split()))[:_MOST_WORDS]
    if not words:
        return ()
    found: list[sqlite3.Row] = []
    if not any(_UNSPACED.search(word) for word in words):
        match = _quoted(words)
        many = connection.execute(_MANY, (match, _RANKED)).fetchone()[0] == _RANKED
        found = connection.execute(_NEWEST if many else _BEST, (match, most)).fetchall()
    if not found:
        escaped = re.sub(r"([!%_])", r"!\1", typed)
        found = connection.execute(_PARTS, (f"%{escaped}%", most)).fetchall()
    return tuple(_hit(row, words) for row in found)


def without(hits: tuple[Hit, ...], question: str | None) -> tuple[Hit, ...]:
    """The hits that neither are a question nor were written on it."""
    return tuple(hit for hit in hits if question is None or question not in (hit.id, hit.question))


def _quoted(words: list[str]) -> str:
    quoted = ['"' + word.replace('"', '""') + '"' for word in words]
    return " ".join(quoted) + ("*" if len(words[-1]) >= _LEAST_PREFIX else "")


def _hit(row: sqlite3.Row, words: list[str]) -> Hit:
    return Hit(
        kind=row["kind"],
        id=row["id"],
        text=_around(row["text"], words),
        question=row["question"],
        night=None if row["night"] is None else date.fromisoformat(row["night"]),
    )


def _around(text: str, words: list[str]) -> str:
    """The text near the first word found; SQLite's own snippet takes minutes on a long text."""
    lower = text.lower()
    places = [at for word in words if (at := lower.find(word.lower())) >= 0]
    start = max(0, min(places, default=0) - _WIDTH // 3)
    part = " ".join(text[start : start + _WIDTH].split())
    return f"{'…' if start else ''}{part}{'…' if start + _WIDTH < len(text) else ''}"
