"""Reminders of every half hour lived through a clock change, awake, asleep or napping."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from PySide6.QtCore import QCoreApplication, QEventLoop

from spindle.adapters.reminders import ScheduledReminders
from spindle.adapters.wake import LOOK, WakeWatch
from spindle.core.clock import HOUR, MINUTE, SECOND, Moment, instant, local_time, offset_at
from spindle.ui.post import QtPost
from tests.helpers.fakes import FakeWakes
from tests.helpers.paced import PacedManualClock
from tests.helpers.waiting import now

CHANGES: Final = (
    ("Europe/Berlin", (2026, 3, 29)),
    ("Europe/Berlin", (2026, 10, 25)),
    ("America/New_York", (2026, 3, 8)),
    ("America/New_York", (2026, 11, 1)),
    ("Australia/Lord_Howe", (2026, 10, 4)),  # half an hour forward
    ("Australia/Lord_Howe", (2026, 4, 5)),
)
HALF: Final = 30 * MINUTE
HALF_HOURS: Final = range(0, 24 * 60, 30)
_LONGEST: Final = 10.0

Sleeps = Callable[[datetime], int]
"""How long the machine is suspended from a local time on, µs; 0 for not at all."""

SLEEPS: Final[dict[str, Sleeps]] = {
    "awake": lambda _: 0,
    "asleep from 22:10 to about 6": lambda at: 8 * HOUR if (at.hour, at.minute) == (22, 0) else 0,
    "asleep for 50 minutes every third hour": lambda at: (
        50 * MINUTE if at.hour % 3 == 0 and at.minute == 0 else 0
    ),
}


@dataclass
class Lived:
    """What rang.

    Attributes:
        days: The local days that were lived whole.
        rung: For each half hour, the local days it rang for.
        late: Seconds from a resume to each reminder it brought.
    """

    days: list[str]
    rung: dict[int, list[str]] = field(default_factory=lambda: {m: [] for m in HALF_HOURS})
    late: list[float] = field(default_factory=list)

    @property
    def wrong(self) -> int:
        """Half hours of a day that rang not at all or more than once."""
        return sum(1 for rung in self.rung.values() for day in self.days if rung.count(day) != 1)


def live(zone: str, change: tuple[int, int, int], sleeps: Sleeps) -> Lived:
    """The day of a clock change and the one after it, with all half hours as daily reminders.

    The machine notices a resume by the look at its clocks alone, as late as that can be.
    """
    start = datetime(*change)
    found = Lived([(start + timedelta(days=n)).date().isoformat() for n in range(2)])
    clock = PacedManualClock(start, zone)
    clock.step(instant(start, zone) - SECOND - clock.now().wall)
    end = instant(start + timedelta(days=2), zone)
    resumed: list[int] = []

    def ring(minute: int, planned: int, moment: Moment) -> None:
        at = local_time(planned, offset_at(planned, zone))
        found.rung[minute].append(at.date().isoformat())
        if resumed:
            found.late.append((moment.wall - resumed[-1]) / SECOND)

    with _reminders(clock) as (reminders, wakes, watch):
        for minute in HALF_HOURS:
            reminders.daily(f"at {minute}", minute, partial(ring, minute))
        clock.advance(SECOND)
        while True:
            wakes.wake()
            _settle(reminders)
            length = sleeps(clock.now().local)
            if length:
                clock.advance(10 * MINUTE)
                watch.look()
                clock.suspend(length)
                resumed.append(clock.now().wall)
                clock.advance(LOOK)
                watch.look()
                _settle(reminders)
                resumed.clear()
            if clock.now().wall >= end - HALF:
                return found
            clock.advance(HALF - clock.now().wall % HALF)


@contextmanager
def _reminders(
    clock: PacedManualClock,
) -> Iterator[tuple[ScheduledReminders, FakeWakes, WakeWatch]]:
    wakes, post, watch = FakeWakes(clock), QtPost(), WakeWatch(clock)
    known = {"witness", *(f"at {minute}" for minute in HALF_HOURS)}
    reminders = ScheduledReminders(clock, post, wakes, known=known)
    watch.subscribe(lambda _: wakes.wake())
    try:
        yield reminders, wakes, watch
    finally:
        watch.stop()
        reminders.stop()
        post.stop()


def _settle(reminders: ScheduledReminders) -> None:
    """Wait until all that is due by now has rung."""
    passed: list[int] = []
    reminders.once("witness", 0, lambda planned, _: passed.append(planned))
    until = now() + _LONGEST
    while not passed:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if now() > until:
            raise AssertionError("the reminders do not settle")
