"""The demo learner's blocks: the same for a seed, and as true to the rules as a person's."""

from datetime import date, datetime
from pathlib import Path

import pytest

from spindle.core.clock import ManualClock
from spindle.features.focus import contributions
from spindle.features.focus.feature import FOCUS
from spindle.storage.demo import fill
from tests.helpers.fakes import FakeDatabase, make_app

TODAY = date(2026, 6, 11)


@pytest.fixture
def data(tmp_path: Path) -> FakeDatabase:
    fill(tmp_path / "demo" / "spindle.db", [FOCUS], TODAY, "Europe/Berlin")
    return FakeDatabase(tmp_path / "demo" / "spindle.db")


def test_twelve_weeks_hold_blocks_breaks_gaps_thoughts_and_walks(data: FakeDatabase) -> None:
    counts = {
        table: data.rows(f"SELECT count(*) AS n FROM {table}")[0]["n"]
        for table in ("block", "break", "gap", "thought")
    }
    assert 150 <= counts["block"] <= 350
    assert counts["break"] > 80
    assert counts["gap"] > 50
    assert counts["thought"] > 3
    walks = data.rows("SELECT count(*) AS n FROM session WHERE activity = 'move'")
    assert walks[0]["n"] > 50


def test_no_two_sessions_overlap_and_work_fits_into_them(data: FakeDatabase) -> None:
    wrong = data.rows(
        "SELECT a.id FROM session a JOIN session b ON a.id < b.id"
        " AND a.started < b.ended AND b.started < a.ended"
    )
    assert wrong == []
    assert data.rows("SELECT id FROM session WHERE active > ended - started") == []
    uneven = data.rows(
        "SELECT s.id FROM session s WHERE s.activity = 'focus' AND s.ended - s.started !="
        " s.active + (SELECT coalesce(sum(g.ended - g.started), 0) FROM gap g"
        " WHERE g.session_id = s.id)"
    )
    assert uneven == []


def test_the_same_seed_gives_the_same_learner(data: FakeDatabase, tmp_path: Path) -> None:
    fill(tmp_path / "again" / "spindle.db", [FOCUS], TODAY, "Europe/Berlin")
    again = FakeDatabase(tmp_path / "again" / "spindle.db")
    for table in ("session", "block", "break", "gap", "thought"):
        rows = f"SELECT * FROM {table} ORDER BY id"
        assert data.rows(rows) == again.rows(rows)


def test_today_draws_the_demo(data: FakeDatabase, tmp_path: Path) -> None:
    clock = ManualClock(datetime(2026, 6, 11, 12, 0), "Europe/Berlin")
    app = make_app(tmp_path, clock, features=[FOCUS], services=False)
    marks = contributions.marks(data.connection, app.asking())
    assert marks
    assert all(mark.expected is None or mark.rating is not None for mark in marks)
    assert {mark.state for mark in marks} == {"done"}
