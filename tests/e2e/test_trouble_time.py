"""Trouble with time: the clock is set, the zone changes, the machine sleeps, the day turns.

Work excludes a suspend and breaks include it; a block never gets longer or shorter because
somebody set the clock.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from spindle.core.clock import HOUR, MINUTE, SECOND
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.running import Running, TestClock

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11"),
]

TEN_MINUTES = 10 * MINUTE
SPINDLE = Path(sys.executable).with_name("spindle")
PACE = 300
SLACK = 5 * MINUTE
"""What passes on a clock of that pace while a slow machine reads the screen."""


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as made:
        yield made


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


def clock_at(tmp_path: Path, start: str) -> TestClock:
    return TestClock(tmp_path / "clock.json", start)


def test_a_clock_set_back_an_hour_makes_a_block_neither_longer_nor_shorter(
    desktop: VirtualDesktop, profile: Path, tmp_path: Path
) -> None:
    clock = clock_at(tmp_path, "2026-03-10T09:00")
    with Running(desktop, profile, clock=clock).ready() as spindle:
        begin_block(spindle)
        clock.set(step=-HOUR)
        spindle.wait_for("Until 08:10")
        spindle.picture("time-set-back")
        block = finish_block(spindle, clock)
        assert TEN_MINUTES <= block["ended"] - block["started"] < TEN_MINUTES + SLACK
        assert TEN_MINUTES <= block["active"] < TEN_MINUTES + SLACK
        assert block["outcome"] == "completed"


def test_a_new_zone_moves_the_hours_shown_and_nothing_else(
    desktop: VirtualDesktop, profile: Path, tmp_path: Path
) -> None:
    clock = clock_at(tmp_path, "2026-03-10T09:00")
    with Running(desktop, profile, clock=clock).ready() as spindle:
        begin_block(spindle)
        spindle.wait_for("Until 09:10")
        clock.set(zone="America/New_York")
        spindle.wait_for("Until 04:10")
        spindle.picture("time-zone")
        block = finish_block(spindle, clock)
        assert (block["zone"], block["offset"]) == ("Europe/Berlin", 3600)
        assert TEN_MINUTES <= block["ended"] - block["started"] < TEN_MINUTES + SLACK


def test_a_block_slept_through_is_let_go_and_the_night_is_no_work(
    desktop: VirtualDesktop, profile: Path, tmp_path: Path
) -> None:
    clock = clock_at(tmp_path, "2026-03-10T09:00")
    with Running(desktop, profile, clock=clock).ready() as spindle:
        begin_block(spindle)
        clock.set(suspend=8 * HOUR)
        spindle.wait_for("Continue where I left off")
        spindle.picture("time-slept-block")
        block = spindle.wait_for_row("SELECT * FROM session WHERE ended IS NOT NULL")
        assert block["outcome"] == "interrupted"
        assert block["active"] < SLACK
        gap = spindle.wait_for_row("SELECT * FROM gap")
        assert gap["kind"] == "sleep"
        assert abs(gap["ended"] - gap["started"] - 8 * HOUR) < SECOND
        whole = block["ended"] - block["started"]
        assert abs(whole - block["active"] - (gap["ended"] - gap["started"])) < SECOND


def test_a_short_sleep_in_a_block_leaves_it_paused_until_the_person_is_back(
    desktop: VirtualDesktop, profile: Path, tmp_path: Path
) -> None:
    clock = clock_at(tmp_path, "2026-03-10T09:00")
    with Running(desktop, profile, clock=clock).ready() as spindle:
        begin_block(spindle)
        clock.set(suspend=20 * MINUTE)
        spindle.wait_for("10:00 paused")
        spindle.picture("time-short-sleep")
        spindle.keys("space")
        spindle.wait_for("left in this block")
        block = finish_block(spindle, clock)
        assert TEN_MINUTES <= block["active"] < TEN_MINUTES + SLACK
        assert block["ended"] - block["started"] >= 30 * MINUTE


def test_a_break_slept_through_ends_where_it_was_planned_to(
    desktop: VirtualDesktop, profile: Path, tmp_path: Path
) -> None:
    clock = clock_at(tmp_path, "2026-03-10T09:00")
    with Running(desktop, profile, clock=clock).ready() as spindle:
        begin_block(spindle)
        finish_block(spindle, clock)
        spindle.keys("Return")
        spindle.wait_for_row("SELECT * FROM break WHERE ended IS NULL")
        clock.set(suspend=8 * HOUR)
        rest = spindle.wait_for_row("SELECT * FROM break WHERE ended IS NOT NULL")
        assert rest["ended"] - rest["started"] == rest["planned"]
        spindle.wait_for("Start 25 minutes")
        spindle.picture("time-slept-break")
        moves = spindle.rows("SELECT * FROM session WHERE activity = 'move'")
        assert all(move["ended"] - move["started"] <= rest["planned"] for move in moves)


def test_a_lid_closed_on_the_evening_is_a_good_night(
    desktop: VirtualDesktop, profile: Path, tmp_path: Path
) -> None:
    clock = clock_at(tmp_path, "2026-03-10T22:00")
    with Running(desktop, profile, clock=clock).ready() as spindle:
        command(spindle, "Evening")
        spindle.wait_for("Step 1 of 3")
        spindle.type("Ring the dentist")
        spindle.keys("ctrl+Return")
        spindle.wait_for("Step 2 of 3")
        spindle.type("Why does the sum stay the same?")
        spindle.keys("ctrl+Return")
        spindle.wait_for("How is it now?")
        spindle.keys("ctrl+Return")
        spindle.wait_for("Step 3 of 3")
        began = spindle.wait_for_row("SELECT * FROM night WHERE question_id IS NOT NULL")["began"]
        clock.set(suspend=8 * HOUR)
        night = spindle.wait_for_row("SELECT * FROM night WHERE closed IS NOT NULL")
        assert night["night"] == "2026-03-10"
        assert night["closed"] - began < SLACK
        spindle.wait_for("What was in your mind?")
        spindle.picture("time-slept-evening")
        assert "Why does the sum" not in spindle.text()
        evening = spindle.wait_for_row("SELECT * FROM session WHERE ended IS NOT NULL")
        assert evening["ended"] - evening["started"] < SLACK
        assert spindle.rows("SELECT what FROM todo") == [{"what": "Ring the dentist"}]


def test_a_block_over_midnight_belongs_to_the_evening_it_began(
    desktop: VirtualDesktop, profile: Path, tmp_path: Path
) -> None:
    clock = clock_at(tmp_path, "2026-03-10T23:55")
    with Running(desktop, profile, clock=clock).ready() as spindle:
        begin_block(spindle)
        block = finish_block(spindle, clock)
        assert TEN_MINUTES <= block["active"] < TEN_MINUTES + SLACK
        spindle.keys("ctrl+1")
        spindle.wait_for("Tuesday 10 March")
        spindle.picture("time-midnight")
        assert "11 March" not in spindle.text()
        said = spindle.desktop.run(
            "env", f"SPINDLE_TEST_CLOCK={clock.path}", SPINDLE, "--profile", profile, "sessions"
        )
        assert "Draw the cell" in said


def test_today_becomes_the_next_day_while_it_is_open(
    desktop: VirtualDesktop, profile: Path, tmp_path: Path
) -> None:
    clock = clock_at(tmp_path, "2026-03-11T03:55")
    with Running(desktop, profile, clock=clock).ready() as spindle:
        spindle.wait_for("Tuesday 10 March")
        clock.set(rate=PACE)
        spindle.wait_for("Wednesday 11 March")
        clock.set(rate=1)
        spindle.picture("time-new-day")
        assert "10 March" not in spindle.text()


def begin_block(spindle: Running) -> None:
    """Ten minutes, the first ever."""
    spindle.keys("ctrl+2")
    spindle.wait_for("Start 10 minutes")
    spindle.type("Draw the cell")
    spindle.keys("Return")
    spindle.wait_for_row("SELECT * FROM session WHERE ended IS NULL")


def finish_block(spindle: Running, clock: TestClock) -> dict[str, Any]:
    """Let the time pass, answer the notification and rate; the block's row."""
    spindle.desktop.turn_away()
    clock.set(rate=PACE)
    spindle.desktop.notifications.wait_for("Block 1 of 4 done")
    clock.set(rate=1)
    spindle.desktop.notifications.press("Rate")
    spindle.wait_for("How did it go?")
    spindle.look()
    spindle.keys("3")
    return spindle.wait_for_row("SELECT * FROM session WHERE rating = 3")


def command(spindle: Running, name: str) -> None:
    spindle.keys("ctrl+k")
    spindle.wait_for("Finder")
    spindle.type(name)
    spindle.keys("Return")
