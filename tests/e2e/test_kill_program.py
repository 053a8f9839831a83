"""kill -9 while a person works with the running program: half within 50 ms after a write began."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.helpers.day import SECONDS, Day
from tests.helpers.waiting import now, wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.requirement("kill-9")]

RATE: Final = 8
"""How many times faster than real time these days run: a heartbeat every 1.25 s."""

Row = dict[str, object]
_LOST_AT_MOST: Final = 15 * SECONDS
_TABLES: Final = ("session", "block", "gap", "thought", "entry", "question", "setting")


class Hands:
    """Somebody who works on until the program is gone: a block, thoughts, the journal.

    Attributes:
        began: When the key that starts the block was about to be pressed, in real seconds.
    """

    def __init__(self, day: Day, random: Random) -> None:
        self._day = day
        self._random = random
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work)
        self.began = 0.0
        self._thread.start()

    def stop(self) -> None:
        """Returns when no more key is pressed."""
        self._stop.set()
        self._thread.join()

    def _work(self) -> None:
        for keys in self._script():
            if self._stop.is_set():
                return
            if keys.startswith("type "):
                self._day.type(keys.removeprefix("type "))
            else:
                self._day.press(*keys.split())

    def _script(self) -> Iterator[str]:
        yield "alt+1 ctrl+2"
        yield "type Graph theory"
        self.began = now()
        yield "Return"
        for number in range(1000):
            yield from self._random.choice(
                (
                    ("i",),
                    ("t", f"type Thought {number}", "Return"),
                    ("space", "space"),
                    ("plus",),
                    ("ctrl+5", "ctrl+e", f"type Entry {number}, in some words", "ctrl+2"),
                )
            )


class Witness:
    """Another program that reads along: what it once saw is acknowledged.

    Attributes:
        seen: The newest state of every row, by table and key.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._wal = Path(f"{file}-wal")
        self.seen: dict[tuple[str, object], Row] = {}

    def look(self) -> None:
        """Remember all that can be read now."""
        self.seen |= rows_of(self._file)

    def look_until(self, moment: float) -> None:
        """Look again and again until a moment of the real clock."""
        while now() < moment:
            self.look()

    def wait_for_a_write(self) -> None:
        """Return as soon as the program writes."""
        before = self._size()
        wait_until(lambda: self._size() != before, "a write", 5)

    def _size(self) -> tuple[int, int]:
        status = os.stat(self._wal)  # noqa: PTH116 - a hundred times a second
        return status.st_size, status.st_mtime_ns


def rows_of(file: Path) -> dict[tuple[str, object], Row]:
    """Every row in the file, by table and key, as a reader without any rights sees it."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        found: dict[tuple[str, object], Row] = {}
        for table in _TABLES:
            for row in connection.execute(f"SELECT * FROM {table}"):
                found[table, row[0]] = dict(row)
        return found


def is_whole(file: Path) -> bool:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")


def live_and_be_killed(day: Day, random: Random, *, soon: bool) -> int:
    """One life of the program; returns how many rows had been acknowledged when it ended."""
    day.start()
    witness = Witness(day.file)
    hands = Hands(day, random)
    try:
        witness.look_until(now() + random.uniform(0.2, 3.0))
        if soon:
            witness.wait_for_a_write()
            witness.look_until(now() + random.uniform(0, 0.04))
        day.kill()
        killed = now()
    finally:
        hands.stop()
    kept = rows_of(day.file)
    assert is_whole(day.file)
    assert [key for key, row in witness.seen.items() if is_lost(row, kept.get(key))] == []
    check_block(kept, (killed - hands.began) * RATE * SECONDS if hands.began else 0)
    return len(witness.seen)


def is_lost(seen: Row, kept: Row | None) -> bool:
    """Whether a row that was seen is gone, or is older than it was."""
    if kept is None:
        return True
    was, now_is = seen["updated"], kept["updated"]
    assert isinstance(was, int)
    assert isinstance(now_is, int)
    return now_is < was or (now_is == was and kept != seen)


def check_block(kept: dict[tuple[str, object], Row], ran: float) -> None:
    """At most 15 s of a block that ran so long, in µs of the day's clock, are lost."""
    for (table, _), row in kept.items():
        if table == "session" and row["ended"] is None:
            assert isinstance(row["started"], int)
            assert isinstance(row["last_seen"], int)
            assert ran - (row["last_seen"] - row["started"]) <= _LOST_AT_MOST


def check_lives(folder: Path, lives: int, seed: int) -> int:
    """Kill so many lives of one profile; returns how many rows were acknowledged in all."""
    random = Random(seed)  # noqa: S311 - moments, not secrets
    acknowledged = 0
    with Day(folder, starts="2026-03-10T09:00", rate=RATE) as day:
        for life in range(lives):
            day.clock_is(f"2026-03-{10 + life // 20}T{9 + life % 20 // 2:02}:{30 * (life % 2):02}")
            acknowledged = live_and_be_killed(day, random, soon=life % 2 == 0)
        day.start()
        left_open = day.rows("SELECT * FROM session WHERE ended IS NULL")
    assert left_open == []
    return acknowledged


def test_twenty_kills_of_the_program_lose_nothing_that_was_seen(tmp_path: Path) -> None:
    assert check_lives(tmp_path, 20, seed=1) > 100


@pytest.mark.long
def test_two_hundred_kills_of_the_program_lose_nothing_that_was_seen(tmp_path: Path) -> None:
    assert check_lives(tmp_path, 200, seed=2) > 1000
