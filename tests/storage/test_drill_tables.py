"""Drill's tables refuse what cannot have happened."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from spindle.core.clock import ManualClock
from spindle.features.drill.migrations import MIGRATIONS
from spindle.storage.open import open_database

DRILL = {"id": "d", "kind": "typed_recall", "title": "Verbs", "created": 1, "updated": 1}
ITEM = {"id": "i", "drill_id": "d", "ord": 0, "spec": "{}", "updated": 1}
ATTEMPT = {
    "id": "a",
    "drill_id": "d",
    "item_id": "i",
    "mode": "ask",
    "seed": 7,
    "version": 1,
    "started": 1,
    "offset": 3600,
    "day": "2026-03-10",
    "score": 1.0,
    "grade_source": "auto",
    "updated": 1,
}


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Any]:
    clock = ManualClock(datetime(2026, 3, 10, 9, 0))
    with closing(open_database(tmp_path / "spindle.db", (MIGRATIONS,), clock=clock)) as opened:
        for table, row in (("drill", DRILL), ("drill_item", ITEM)):
            insert(opened, table, row)
        yield opened


def insert(db: Any, table: str, row: dict[str, object]) -> None:
    names = ", ".join(row)
    db.execute(f"INSERT INTO {table} ({names}) VALUES (:{', :'.join(row)})", row)


@pytest.mark.requirement("R10")
@pytest.mark.parametrize("column", ["raw_ms", "active_ms"])
@pytest.mark.parametrize("length", [0, -1, -0.5])
def test_an_attempt_of_no_length_is_refused(db: Any, column: str, length: float) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        insert(db, "attempt", {**ATTEMPT, column: length})


@pytest.mark.requirement("R10")
def test_a_length_is_kept_raw_however_long(db: Any) -> None:
    hours = 11.5 * 3600 * 1000
    insert(db, "attempt", {**ATTEMPT, "raw_ms": hours, "active_ms": 4000.25})
    [row] = db.query("SELECT raw_ms, active_ms FROM attempt")
    assert row == {"raw_ms": hours, "active_ms": 4000.25}


@pytest.mark.parametrize(
    "wrong",
    [
        {"outcome": 2},
        {"score": 1.1},
        {"grade": 0},
        {"grade": 5},
        {"predicted": -0.1},
        {"grade_source": "guess"},
        {"first_input_ms": -1},
        {"payload": "{"},
        {"item_id": "gone"},
        {"started": "yesterday"},
    ],
)
def test_what_cannot_have_happened_is_refused(db: Any, wrong: dict[str, object]) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        insert(db, "attempt", {**ATTEMPT, **wrong})


@pytest.mark.parametrize(
    "wrong", [{"stability": 2.0}, {"stability": 2.0, "difficulty": 5.0}, {"day": "2026-03-10"}]
)
def test_an_item_is_remembered_whole_or_not_at_all(db: Any, wrong: dict[str, object]) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        insert(db, "drill_item", {**ITEM, "id": "other", **wrong})


@pytest.mark.parametrize("table", ["prerequisite", "encompassing"])
def test_nothing_comes_before_itself(db: Any, table: str) -> None:
    ends = ("child", "parent") if table == "prerequisite" else ("advanced", "simple")
    row: dict[str, object] = {"id": "p", ends[0]: "d", ends[1]: "d", "updated": 1}
    with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
        insert(db, table, row if table == "prerequisite" else {**row, "weight": 0.5})
