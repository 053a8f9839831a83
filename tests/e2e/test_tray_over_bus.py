"""A panel that takes icons over D-Bus: Spindle's icon, its menu and what a click does."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.desktop import VirtualDesktop
from tests.helpers.running import Running, TestClock
from tests.helpers.status_notifier import StatusNotifierHost
from tests.helpers.waiting import wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11"),
]


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    """No tray of X: only the panel's."""
    with VirtualDesktop(tray=False) as made:
        yield made


@pytest.fixture
def clock(tmp_path: Path) -> TestClock:
    return TestClock(tmp_path / "clock.json", "2026-03-10T09:00")


def panel(desktop: VirtualDesktop) -> StatusNotifierHost:
    return StatusNotifierHost(desktop.env["DBUS_SESSION_BUS_ADDRESS"])


def test_a_block_is_seen_and_stopped_from_a_panel_on_the_bus(
    desktop: VirtualDesktop, tmp_path: Path, clock: TestClock
) -> None:
    with panel(desktop) as host, Running(desktop, tmp_path / "profile", clock=clock) as spindle:
        spindle.ready()
        wait_until(lambda: host.items, "an icon in the panel")
        idle = host.facts()["IconPixmap"]
        assert idle
        spindle.keys("ctrl+2")
        spindle.wait_for("Start 10 minutes")
        spindle.keys("Return")
        spindle.wait_for_row("SELECT 1 FROM session WHERE ended IS NULL")
        wait_until(lambda: host.facts()["IconPixmap"] != idle, "the picture of a running block")
        assert "Stop" in " ".join(host.menu())
        host.choose(next(line for line in host.menu() if line.startswith("Stop")))
        spindle.wait_for_row("SELECT 1 FROM session WHERE ended IS NOT NULL")


def test_a_click_in_the_panel_brings_the_window_back(
    desktop: VirtualDesktop, tmp_path: Path, clock: TestClock
) -> None:
    with panel(desktop) as host, Running(desktop, tmp_path / "profile", clock=clock) as spindle:
        spindle.ready()
        wait_until(lambda: host.items, "an icon in the panel")
        spindle.keys("ctrl+w")
        desktop.screen.wait_until_gone("Spindle")
        host.click()
        assert spindle.window


def test_a_panel_that_comes_later_still_gets_the_icon(
    desktop: VirtualDesktop, tmp_path: Path, clock: TestClock
) -> None:
    with Running(desktop, tmp_path / "profile", clock=clock).ready(), panel(desktop) as host:
        wait_until(lambda: host.items, "an icon in the panel that came later", 20)
