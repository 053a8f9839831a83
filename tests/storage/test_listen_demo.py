"""The demo learner's listening: the same for a seed, and readable by the program."""

from datetime import date
from pathlib import Path

import pytest

from spindle.features.listen import queries
from spindle.features.listen.feature import LISTEN
from spindle.features.listen.text.genre import Genre
from spindle.storage.demo import fill
from tests.helpers.fakes import FakeDatabase

TODAY = date(2026, 6, 11)


@pytest.fixture
def data(tmp_path: Path) -> FakeDatabase:
    fill(tmp_path / "demo" / "spindle.db", [LISTEN], TODAY, "Europe/Berlin")
    return FakeDatabase(tmp_path / "demo" / "spindle.db")


def test_the_sample_was_left_in_its_third_chapter(data: FakeDatabase) -> None:
    [line] = queries.library(data.connection)
    document = queries.document(data.connection, line.id)
    assert document is not None
    assert document.position is not None
    assert document.chapters[document.position.place.chapter].title == "What is read back"
    script = queries.script(data.connection, document, 2)
    assert script is not None
    assert len(script.lines) > 10


def test_its_checks_tell_about_how_fast_it_listens(data: FakeDatabase) -> None:
    known = queries.known(data.connection, "espeak:en-us", Genre.ARTICLE)
    sessions = data.rows("SELECT count(*) AS n FROM listening")[0]["n"]

    assert len(known.signs) == min(200, 9 * sessions)
    assert 0.6 < sum(check.right for check in known.signs) / len(known.signs) < 0.98
