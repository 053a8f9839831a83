"""What waits for the database worker: heartbeats first, all else in the order handed over."""

import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Lane(Enum):
    """What a job is."""

    BEAT = "beat"
    WRITE = "write"
    READ = "read"
    REST = "rest"


@dataclass(slots=True)
class Job:
    """One thing to do with the database.

    Attributes:
        run: Gets the ``sqlite_utils.Database``, or for a read its connection.
        note: What goes to ``unsaved.jsonl`` while it cannot be saved; has an ``id``.
        kept: Whether the note stands there.
    """

    lane: Lane
    run: Callable[[Any], Any]
    done: Callable[[Any], None] | None = None
    failed: Callable[[Exception], None] | None = None
    note: Mapping[str, object] | None = None
    kept: bool = False


class Lanes:
    """A queue between the GUI thread, which puts, and the worker, which takes."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._beats: deque[Job] = deque()
        self._jobs: deque[Job] = deque()
        self._closed = False
        self._news = False

    def put(self, job: Job) -> None:
        """Hand a job over; returns at once."""
        with self._changed:
            (self._beats if job.lane is Lane.BEAT else self._jobs).append(job)
            self._wake()

    def put_back(self, job: Job) -> None:
        """Return the job taken last to the head of its lane."""
        with self._changed:
            (self._beats if job.lane is Lane.BEAT else self._jobs).appendleft(job)

    def take(self) -> Job | None:
        """The next job; waits for one. None once closed and empty."""
        with self._changed:
            while not (self._beats or self._jobs):
                if self._closed:
                    return None
                self._changed.wait()
            self._news = False
            return self._beats.popleft() if self._beats else self._jobs.popleft()

    def take_reads(self) -> list[Job]:
        """All reads that wait, past the writes before them."""
        with self._changed:
            reads = [job for job in self._jobs if job.lane is Lane.READ]
            self._jobs = deque(job for job in self._jobs if job.lane is not Lane.READ)
            return reads

    def writes(self) -> list[Job]:
        """What waits to be written, in order, left in place."""
        with self._changed:
            return [*self._beats, *(job for job in self._jobs if job.lane is Lane.WRITE)]

    def pause(self, seconds: float | None) -> None:
        """Wait until something is put, somebody nudges, the lanes close, or the time is up."""
        with self._changed:
            self._changed.wait_for(lambda: self._news or self._closed, seconds)
            self._news = False

    def nudge(self) -> None:
        """End a pause."""
        with self._changed:
            self._wake()

    def close(self) -> None:
        """Take no more waiting; what is there can still be taken."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    @property
    def closed(self) -> bool:
        """Whether ``close`` was called."""
        return self._closed

    def _wake(self) -> None:
        self._news = True
        self._changed.notify_all()
