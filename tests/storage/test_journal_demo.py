"""The simulated learner's nights."""

from datetime import date, datetime
from pathlib import Path

from spindle.core.clock import ManualClock
from spindle.features.journal import history, queries
from spindle.features.journal.feature import JOURNAL
from spindle.features.journal.glance import last_night
from spindle.features.journal.governor import offer
from spindle.features.journal.honest import record
from spindle.features.journal.model import Came, counts
from spindle.features.journal.reading import LATEST
from spindle.features.journal.service import JournalService
from spindle.storage.demo import fill
from tests.helpers.fakes import FakeDatabase, make_app

TODAY = date(2026, 6, 12)


def filled(folder: Path) -> FakeDatabase:
    fill(folder / "spindle.db", [JOURNAL], TODAY, "Europe/Berlin")
    return FakeDatabase(folder / "spindle.db")


def test_the_demo_has_twelve_weeks_of_nights_that_add_up(tmp_path: Path) -> None:
    data = filled(tmp_path / "profile")
    shelf = queries.shelf(data.connection)
    assert 40 <= shelf.evenings <= 84
    found = counts(shelf.brought)
    assert sum(found.values()) == shelf.evenings
    assert min(found[came] for came in Came) > 0
    halves = data.rows("SELECT title, count(*) AS n FROM session GROUP BY title ORDER BY title")
    assert halves == [
        {"title": "Evening", "n": shelf.evenings},
        {"title": "Morning", "n": shelf.evenings},
    ]
    assert data.rows("SELECT max(night) AS last FROM night") == [{"last": "2026-06-11"}]
    assert data.rows("SELECT count(*) AS n FROM session WHERE rating IS NOT NULL") == [{"n": 0}]
    data.close()


def test_the_open_question_of_the_demo_has_a_thread(tmp_path: Path) -> None:
    data = filled(tmp_path / "profile")
    current = queries.current_question(data.connection)
    assert current is not None
    thread = queries.thread(data.connection, current.id)
    assert thread is not None
    assert len(thread.nights) == 2
    assert thread.nights[-1].came is Came.NEW_ANGLE
    data.close()


def test_the_same_day_gives_the_same_demo(tmp_path: Path) -> None:
    one, two = filled(tmp_path / "one"), filled(tmp_path / "two")
    for table in JOURNAL.export:
        rows = f"SELECT * FROM {table} ORDER BY id"
        assert one.rows(rows) == two.rows(rows)
    one.close()
    two.close()


def test_the_demo_has_a_record_to_read_and_nothing_to_worry_the_governor(tmp_path: Path) -> None:
    data = filled(tmp_path / "profile")
    found = record(history.nights(data.connection))
    assert found.unasked == 0
    assert found.rate.interval is not None
    assert 0 < found.rate.hits < found.rate.nights
    last = last_night(data.connection, LATEST)
    assert last is not None
    told = history.told(data.connection, last)
    assert len([each for each in told if each.onset is not None]) > 28
    assert offer(told, (), last.night) is None
    data.close()


def test_a_demo_that_is_opened_before_breakfast_is_awake(tmp_path: Path) -> None:
    fill(tmp_path / "spindle.db", [JOURNAL], TODAY, "Europe/Berlin")
    clock = ManualClock(datetime(2026, 6, 12, 4, 30), "Europe/Berlin")
    app = make_app(tmp_path, clock, [JOURNAL])
    journal = app.services["journal"]
    assert isinstance(journal, JournalService)
    assert not journal.quiet
