"""The alarm rings once, in time, and never early."""

from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from spindle.adapters.alarm import QtAlarm
from spindle.adapters.system_clock import SystemClock
from spindle.core.clock import HOUR, MINUTE, SECOND
from tests.helpers.paced import PacedManualClock

MS = 1_000


@pytest.fixture
def clock() -> PacedManualClock:
    start = datetime(2026, 3, 10, 9, 0)
    return PacedManualClock(start, look_again=5 * MS)


def test_it_rings_once_not_before_its_time_and_not_long_after(qtbot: QtBot) -> None:
    clock = SystemClock()
    alarm = QtAlarm(clock)
    rung: list[int] = []
    due = clock.now().awake + 30 * MS
    alarm.set(30 * MS, lambda: rung.append(clock.now().awake))
    qtbot.waitUntil(lambda: bool(rung))
    second = QtAlarm(clock)
    second.set(50 * MS, lambda: rung.append(0))
    qtbot.waitUntil(lambda: rung[-1] == 0)
    assert len(rung) == 2
    assert due <= rung[0] < due + SECOND


def test_a_newer_delay_replaces_the_older(qtbot: QtBot) -> None:
    alarm = QtAlarm(SystemClock())
    rung: list[str] = []
    alarm.set(5 * MS, lambda: rung.append("old"))
    alarm.set(30 * MS, lambda: rung.append("new"))
    qtbot.waitUntil(lambda: bool(rung))
    assert rung == ["new"]


def test_a_cleared_alarm_stays_silent(qtbot: QtBot) -> None:
    clock = SystemClock()
    alarm, witness = QtAlarm(clock), QtAlarm(clock)
    rung: list[str] = []
    alarm.set(5 * MS, lambda: rung.append("cleared"))
    witness.set(30 * MS, lambda: rung.append("witness"))
    alarm.clear()
    qtbot.waitUntil(lambda: bool(rung))
    assert rung == ["witness"]


def test_it_waits_for_the_awake_hand_however_long_real_time_runs(
    qtbot: QtBot, clock: PacedManualClock
) -> None:
    alarm = QtAlarm(clock)
    rung: list[int] = []
    alarm.set(10 * MS, lambda: rung.append(clock.now().awake))
    clock.readings = 0
    qtbot.waitUntil(lambda: clock.readings >= 5)
    clock.suspend(8 * HOUR)
    clock.readings = 0
    qtbot.waitUntil(lambda: clock.readings >= 3)
    assert not rung
    clock.advance(10 * MS)
    qtbot.waitUntil(lambda: bool(rung))


def test_a_delay_that_has_passed_rings_at_the_next_turn_not_within_the_call(qtbot: QtBot) -> None:
    alarm = QtAlarm(SystemClock())
    rung: list[None] = []
    alarm.set(-SECOND, lambda: rung.append(None))
    assert not rung
    qtbot.waitUntil(lambda: bool(rung))


def test_it_may_be_set_again_while_it_rings(qtbot: QtBot) -> None:
    alarm = QtAlarm(SystemClock())
    rung: list[int] = []

    def again() -> None:
        rung.append(1)
        if len(rung) < 3:
            alarm.set(MS, again)

    alarm.set(MS, again)
    qtbot.waitUntil(lambda: len(rung) == 3)


def test_a_long_delay_wakes_the_program_once_an_hour_at_most(clock: PacedManualClock) -> None:
    clock.look_again = HOUR
    alarm = QtAlarm(clock)
    alarm.set(25 * HOUR, lambda: None)
    assert alarm._timer.interval() == HOUR // MS
    alarm.set(MINUTE, lambda: None)
    assert alarm._timer.interval() == MINUTE // MS


def test_a_fast_clock_is_waited_for_at_its_pace(clock: PacedManualClock) -> None:
    clock.pace, clock.look_again = 60.0, HOUR
    alarm = QtAlarm(clock)
    alarm.set(MINUTE, lambda: None)
    assert alarm._timer.interval() == SECOND // MS
