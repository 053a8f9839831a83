"""Search over questions and entries. Any text is a query; none is an error."""

import re
import sqlite3
from datetime import date
from typing import Final

from spindle.core.text import clean
from spindle.features.journal.records import Hit

MOST_TYPED: Final = 200
_MOST_WORDS: Final = 12

# Scripts written without spaces: the index holds their sentences whole, so parts are looked for.
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")

_COLUMNS: Final = "question.text AS asked, entry.night AS night, entry.question_id AS question"
_JOINS: Final = """
LEFT JOIN question ON searched.kind = 'question' AND question.id = searched.id
LEFT JOIN entry ON searched.kind = 'entry' AND entry.id = searched.id
"""
_SHOWN: Final = """
coalesce(question.deleted, entry.deleted) IS NULL AND coalesce(question.state, '') <> 'draft'
"""
_RANKED: Final = f"""
SELECT searched.id AS id, searched.kind AS kind, {_COLUMNS},
  snippet(journal_fts, 0, '', '', '…', 14) AS part
FROM journal_fts JOIN searched ON searched.number = journal_fts.rowid {_JOINS}
WHERE journal_fts MATCH ? AND {_SHOWN} ORDER BY journal_fts.rank LIMIT ?
"""
_PARTS: Final = f"""
SELECT searched.id AS id, searched.kind AS kind, {_COLUMNS}, journal_fts.text AS part
FROM journal_fts JOIN searched ON searched.number = journal_fts.rowid {_JOINS}
WHERE journal_fts.text LIKE ? ESCAPE '!' AND {_SHOWN} ORDER BY searched.number DESC LIMIT ?
"""


def search(connection: sqlite3.Connection, typed: str, most: int = 50) -> tuple[Hit, ...]:
    """Questions and entries that hold all the words, the best first.

    The last word may be unfinished. What the index cannot find (parts of words in scripts without
    spaces, signs such as ``C++``) is looked for as a part of the text.
    """
    words = clean(typed)[:MOST_TYPED].split()[:_MOST_WORDS]
    if not words:
        return ()
    plain = " ".join(words)
    found: list[sqlite3.Row] = []
    if not _UNSPACED.search(plain):
        found = connection.execute(_RANKED, (_quoted(words), most)).fetchall()
    if not found:
        escaped = re.sub(r"([!%_])", r"!\1", plain)
        found = connection.execute(_PARTS, (f"%{escaped}%", most)).fetchall()
    return tuple(_hit(row, plain) for row in found)


def _quoted(words: list[str]) -> str:
    quoted = ['"' + word.replace('"', '""') + '"' for word in words]
    return " ".join(quoted) + "*"


def _hit(row: sqlite3.Row, plain: str) -> Hit:
    return Hit(
        kind=row["kind"],
        id=row["id"],
        text=_around(row["asked"] or row["part"], plain),
        question=row["question"],
        night=None if row["night"] is None else date.fromisoformat(row["night"]),
    )


def _around(text: str, plain: str, width: int = 160) -> str:
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    at = max(0, line.lower().find(plain.lower()) - width // 4)
    return ("…" if at else "") + line[at : at + width].strip() + "…"
