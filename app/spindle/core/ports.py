"""What the inside asks of the outside: protocols that adapters, storage and ui implement.

A service takes these in its constructor; only ``bootstrap`` knows who stands behind them.
"""

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, Protocol, TypeVar

from spindle.core.clock import Moment

T = TypeVar("T")
Cancel = Callable[[], None]


class Post(Protocol):
    """The one thread hop: run a job in the GUI thread, in the order posted."""

    def __call__(self, job: Callable[[], None]) -> None:
        """Callable from any thread; returns at once."""
        ...


class Database(Protocol):
    """The one worker that owns the write connection. Call from the GUI thread.

    Jobs run in order on the worker's thread. ``done`` and ``failed`` run in the GUI thread.
    """

    def write(
        self,
        job: Callable[[Any], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        keep: Mapping[str, object] | None = None,
    ) -> None:
        """Run ``job(db: sqlite_utils.Database)`` in one transaction; ``done`` after the commit.

        Trouble with the disk or the file is published as ``StorageFailed``; the job waits and
        is tried again, and so are those behind it, in order. ``failed`` gets an error of the
        job itself, which is not tried again; without ``failed`` it is published as well.

        Args:
            job: May run more than once, each time on an unchanged database.
            done: Gets the job's result.
            failed: Gets the job's own error.
            keep: Typed text as JSON values, for ``unsaved.jsonl`` while nothing can be saved:
                ``kind``, ``text`` and, if it may be written again, ``thing``: the id of what it
                is the text of. ``id`` and ``at`` are set for each write.
        """
        ...

    def beat(self, job: Callable[[Any], object]) -> None:
        """Write a heartbeat: one transaction, ahead of every other write that waits."""
        ...

    def rest(self, rested: Callable[[], None]) -> None:
        """Write what was handed over so far, close the file, and wait for ``resume``.

        What is handed over meanwhile waits; typed text is kept beside the file.

        Args:
            rested: Called in the GUI thread once nobody here has the file open.
        """
        ...

    def resume(
        self,
        change: Callable[[], None] | None = None,
        done: Callable[[], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """End the rest, or one that has not begun; open the file again and go on.

        Args:
            change: Done to the closed file first, in the worker's thread.
            done: After it.
            failed: Gets what it raised; the file is opened all the same.
        """
        ...

    def read(
        self,
        job: Callable[[sqlite3.Connection], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a query on the worker, after every write handed over before it."""
        ...


class Action(NamedTuple):
    """A button of a notification."""

    id: str
    label: str


class Notification(NamedTuple):
    """What to show on the desktop. Never a prediction, never the text of a question.

    Attributes:
        purpose: One at a time is shown per purpose; a newer one replaces it.
        actions: Three at most.
        resident: Stays until answered or withdrawn.
    """

    purpose: str
    title: str
    body: str = ""
    actions: tuple[Action, ...] = ()
    resident: bool = False


class Notifier(Protocol):
    """Desktop notifications, or the in-app banner where there are none. GUI thread."""

    def show(self, notification: Notification, chosen: Callable[[str], None]) -> None:
        """Show or replace; ``chosen`` gets the action's id, or ``default`` for a click on it."""
        ...

    def withdraw(self, purpose: str) -> None:
        """Take a stale one back."""
        ...


class Alarm(Protocol):
    """One shot at a time, in the GUI thread, never early."""

    def set(self, delay: int, ring: Callable[[], None]) -> None:
        """Ring once after ``delay`` µs of awake time; replaces the one set before."""
        ...

    def clear(self) -> None:
        """Do not ring."""
        ...


class Reminders(Protocol):
    """Times of day at which to ask; they survive suspend, clock changes and travel.

    A name is one that a feature declares under ``Feature.reminders``; another is a ValueError.
    """

    def daily(self, name: str, minute: int, ring: Callable[[int, Moment], None]) -> None:
        """Ring once each local day at ``minute`` after midnight.

        Args:
            name: A later call with the same name replaces the earlier one.
            minute: 0–1439, in the user's zone of the day.
            ring: Called in the GUI thread with the planned instant (µs UTC) and the moment now;
                late after a suspend. Whether it is too late is the caller's rule.
        """
        ...

    def once(self, name: str, wall: int, ring: Callable[[int, Moment], None]) -> None:
        """Ring once at an instant (µs UTC)."""
        ...

    def cancel(self, name: str) -> None:
        """Forget a reminder; an unknown name is fine."""
        ...


class Wakes(Protocol):
    """Tells when the machine came back from suspend or its clock was set."""

    def subscribe(self, woke: Callable[[Moment], None]) -> Cancel:
        """Call ``woke`` in the GUI thread within 30 s of a resume, a clock step or a new zone."""
        ...
