"""kill -9 while a person works with the running program: half within 50 ms after a write began.

What was lost is counted; the tests and the benchmarks say how much may be.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from math import inf
from pathlib import Path
from random import Random
from typing import Final

from spindle.adapters.first_seconds import NAME
from tests.helpers.day import SECONDS, Day
from tests.helpers.waiting import now, wait_until

RATE: Final = 8
"""How many times faster than real time these days run: a heartbeat every 1.25 s."""

Row = dict[str, object]
Rows = dict[tuple[str, object], Row]
_TABLES: Final = ("session", "block", "gap", "thought", "entry", "question", "setting")


class Hands:
    """Somebody who works until the program is gone: a block, and in half of the lives no key more.

    Otherwise interruptions, thoughts, pauses and the journal.
    """

    def __init__(self, day: Day, random: Random) -> None:
        self._day = day
        self._random = Random(random.random())  # noqa: S311 - keys, not secrets
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work)
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
        yield "Return"
        for number in range(self._random.choice((0, 1000))):
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
        ahead: How far the day's clock is ahead of the real one times the rate, µs, at most.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._wal = Path(f"{file}-wal")
        self.seen: Rows = rows_of(file)
        self.ahead = inf
        self._looked = now()

    def look(self) -> None:
        """Remember all that can be read now."""
        before, self._looked = self._looked, now()
        rows = rows_of(self._file)
        fresh = (row for key, row in rows.items() if row != self.seen.get(key))
        # What was not there at the look before was written after it, by a clock not later than so.
        self.ahead = min([self.ahead, *(time(row, "updated") - on_clock(before) for row in fresh)])
        self.seen |= rows

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


def time(row: Row, column: str) -> int:
    """A time in a row, µs of the day's clock."""
    found = row[column]
    assert isinstance(found, int)
    return found


def on_clock(real: float) -> float:
    """Real seconds as the day's clock counts them, in µs."""
    return real * RATE * SECONDS


def rows_of(file: Path) -> Rows:
    """Every row in the file, by table and key, as a reader without any rights sees it."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        connection.row_factory = sqlite3.Row
        found: Rows = {}
        for table in _TABLES:
            for row in connection.execute(f"SELECT * FROM {table}"):
                found[table, row[0]] = dict(row)
        return found


def is_whole(file: Path) -> bool:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return bool(connection.execute("PRAGMA quick_check").fetchone()[0] == "ok")


@dataclass
class Loss:
    """What so many lives came to.

    Attributes:
        seen: Rows that another program had read before a kill.
        rows: Those of them that are gone or older afterwards.
        files: Kills that left a damaged file.
        of_a_block: The longest time between a heartbeat that was kept and the kill, seconds of
            the day's clock; known of kills that the witness could place.
        left_open: Sessions that the last start did not close.
    """

    seen: int = 0
    rows: int = 0
    files: int = 0
    of_a_block: float = 0.0
    left_open: int = 0

    def of_life(self, day: Day, random: Random, *, soon: bool) -> None:
        """Start the program, let somebody work, kill it, and add what that cost."""
        day.start()
        witness = Witness(day.file)
        hands = Hands(day, random)
        try:
            witness.look_until(now() + random.uniform(0.2, 3.5))
            if soon:
                witness.wait_for_a_write()
                witness.look_until(now() + random.uniform(0, 0.04))
            day.kill()
            killed = on_clock(now()) + witness.ahead
            # A start that died so soon is followed by a careful one, whose row would get the keys.
            (day.profile / NAME).unlink(missing_ok=True)
        finally:
            hands.stop()
        kept = rows_of(day.file)
        self.seen += len(witness.seen)
        self.files += not is_whole(day.file)
        self.rows += sum(is_lost(row, kept.get(key)) for key, row in witness.seen.items())
        if killed < inf:
            self.of_a_block = max([self.of_a_block, *unseen(kept, killed)])


def is_lost(seen: Row, kept: Row | None) -> bool:
    """Whether a row that was seen is gone, or is older than it was."""
    if kept is None:
        return True
    older = time(kept, "updated") < time(seen, "updated")
    return older or (time(kept, "updated") == time(seen, "updated") and kept != seen)


def unseen(kept: Rows, killed: float) -> Iterator[float]:
    """Of each session that ran at the kill (µs of the day's clock): the seconds not kept."""
    for (table, _), row in kept.items():
        if table == "session" and row["ended"] is None:
            yield (killed - time(row, "last_seen")) / SECONDS


def lives(folder: Path, number: int, seed: int) -> Loss:
    """Kill so many lives of one profile, then start it once more."""
    random = Random(seed)  # noqa: S311 - moments, not secrets
    loss = Loss()
    with Day(folder, starts="2026-03-10T09:00", rate=RATE) as day:
        for life in range(number):
            day.clock_is(f"2026-03-{10 + life // 20}T{9 + life % 20 // 2:02}:{30 * (life % 2):02}")
            loss.of_life(day, random, soon=life % 2 == 0)
        day.start()
        loss.left_open = len(day.rows("SELECT * FROM session WHERE ended IS NULL"))
    return loss
