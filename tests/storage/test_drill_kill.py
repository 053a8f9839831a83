"""kill -9 between an answer and the next question: none or one attempt lost, never a double."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from tests.helpers.drill_kill import SCRIPT
from tests.helpers.kill import play_and_kill
from tests.helpers.learners import chance

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")


def check_lives(path: Path, lives: int, random: Random) -> int:
    """Kill so many lives of one profile; returns how many answers were kept."""
    begun: list[str] = []
    done: set[str] = set()
    for life in range(lives):
        day = play_and_kill(path, random, soon=life % 2 == 0, script=SCRIPT)
        begun += day.begun
        done |= day.done
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            ids = [row[0] for row in connection.execute("SELECT id FROM attempt")]
            # An attempt, its item and its drill are written as one.
            counted = connection.execute(
                "SELECT (SELECT sum(attempts) FROM drill_item), (SELECT attempts FROM drill)"
            ).fetchone()
        assert done <= set(ids) <= set(begun)
        assert len(set(begun) - done) <= life + 1
        assert len(ids) == len(set(ids))
        assert counted == (len(ids), len(ids))
    return len(done)


@pytest.mark.requirement("R15")
def test_ten_kills_lose_one_answer_each_at_the_most(tmp_path: Path) -> None:
    assert check_lives(tmp_path / "spindle.db", 10, chance(1)) > 100


@pytest.mark.long
@pytest.mark.requirement("R15")
def test_a_hundred_kills_lose_one_answer_each_at_the_most(tmp_path: Path) -> None:
    assert check_lives(tmp_path / "spindle.db", 100, chance(2)) > 1000
