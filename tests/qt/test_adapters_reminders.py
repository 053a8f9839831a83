"""Reminders ring once a day in the GUI thread, late after a suspend, and end when stopped."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from spindle.adapters.reminders import ScheduledReminders
from spindle.core.clock import HOUR, Moment, instant
from spindle.ui.post import QtPost
from tests.helpers.fakes import FakeWakes
from tests.helpers.paced import PacedManualClock
from tests.helpers.reminding import CHANGES, SLEEPS, live

BERLIN = "Europe/Berlin"
AT_22 = 22 * 60
KNOWN = {"evening", "late", "nap", "soon", "witness", *(f"at {minute}" for minute in range(1440))}


def local(day: int, hour: int, minute: int = 0, zone: str = BERLIN) -> int:
    """An instant in March 2026 (µs UTC)."""
    return instant(datetime(2026, 3, day, hour, minute), zone)


@dataclass
class House:
    """Reminders with all they hang on, on the evening of 10 March."""

    clock: PacedManualClock
    wakes: FakeWakes
    reminders: ScheduledReminders
    rung: list[tuple[int, Moment]] = field(default_factory=list)
    threads: list[int] = field(default_factory=list)

    def ring(self, planned: int, now: Moment) -> None:
        self.rung.append((planned, now))
        self.threads.append(threading.get_ident())

    def planned(self) -> list[int]:
        return [planned for planned, _ in self.rung]


@pytest.fixture
def house(qapp: object) -> Iterator[House]:
    del qapp
    start = datetime(2026, 3, 10, 20, 0)
    clock = PacedManualClock(start, BERLIN)
    wakes, post = FakeWakes(clock), QtPost()
    reminders = ScheduledReminders(clock, post, wakes, known=KNOWN)
    yield House(clock, wakes, reminders)
    reminders.stop()
    post.stop()


@pytest.fixture
def settled(qtbot: QtBot, house: House) -> Callable[[], None]:
    """Wait until all that is due by now has rung."""

    def settle() -> None:
        passed: list[int] = []
        house.reminders.once("witness", 0, lambda planned, _: passed.append(planned))
        qtbot.waitUntil(lambda: bool(passed))

    return settle


Settled = Callable[[], None]


def test_a_daily_reminder_rings_in_the_gui_thread_when_the_clock_gets_there(
    house: House, settled: Settled
) -> None:
    house.reminders.daily("evening", AT_22, house.ring)
    settled()
    assert not house.rung
    house.clock.advance(2 * HOUR)
    house.wakes.wake()
    settled()
    assert house.rung == [(local(10, 22), house.clock.now())]
    assert house.threads == [threading.get_ident()]


def test_real_time_alone_brings_a_reminder_when_the_clock_runs_with_it(
    qtbot: QtBot, house: House
) -> None:
    house.clock.pace = 3_600_000.0  # an hour takes a millisecond
    house.reminders.once("soon", local(10, 22), house.ring)
    house.clock.advance(2 * HOUR)
    qtbot.waitUntil(lambda: house.planned() == [local(10, 22)])


def test_a_scheduler_that_comes_too_early_waits_on(qtbot: QtBot, house: House) -> None:
    house.clock.pace = 3_600_000.0
    house.reminders.once("soon", local(10, 22), house.ring)
    house.clock.readings = 0
    qtbot.waitUntil(lambda: house.clock.readings >= 3)
    assert not house.rung


@pytest.mark.requirement("P24")
def test_missed_in_a_suspend_it_rings_once_with_the_planned_instant(
    house: House, settled: Settled
) -> None:
    house.reminders.daily("evening", AT_22, house.ring)
    house.clock.suspend(8 * HOUR)
    house.wakes.wake()
    settled()
    house.wakes.wake()
    settled()
    assert house.rung == [(local(10, 22), house.clock.now())]


def test_of_three_missed_days_only_the_last_rings(house: House, settled: Settled) -> None:
    house.reminders.daily("evening", AT_22, house.ring)
    house.clock.suspend(3 * 24 * HOUR)
    house.wakes.wake()
    settled()
    assert house.planned() == [local(12, 22)]
    house.clock.advance(2 * HOUR)
    house.wakes.wake()
    settled()
    assert house.planned() == [local(12, 22), local(13, 22)]


def test_a_clock_set_back_an_hour_does_not_ring_the_day_again(
    house: House, settled: Settled
) -> None:
    house.reminders.daily("evening", AT_22, house.ring)
    for move, by in (
        (house.clock.advance, 2 * HOUR),
        (house.clock.step, -HOUR),
        (house.clock.advance, HOUR),
    ):
        move(by)
        house.wakes.wake()
        settled()
    assert house.planned() == [local(10, 22)]


def test_a_clock_that_was_wrong_by_a_year_does_not_silence_the_evenings(
    house: House, settled: Settled
) -> None:
    house.reminders.daily("evening", AT_22, house.ring)
    house.clock.step(365 * 24 * HOUR)
    house.wakes.wake()
    settled()
    house.clock.step(-365 * 24 * HOUR)
    house.wakes.wake()
    house.clock.advance(2 * HOUR)
    house.wakes.wake()
    settled()
    assert house.planned()[-1] == local(10, 22)


@pytest.mark.requirement("P26")
def test_on_a_journey_it_rings_by_the_zone_of_the_day(house: House, settled: Settled) -> None:
    house.reminders.daily("evening", AT_22, house.ring)
    house.clock.travel("America/New_York")
    house.wakes.wake()
    house.clock.advance(3 * HOUR)
    house.wakes.wake()
    settled()
    assert not house.rung
    house.clock.advance(4 * HOUR)
    house.wakes.wake()
    settled()
    assert house.planned() == [local(10, 22, zone="America/New_York")]


@pytest.mark.requirement("P26")
def test_a_journey_after_it_rang_does_not_ring_the_day_again(
    house: House, settled: Settled
) -> None:
    house.reminders.daily("evening", AT_22, house.ring)
    house.clock.advance(2 * HOUR)
    house.wakes.wake()
    settled()
    house.clock.travel("America/New_York")
    house.clock.advance(7 * HOUR)
    house.wakes.wake()
    settled()
    assert house.planned() == [local(10, 22)]


@pytest.mark.requirement("P24")
@pytest.mark.requirement("P25")
@pytest.mark.parametrize("sleeps", SLEEPS)
@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_all_half_hours_ring_once_a_local_day_around_a_clock_change(
    qapp: object, zone: str, change: tuple[int, int, int], sleeps: str
) -> None:
    del qapp
    lived = live(zone, change, SLEEPS[sleeps])
    assert lived.wrong == 0
    assert bool(lived.late) is (sleeps != "awake")
    assert max(lived.late, default=0.0) <= 30


def test_the_same_name_replaces_and_a_cancelled_one_stays_silent(
    house: House, settled: Settled
) -> None:
    house.reminders.daily("evening", AT_22, house.ring)
    house.reminders.daily("evening", AT_22 + 30, house.ring)
    house.reminders.once("nap", local(10, 21), house.ring)
    house.reminders.cancel("nap")
    house.reminders.cancel("unknown")
    house.clock.advance(3 * HOUR)
    house.wakes.wake()
    settled()
    assert house.planned() == [local(10, 22, 30)]


def test_one_whose_instant_has_passed_rings_at_once(house: House, settled: Settled) -> None:
    house.reminders.once("late", local(9, 12), house.ring)
    settled()
    assert house.planned() == [local(9, 12)]


def test_one_that_is_set_again_while_its_last_call_is_under_way_still_rings(
    qtbot: QtBot, qapp: object
) -> None:
    del qapp
    clock = PacedManualClock(datetime(2026, 3, 10, 20, 0), BERLIN)
    hop, gate = QtPost(), threading.Event()
    began: list[bool] = []

    def post(job: Callable[[], None]) -> None:
        began.append(True)
        gate.wait(10)
        hop(job)

    reminders = ScheduledReminders(clock, post, FakeWakes(clock), known=KNOWN)
    rung: list[str] = []
    reminders.once("soon", 0, lambda *_: rung.append("first"))
    qtbot.waitUntil(lambda: bool(began))
    reminders.once("soon", 0, lambda *_: rung.append("again"))
    qtbot.waitUntil(lambda: "soon" not in scheduled(reminders))
    gate.set()
    qtbot.waitUntil(lambda: len(began) == 2)
    qtbot.waitUntil(lambda: rung == ["again"])
    reminders.stop()
    hop.stop()


def scheduled(reminders: ScheduledReminders) -> list[str]:
    """What the scheduler still waits for."""
    assert reminders._scheduler is not None
    return [job.id for job in reminders._scheduler.get_jobs()]


def test_after_stop_nothing_rings_and_no_thread_is_left(house: House, settled: Settled) -> None:
    house.reminders.daily("evening", AT_22, house.ring)
    settled()
    before = {t.name for t in threading.enumerate()}
    assert any("APScheduler" in name or "ThreadPool" in name for name in before)
    house.reminders.stop()
    after = {t.name for t in threading.enumerate()}
    assert not any("APScheduler" in name or "ThreadPool" in name for name in after)
    house.clock.advance(3 * HOUR)
    house.wakes.wake()
    assert not house.rung


def test_a_reminder_that_no_feature_declares_is_refused(house: House) -> None:
    with pytest.raises(ValueError, match="no feature declares the reminder stray"):
        house.reminders.daily("stray", AT_22, house.ring)
    with pytest.raises(ValueError, match="no feature declares the reminder stray"):
        house.reminders.once("stray", local(10, 22), house.ring)
