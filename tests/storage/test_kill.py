"""kill -9 at random moments, half of them within 50 ms after a write began."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from spindle.core.clock import ManualClock
from spindle.core.value import ValueModel
from spindle.storage import session_log
from spindle.storage.open import open_database
from tests.helpers.database import MORNING, keys
from tests.helpers.kill import play_and_kill

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")


def check_lives(path: Path, lives: int, seed: int) -> int:
    """Kill so many lives of one profile; returns how many acknowledged writes were found."""
    random = Random(seed)  # noqa: S311 - moments, not secrets
    begun: set[str] = set()
    acknowledged: set[str] = set()
    for life in range(lives):
        day = play_and_kill(path, random, soon=life % 2 == 0)
        begun |= set(day.begun)
        acknowledged |= day.done
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert acknowledged <= keys(path) <= begun
        check_next_start(path)
    return len(acknowledged)


def check_next_start(path: Path) -> None:
    """Spindle starts as after any other end, and what it learned is whole."""
    with closing(open_database(path, clock=ManualClock(MORNING))) as db:
        assert len(session_log.interrupt_open(db, 1)) <= 1
        state = session_log.value_state(db.conn)
        rated = db.execute("SELECT count(*) FROM session WHERE rating IS NOT NULL").fetchone()[0]
        assert (state is None) == (rated == 0)
        if state is not None:
            ValueModel.from_json(state)


@pytest.mark.requirement("kill-9")
def test_twenty_kills_lose_no_acknowledged_write_and_damage_nothing(tmp_path: Path) -> None:
    assert check_lives(tmp_path / "spindle.db", 20, seed=1) > 200


@pytest.mark.long
@pytest.mark.requirement("kill-9")
def test_two_hundred_kills_lose_no_acknowledged_write_and_damage_nothing(tmp_path: Path) -> None:
    assert check_lives(tmp_path / "spindle.db", 200, seed=2) > 2000
