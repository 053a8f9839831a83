"""Reminders: times of day and instants, kept through suspend, clock changes and travel."""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final

from spindle.adapters import hands
from spindle.adapters.next_fire import first_after, last_until, planned
from spindle.core.clock import MINUTE, Moment
from spindle.core.ports import Post, Wakes

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

    from spindle.adapters.pace import PacedClock

Ring = Callable[[int, Moment], None]
_FARTHEST: Final = 30 * 24 * 60 * MINUTE
_AT_ONCE: Final = 1000
"""Calls of one reminder under way. All but the newest find nothing to do, but with the usual one a
reminder set anew in the moment of its call would be left out by the scheduler."""


@dataclass(slots=True)
class _Reminder:
    """What is kept of one.

    Attributes:
        wall: When it rings next, µs UTC.
        minute: After midnight; None for one that rings once.
        day: The local day it rings for next.
    """

    ring: Ring
    wall: int
    minute: int | None = None
    day: date = date.min


class ScheduledReminders:
    """Implements ``spindle.core.ports.Reminders``. Call from the GUI thread.

    The next instant of each is our own arithmetic. APScheduler waits for it in a thread of its
    own, and its jobs only post: whether it is time is decided by the injected clock, in the GUI
    thread. After a suspend, a clock step or a change of zone everything is planned anew, so one
    that was missed rings late, and a day that has rung does not ring again.
    """

    def __init__(
        self, clock: "PacedClock", post: Post, wakes: Wakes, *, known: Collection[str]
    ) -> None:
        """Start nothing before the first reminder.

        Args:
            clock: What time it is, and how fast.
            post: The hop back to the GUI thread.
            wakes: Tells when to plan anew.
            known: Names that may be set; what a feature sets it has declared.
        """
        self._known = frozenset(known)
        self._clock = clock
        self._post = post
        self._kept: dict[str, _Reminder] = {}
        self._scheduler: BackgroundScheduler | None = None
        self._cancel_wakes = wakes.subscribe(self._plan_anew)

    def daily(self, name: str, minute: int, ring: Ring) -> None:
        """Ring once each local day at ``minute`` after midnight, next time it comes.

        Raises:
            ValueError: Nobody has declared a reminder of this name.
        """
        self._check(name)
        now = self._clock.now()
        day, wall = first_after(now.wall, minute, now.zone)
        self._kept[name] = _Reminder(ring, wall, minute, day)
        self._plan(name, now)

    def once(self, name: str, wall: int, ring: Ring) -> None:
        """Ring once at an instant (µs UTC); at once if it has passed.

        Raises:
            ValueError: Nobody has declared a reminder of this name.
        """
        self._check(name)
        self._kept[name] = _Reminder(ring, wall)
        self._plan(name, self._clock.now())

    def cancel(self, name: str) -> None:
        """Forget a reminder; an unknown name is fine."""
        if self._kept.pop(name, None) is not None and self._scheduler is not None:
            self._unplan(name)

    def _check(self, name: str) -> None:
        if name not in self._known:
            message = f"no feature declares the reminder {name}"
            raise ValueError(message)

    def stop(self) -> None:
        """Ring nothing more; returns when the scheduler's threads have ended."""
        self._cancel_wakes()
        self._kept.clear()
        if self._scheduler is not None:
            self._scheduler.shutdown()
            self._scheduler = None

    def _plan(self, name: str, now: Moment) -> None:
        """Have the scheduler call when the clock will have got there."""
        from apscheduler.triggers.date import DateTrigger  # noqa: PLC0415 - not before first paint

        if self._scheduler is None:
            self._scheduler = _started()
        left = max(0, self._kept[name].wall - now.wall) / self._clock.pace
        wall = hands.wall() + min(round(left), _FARTHEST)
        self._scheduler.add_job(
            self._post,
            DateTrigger(datetime.fromtimestamp(0, UTC) + timedelta(microseconds=wall)),
            [partial(self._due, name)],
            id=name,
            replace_existing=True,
        )

    def _unplan(self, name: str) -> None:
        from apscheduler.jobstores.base import JobLookupError  # noqa: PLC0415 - loaded by now

        if self._scheduler is not None:
            with suppress(JobLookupError):  # on its way to the GUI thread, which forgot it
                self._scheduler.remove_job(name)

    def _due(self, name: str) -> None:
        """In the GUI thread: ring if the clock agrees that it is time."""
        reminder = self._kept.get(name)
        if reminder is None:
            return
        now = self._clock.now()
        if reminder.minute is not None:
            self._move(reminder, reminder.minute, now)
        wall = reminder.wall
        if now.wall < wall:
            self._plan(name, now)
            return
        if reminder.minute is None:
            del self._kept[name]
        else:
            # Of several days missed only the last is worth a word.
            _, wall = last_until(now.wall, reminder.minute, now.zone)
            reminder.day, reminder.wall = first_after(now.wall, reminder.minute, now.zone)
            self._plan(name, now)
        reminder.ring(wall, now)

    def _plan_anew(self, now: Moment) -> None:
        for name, reminder in self._kept.items():
            if reminder.minute is not None:
                self._move(reminder, reminder.minute, now)
            self._plan(name, now)

    def _move(self, reminder: _Reminder, minute: int, now: Moment) -> None:
        """The same day's instant by the zone in force now.

        A day far ahead is the trace of a clock that was wrong: begin again.
        """
        wall = planned(reminder.day, minute, now.zone)
        if wall is None or reminder.day > now.local.date() + timedelta(days=1):
            reminder.day, wall = first_after(now.wall, minute, now.zone)
        reminder.wall = wall


def _started() -> "BackgroundScheduler":
    from apscheduler.executors.pool import ThreadPoolExecutor  # noqa: PLC0415 - 80 ms, so late
    from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415 - likewise

    scheduler = BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(1)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": _AT_ONCE},
        timezone=UTC,
    )
    scheduler.start()
    return scheduler
