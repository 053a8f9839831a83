"""Starts that go wrong, starts in the tray, and a tray that leaves."""

import configparser
import os
import shlex
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.aloud import AT
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.running import Running, TestClock
from tests.helpers.status_notifier import StatusNotifierHost
from tests.helpers.waiting import wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.requirement("focus-pain-17"),
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11"),
]


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
def clock(tmp_path: Path) -> TestClock:
    return TestClock(tmp_path / "clock.json", "2026-03-10T09:00")


def test_a_start_that_died_at_once_is_followed_by_one_without_the_desktop(
    desktop: VirtualDesktop, tmp_path: Path, clock: TestClock
) -> None:
    profile = tmp_path / "profile"
    with Running(desktop, profile, clock=clock).ready() as spindle:
        wait_until(lambda: desktop.screen.has_icon_of("spindle"), "the icon")
        spindle.kill()
    with Running(desktop, profile, "--hidden", clock=clock).ready() as spindle:
        spindle.wait_for("Spindle has started without tray, notifications and global keys.")
        spindle.picture("safe-start")
        assert not desktop.screen.has_icon_of("spindle")
        end_a_block(spindle, clock)
        spindle.wait_for("Block 1 of 4 done")
        assert "This desktop shows no notifications" not in spindle.text()
        assert not desktop.notifications.received()
        # By now it has lived for ten seconds of its clock.
        wait_until(lambda: not (profile / "starting").exists(), "the start to count as a good one")
        spindle.quit()
    with Running(desktop, profile, clock=clock).ready() as spindle:
        wait_until(lambda: desktop.screen.has_icon_of("spindle"), "the icon again")
        assert "without tray" not in spindle.text()


def test_the_row_of_a_safe_start_has_them_back(
    desktop: VirtualDesktop, tmp_path: Path, clock: TestClock
) -> None:
    profile = tmp_path / "profile"
    with Running(desktop, profile, clock=clock).ready() as spindle:
        spindle.kill()
    with Running(desktop, profile, clock=clock).ready() as spindle:
        spindle.wait_for("Start again")
        spindle.keys("alt+1")
        wait_until(lambda: spindle.process.poll() is not None, "the end")
        wait_until(lambda: desktop.screen.has_icon_of("spindle"), "the icon again")
        again = desktop.screen.process_of(desktop.screen.wait_for_window("Spindle"))
        os.kill(again, signal.SIGTERM)  # a bare system has no program to do it
        wait_until(lambda: not Path(f"/proc/{again}").exists(), "the end of that one")


def test_the_entry_that_the_switch_writes_starts_spindle_in_the_tray(
    desktop: VirtualDesktop, tmp_path: Path, clock: TestClock
) -> None:
    folder, profile = desktop.home / ".config" / "autostart", tmp_path / "profile"
    with Running(desktop, profile, clock=clock).ready() as spindle:
        spindle.keys("ctrl+comma")
        spindle.wait_for("Start with the computer")
        wait_until(lambda: desktop.screen.has_icon_of("spindle"), "the icon")
        spindle.keys("ctrl+1", "ctrl+comma")  # the page looks again when it is opened
        tab_to(spindle, "Start with the computer")
        spindle.keys("space")
        wait_until(lambda: any(folder.glob("spindle-*.desktop")), "the entry")
        spindle.quit()
    written = configparser.ConfigParser(interpolation=None)
    written.read(folder.glob("spindle-*.desktop"))
    started = shlex.split(written["Desktop Entry"]["Exec"].replace("%%", "%"))
    assert started[-3:] == ["--profile", str(profile), "--hidden"]
    with Running(desktop, tmp_path / "other", "--hidden", clock=clock) as spindle:
        spindle.wait_for_log("reached-out")
        wait_until(lambda: desktop.screen.has_icon_of("spindle"), "the icon")
        clock.set(rate=600)  # ten minutes a second
        clock.set(rate=1)
        assert desktop.screen.window("Spindle") is None


def test_a_hidden_start_without_a_tray_shows_itself_after_a_minute(
    bare: VirtualDesktop, tmp_path: Path, clock: TestClock
) -> None:
    with Running(bare, tmp_path / "profile", "--hidden", clock=clock) as spindle:
        spindle.wait_for_log("reached-out")
        assert bare.screen.window("Spindle") is None
        clock.set(rate=60)
        assert bare.screen.wait_for_window("Spindle")
        clock.set(rate=1)
        spindle.wait_for("This desktop shows no tray icon")


def test_a_tray_that_leaves_for_good_brings_the_hidden_window(
    desktop: VirtualDesktop, tmp_path: Path, clock: TestClock
) -> None:
    with Running(desktop, tmp_path / "profile", clock=clock).ready() as spindle:
        wait_until(lambda: desktop.screen.has_icon_of("spindle"), "the icon")
        spindle.keys("ctrl+w")
        desktop.screen.wait_until_gone("Spindle")
        desktop.stop_tray()
        clock.set(rate=60)
        assert desktop.screen.wait_for_window("Spindle")
        clock.set(rate=1)
        spindle.wait_for("The tray is gone, so Spindle has opened its window.")


def test_a_tray_that_crashes_and_returns_has_the_icon_again(
    desktop: VirtualDesktop, tmp_path: Path, clock: TestClock
) -> None:
    with Running(desktop, tmp_path / "profile", clock=clock).ready() as spindle:
        wait_until(lambda: desktop.screen.has_icon_of("spindle"), "the icon")
        spindle.keys("ctrl+w")
        desktop.screen.wait_until_gone("Spindle")
        desktop.stop_tray()
        desktop.start_tray()
        wait_until(lambda: desktop.screen.has_icon_of("spindle"), "the icon again", 20)
        clock.set(rate=60)
        clock.set(rate=1)
        assert desktop.screen.window("Spindle") is None


def test_a_panel_on_the_bus_that_crashes_and_returns_has_the_icon_again(
    bare: VirtualDesktop, tmp_path: Path, clock: TestClock
) -> None:
    address = bare.env["DBUS_SESSION_BUS_ADDRESS"]
    with Running(bare, tmp_path / "profile", clock=clock) as spindle:
        with StatusNotifierHost(address) as panel:
            spindle.ready()
            wait_until(lambda: panel.items, "the icon in the panel", 20)
        with StatusNotifierHost(address) as again:
            wait_until(lambda: again.items, "the icon in the panel that is back", 20)
            again.click()


def end_a_block(spindle: Running, clock: TestClock) -> None:
    spindle.keys("ctrl+2")
    spindle.wait_for("Start 10 minutes")
    spindle.keys("Return")
    spindle.wait_for_row("SELECT * FROM session WHERE ended IS NULL")
    spindle.keys("ctrl+1")
    clock.set(rate=600)
    spindle.wait_for_row("SELECT * FROM session WHERE active >= planned")
    clock.set(rate=1)


def tab_to(spindle: Running, name: str) -> None:
    """Press Tab until a control has the keyboard."""
    for _ in range(40):
        before = at(spindle)
        if before == name:
            return
        spindle.keys("Tab")
        wait_until(lambda before=before: at(spindle) != before, "the next control")  # type: ignore[misc]
    raise AssertionError(name)


def at(spindle: Running) -> str:
    """The name of the control that has the keyboard."""
    return spindle.text().partition(f"{AT} ")[2].partition("\n")[0]
