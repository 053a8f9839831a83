"""A suspend, a clock step and a journey are told once; a stalled program is none of them."""

from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from spindle.adapters.wake import WakeWatch
from spindle.core.clock import HOUR, MINUTE, SECOND, Moment
from tests.helpers.paced import PacedManualClock


@pytest.fixture
def clock() -> PacedManualClock:
    start = datetime(2026, 3, 10, 9, 0)
    return PacedManualClock(start)


@pytest.fixture
def watch(qapp: object, clock: PacedManualClock) -> WakeWatch:
    del qapp
    return WakeWatch(clock)


@pytest.fixture
def told(watch: WakeWatch) -> list[Moment]:
    told: list[Moment] = []
    watch.subscribe(told.append)
    return told


def test_a_suspend_is_told_once(
    watch: WakeWatch, clock: PacedManualClock, told: list[Moment]
) -> None:
    clock.suspend(8 * HOUR)
    watch.look()
    watch.look()
    assert told == [clock.now()]


@pytest.mark.parametrize("step", [-HOUR, -2 * SECOND, 2 * SECOND, HOUR])
def test_a_clock_set_forward_or_back_is_told_once(
    watch: WakeWatch, clock: PacedManualClock, told: list[Moment], step: int
) -> None:
    clock.step(step)
    watch.look()
    watch.look()
    assert told == [clock.now()]


def test_a_new_zone_is_told_once(
    watch: WakeWatch, clock: PacedManualClock, told: list[Moment]
) -> None:
    clock.travel("Asia/Tokyo")
    watch.look()
    watch.look()
    assert [at.zone for at in told] == ["Asia/Tokyo"]


def test_a_program_that_was_stopped_for_an_hour_has_not_slept(
    watch: WakeWatch, clock: PacedManualClock, told: list[Moment]
) -> None:
    clock.advance(HOUR)
    watch.look()
    assert not told


def test_a_clock_that_is_slowly_put_right_is_not_told(
    watch: WakeWatch, clock: PacedManualClock, told: list[Moment]
) -> None:
    for _ in range(1000):
        clock.advance(15 * SECOND)
        clock.step(8_000)  # 500 ppm
        watch.look()
    assert not told


def test_who_cancelled_is_told_nothing(watch: WakeWatch, clock: PacedManualClock) -> None:
    told: list[str] = []
    cancel = watch.subscribe(lambda _: told.append("cancelled"))
    watch.subscribe(lambda _: told.append("stays"))
    cancel()
    cancel()
    clock.suspend(MINUTE)
    watch.look()
    assert told == ["stays"]


def test_logind_is_believed_when_it_says_awake_and_ignored_before_the_sleep(
    watch: WakeWatch, clock: PacedManualClock, told: list[Moment]
) -> None:
    watch.prepare_for_sleep(True)
    assert not told
    clock.suspend(8 * HOUR)
    watch.prepare_for_sleep(False)
    watch.look()
    assert told == [clock.now()]


def test_it_looks_four_times_a_minute_and_sooner_for_a_test_clock(
    qtbot: QtBot, clock: PacedManualClock, watch: WakeWatch
) -> None:
    assert watch._timer.interval() == 15_000
    clock.look_again = 5_000
    quick = WakeWatch(clock)
    told: list[Moment] = []
    quick.subscribe(told.append)
    clock.suspend(MINUTE)
    qtbot.waitUntil(lambda: bool(told))
    quick.stop()
