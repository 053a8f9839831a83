"""The real database worker in a test: its thread, and what it posts, run when the test says."""

import queue
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database, Migrations

from spindle.core.clock import ManualClock
from spindle.core.events import Bus, Event
from spindle.core.storage_events import StorageFailed, StorageRecovered, UnsavedFound
from spindle.storage.open import open_database
from spindle.storage.vault.key import Key
from spindle.storage.worker import DatabaseWorker

E = TypeVar("E", bound=Event)

MORNING = datetime(2026, 3, 10, 9, 0)
_LONGEST = 30.0


class Inbox:
    """Implements ``Post``: the test's thread is the GUI thread, and runs what came."""

    def __init__(self) -> None:
        self._jobs: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def __call__(self, job: Callable[[], None]) -> None:
        self._jobs.put(job)

    def run_until(self, ask: Callable[[], object], seconds: float = _LONGEST) -> None:
        """Run posted jobs, waiting for more, until the answer is true."""
        while not ask():
            self._jobs.get(timeout=seconds)()


class Office:
    """A worker on a file, with its bus, clock and inbox."""

    def __init__(
        self,
        path: Path,
        *,
        opener: Callable[[], Database] | None = None,
        sets: Sequence[Migrations] = (),
        clock: ManualClock | None = None,
        key: Callable[[], Key | None] = lambda: None,
    ) -> None:
        self.path = path
        self.inbox = Inbox()
        self.bus = Bus()
        self.clock = clock or ManualClock(MORNING, "Europe/Berlin")
        self.heard: list[Event] = []
        for kind in (StorageFailed, StorageRecovered, UnsavedFound):
            self.bus.subscribe(kind, self.heard.append)
        self.worker = DatabaseWorker(
            path,
            opener or (lambda: open_database(path, sets, clock=self.clock)),
            clock=self.clock,
            bus=self.bus,
            post=self.inbox,
            key=key,
        )

    def write(self, job: Callable[[Any], Any], **keep: object) -> list[Any]:
        """Hand over; the list gets the result once it is committed and ``inbox`` was run."""
        results: list[Any] = []
        self.worker.write(job, results.append, keep=keep or None)
        return results

    def done(self, job: Callable[[Any], Any]) -> Any:
        """Write, and wait for the commit."""
        results = self.write(job)
        self.inbox.run_until(lambda: results)
        return results[0]

    def told(self, kind: type[E]) -> E:
        """Wait for an event, and take it."""
        self.inbox.run_until(lambda: any(type(event) is kind for event in self.heard))
        event = next(event for event in self.heard if isinstance(event, kind))
        self.heard.remove(event)
        return event


@contextmanager
def office(path: Path, **given: Any) -> Iterator[Office]:
    """A running worker, stopped in the end."""
    opened = Office(path, **given)
    opened.worker.start()
    try:
        yield opened
    finally:
        opened.worker.stop()


def put(key: str, value: str = "1") -> Callable[[Any], Any]:
    """A small write: one row of ``setting``."""
    return lambda db: (
        db.conn.execute(
            "INSERT OR REPLACE INTO setting (key, value, updated) VALUES (?, ?, 0)", (key, value)
        ).rowcount
    )


def rows(path: Path, sql: str, values: Sequence[object] = ()) -> list[dict[str, Any]]:
    """A query through a connection of its own."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(sql, values)]


def keys(path: Path) -> set[str]:
    """What ``put`` wrote."""
    return {row["key"] for row in rows(path, "SELECT key FROM setting")}
