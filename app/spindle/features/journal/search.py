"""Search over questions and entries. Any text is a query; none is an error."""

import re
import sqlite3
from typing import Final

from spindle.core.text import clean
from spindle.features.journal.filters import Filters, filters_of
from spindle.features.journal.reading import day_in
from spindle.features.journal.records import Hit
from spindle.features.journal.snippet import around

MOST_TYPED: Final = 200
_MOST_WORDS: Final = 12
_RANKED: Final = 2_000
_LEAST_PREFIX: Final = 3

# Scripts written without spaces: the index holds their sentences whole, so parts are looked for.
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

_COLUMNS: Final = """
SELECT searched.id AS id, searched.kind AS kind, journal_fts.text AS text,
  entry.night AS night, entry.written AS written, entry.offset AS offset,
  entry.question_id AS question
"""
_KINDS: Final = """
LEFT JOIN entry ON searched.kind = 'entry' AND entry.id = searched.id
LEFT JOIN question ON searched.kind = 'question' AND question.id = searched.id
"""
_SEARCHED: Final = f"JOIN searched ON searched.number = journal_fts.rowid {_KINDS}"

# What holds the words, the best first. The hits are chosen before their long texts are read.
_EDGE: Final = """
SELECT rowid FROM journal_fts WHERE journal_fts MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?
"""
_BEST: Final = f"""
{_COLUMNS} FROM (
  SELECT journal_fts.rowid AS number, rank AS place FROM journal_fts {{joined}}
  WHERE journal_fts MATCH ? AND journal_fts.rowid >= ? {{conditions}}
  ORDER BY rank, journal_fts.rowid DESC LIMIT ?) AS hit
JOIN journal_fts ON journal_fts.rowid = hit.number {_SEARCHED}
ORDER BY hit.place, hit.number DESC
"""
# What holds them as parts, or only passes the filters: the newest first.
_PARTS: Final = f"""
{_COLUMNS} FROM journal_fts {_SEARCHED}
WHERE journal_fts.text LIKE ? ESCAPE '!' {{conditions}}
ORDER BY journal_fts.rowid DESC LIMIT ?
"""
_PASSING: Final = f"""
{_COLUMNS} FROM searched {_KINDS} CROSS JOIN journal_fts ON journal_fts.rowid = searched.number
WHERE journal_fts.text <> '' {{conditions}} ORDER BY searched.number DESC LIMIT ?
"""
_MERGED: Final = "SELECT id, merged_into FROM question WHERE merged_into IS NOT NULL"
_TAGGED: Final = "searched.id IN (SELECT entry_id FROM tag WHERE name = ? AND tag.deleted IS NULL)"
_ASKED_ON: Final = "date(question.created / 1000000, 'unixepoch')"


def search(connection: sqlite3.Connection, typed: str, most: int = 50) -> tuple[Hit, ...]:
    """Questions and entries that hold all the words and pass the filters among them.

    The best come first, by how seldom the words are and how often and how dense they stand in the
    text (BM25); of equal ones the newest. Of very many that hold the words the newest
    ``_RANKED`` are ranked. The last word may be unfinished from its third letter on.

    What the index cannot find (parts of words in scripts without spaces, signs such as ``C++``) is
    looked for as a part of the text; so is what looked like a filter and let nothing through.
    """
    typed = " ".join(clean(typed)[:MOST_TYPED].split())
    asked = filters_of(typed)
    if not typed:
        return ()
    if asked.narrow:
        found = _found(connection, asked, most)
        if found:
            return _hits(connection, found, asked.words.split())
    return _hits(connection, _found(connection, Filters(typed), most), _words(typed))


def _found(connection: sqlite3.Connection, asked: Filters, most: int) -> list[sqlite3.Row]:
    conditions, values = _conditions(asked)
    words = _words(asked.words)
    if not words:
        sql = _PASSING.format(conditions=conditions)
        return connection.execute(sql, (*values, most)).fetchall()
    found: list[sqlite3.Row] = []
    unspaced = any(_UNSPACED.search(word) for word in words)
    if not unspaced:
        match = _quoted(words)
        edge = connection.execute(_EDGE, (match, _RANKED - 1)).fetchone()
        sql = _BEST.format(joined=_SEARCHED if conditions else "", conditions=conditions)
        least = 0 if edge is None else edge[0]
        found = connection.execute(sql, (match, least, *values, most)).fetchall()
    # Among filters only what the index cannot hold is worth reading every text for.
    if not found and (unspaced or not conditions or not all(map(str.isalnum, words))):
        sql = _PARTS.format(conditions=conditions)
        found = connection.execute(sql, (_part(asked.words), *values, most)).fetchall()
    return found


def _conditions(asked: Filters) -> tuple[str, list[object]]:
    """Further conditions as SQL, and their values."""
    conditions, values = list[str](), list[object]()
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
    return "".join(f" AND {condition}" for condition in conditions), values


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
        text=around(row["text"], words),
        words=tuple(words),
        question=question,
        night=None if row["night"] is None else day_in(row["night"], row["written"], row["offset"]),
    )
