"""Trouble with the desktop around: what Spindle had to say is said elsewhere, and it is reachable.

The block of these tests lasts as long as a person's; the clock of Spindle runs faster.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.desktop import VirtualDesktop
from tests.helpers.running import Running, TestClock
from tests.helpers.waiting import wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11"),
]

SPINDLE = Path(sys.executable).with_name("spindle")
NO_BUS = {"DBUS_SESSION_BUS_ADDRESS": "", "DBUS_SYSTEM_BUS_ADDRESS": "", "XDG_RUNTIME_DIR": ""}


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as made:
        yield made


@pytest.fixture
def bare() -> Iterator[VirtualDesktop]:
    """A desktop without a tray."""
    with VirtualDesktop(tray=False) as made:
        yield made


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def clock(tmp_path: Path) -> TestClock:
    return TestClock(tmp_path / "clock.json", "2026-03-10T09:00")


def test_without_a_bus_the_end_of_a_block_is_told_in_the_window(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    with Running(desktop, profile, clock=clock, env=NO_BUS).ready() as spindle:
        begin_block(spindle)
        spindle.keys("ctrl+1")
        desktop.turn_away()
        clock.set(rate=600)
        spindle.wait_for("Block 1 of 4 done")
        spindle.wait_for("This desktop shows no notifications, so Spindle shows them in its window")
        clock.set(rate=1)
        spindle.picture("desktop-no-bus")
        spindle.look()
        spindle.keys("alt+1")
        spindle.wait_for("How did it go?")
        spindle.keys("4")
        assert spindle.wait_for_row("SELECT rating FROM session WHERE rating IS NOT NULL") == {
            "rating": 4
        }


def test_a_window_in_front_says_it_itself_and_the_desktop_once_it_is_not(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    with Running(desktop, profile, clock=clock).ready() as spindle:
        begin_block(spindle)
        spindle.keys("ctrl+1")
        clock.set(rate=600)
        spindle.wait_for("Block 1 of 4 done")
        clock.set(rate=1)
        assert not desktop.notifications.received()
        assert "This desktop shows no notifications" not in spindle.text()
        spindle.picture("desktop-in-front")
        desktop.turn_away()
        desktop.notifications.wait_for("Block 1 of 4 done")
        spindle.wait_until_gone("The timer runs on until you answer.")
        desktop.notifications.press("Rate")
        spindle.wait_for("How did it go?")


def test_a_bus_that_goes_in_a_block_leaves_the_window_to_tell(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    with Running(desktop, profile, clock=clock).ready() as spindle:
        begin_block(spindle)
        spindle.keys("ctrl+1")
        desktop.stop_bus()
        clock.set(rate=600)
        spindle.wait_for("Block 1 of 4 done")
        clock.set(rate=1)
        spindle.keys("alt+1")
        spindle.wait_for("How did it go?")
        spindle.picture("desktop-bus-gone")
        spindle.keys("ctrl+q")
        wait_until(lambda: spindle.process.poll() is not None, "the end")
        assert spindle.process.returncode == 0


def test_a_daemon_killed_in_a_block_is_done_without_and_used_again_when_it_is_back(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    with Running(desktop, profile, clock=clock).ready() as spindle:
        begin_block(spindle)
        spindle.keys("ctrl+1")
        desktop.notifications.stop()
        desktop.turn_away()
        clock.set(rate=600)
        spindle.wait_for("Block 1 of 4 done")
        clock.set(rate=1)
        spindle.picture("desktop-daemon-killed")
        assert desktop.notifications.received() == []
        desktop.notifications.start()
        desktop.notifications.wait_for("Block 1 of 4 done")
        spindle.wait_until_gone("This desktop shows no notifications")
        desktop.notifications.press("Rate")
        spindle.wait_for("How did it go?")
        spindle.picture("desktop-daemon-back")


@pytest.mark.requirement("focus-pain-17")
def test_without_a_tray_closing_the_window_quits(bare: VirtualDesktop, profile: Path) -> None:
    with Running(bare, profile).ready() as spindle:
        spindle.keys("ctrl+w")
        wait_until(lambda: spindle.process.poll() is not None, "the end")
        assert spindle.process.returncode == 0
        assert '"stopped"' in spindle.log()


def test_without_a_tray_closing_in_a_block_asks_first(
    bare: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    with Running(bare, profile, clock=clock).ready() as spindle:
        begin_block(spindle)
        spindle.keys("ctrl+w")
        spindle.wait_for("Quit Spindle?")
        spindle.wait_for("A block is running. It ends here and keeps its time.")
        spindle.picture("desktop-no-tray-quit")
        spindle.keys("alt+1")
        wait_until(lambda: spindle.process.poll() is not None, "the end")
        assert spindle.rows("SELECT outcome FROM session") == [{"outcome": "stopped"}]


@pytest.mark.requirement("focus-pain-17")
def test_a_tray_that_comes_later_takes_the_icon_and_the_closed_window(
    bare: VirtualDesktop, profile: Path
) -> None:
    with Running(bare, profile).ready() as spindle:
        bare.start_tray()
        wait_until(lambda: bare.screen.has_icon_of("spindle"), "the icon in the tray")
        spindle.keys("ctrl+w")
        bare.screen.wait_until_gone("Spindle")
        bare.notifications.wait_for("Spindle is still here")
        spindle.picture("desktop-late-tray")
        assert spindle.process.poll() is None


@pytest.mark.requirement("focus-pain-17")
def test_a_tray_that_crashes_leaves_a_hidden_window_that_a_second_start_raises(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    with Running(desktop, profile, clock=clock).ready() as spindle:
        begin_block(spindle)
        spindle.keys("ctrl+w")
        desktop.screen.wait_until_gone("Spindle")
        desktop.stop_tray()
        again = subprocess.run([SPINDLE, "--profile", profile], env=desktop.env, check=False)
        assert again.returncode == 0
        assert spindle.window
        spindle.wait_for("Draw the cell")
        spindle.picture("desktop-tray-crashed")
        assert spindle.rows("SELECT ended FROM session") == [{"ended": None}]


def begin_block(spindle: Running) -> None:
    """Ten minutes, the first ever."""
    spindle.keys("ctrl+2")
    spindle.wait_for("Start 10 minutes")
    spindle.type("Draw the cell")
    spindle.keys("Return")
    spindle.wait_for_row("SELECT * FROM session WHERE ended IS NULL")
