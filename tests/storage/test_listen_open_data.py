"""What was heard, asked, changed and kept, as any tool that reads SQLite finds it."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from spindle.features.listen.migrations import MIGRATIONS as LISTEN
from spindle.storage.migrations import MIGRATIONS as CORE
from tests.helpers.fakes import FakeDatabase
from tests.helpers.reading import answer, hear, listening, long_text

MISSED = """
    SELECT d.title, s.rating, l.words, c.wpm,
        json_extract(c.choices, '$[' || c.answer || ']') AS answer
    FROM reading_check c
    JOIN session s ON s.id = c.session_id
    JOIN listening l ON l.session_id = s.id
    JOIN document d ON d.id = c.document_id
    WHERE c.outcome = 'missed'
"""
"""Which words were missed, how fast they were heard, and how that session felt."""


@pytest.mark.requirement("reader-row-52")
def test_a_session_is_read_with_plain_sql_from_the_file(tmp_path: Path) -> None:
    app, service = listening(tmp_path, long_text())
    service.play()
    answer(app, service, right=False)
    asked = service.asked
    assert asked is not None
    service.play()
    hear(app, 20)
    service.keep()
    service.end_session()
    service.rate(4)
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(copy)) as target:
        app.data.connection.backup(target)
    with closing(sqlite3.connect(copy)) as plain:
        plain.row_factory = sqlite3.Row
        [row] = plain.execute(MISSED)
        changes = plain.execute(
            "SELECT before, after, why FROM speed_change ORDER BY at"
        ).fetchall()
        kept = plain.execute("SELECT text FROM reading_mark").fetchall()

    assert (row["title"], row["rating"], row["answer"]) == ("Chapter 0", 4, asked.check.right)
    assert row["words"] > 200
    assert row["wpm"] == pytest.approx(asked.wpm)
    assert [(each["why"], each["after"] < each["before"]) for each in changes] == [("missed", True)]
    assert len(kept) == 1


def test_documents_of_before_are_of_the_kind_that_their_numbers_tell(tmp_path: Path) -> None:
    old = FakeDatabase(tmp_path / "old.db")
    CORE.apply(old.db)
    LISTEN.apply(old.db, stop_before="m006_the_kind_of_text")
    for name, words, citations in (("novel", 90_000, 0), ("paper", 6_000, 30), ("page", 900, 0)):
        old.connection.execute(
            "INSERT INTO document (id, title, words, added, updated) VALUES (?, ?, ?, 1, 1)",
            (name, name, words),
        )
        skipped = {"citations": [citations, 2 * citations]} if citations else {}
        old.connection.execute(
            "INSERT INTO document_text (id, document_id, chapter, title, level, words, length,"
            " packed, skipped, updated) VALUES (?, ?, 0, '', 1, ?, 1, x'', ?, 1)",
            (name, name, words, json.dumps(skipped)),
        )
    LISTEN.apply(old.db)

    assert {row["id"]: row["genre"] for row in old.rows("SELECT id, genre FROM document")} == {
        "novel": "non-fiction",
        "paper": "study",
        "page": "article",
    }
    old.close()
