"""The mini timer under a real window manager: above others, dragged, ticking, and gone again."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers import stranger
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.running import Running, TestClock
from tests.helpers.screen import Window
from tests.helpers.waiting import wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11"),
]


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as made:
        yield made


@pytest.fixture
def clock(tmp_path: Path) -> TestClock:
    return TestClock(tmp_path / "clock.json", "2026-03-10T09:00")


def begin_and_hide(spindle: Running) -> Window:
    """A block runs and the window is closed into the tray: the mini timer."""
    spindle.keys("ctrl+2")
    spindle.wait_for("Start ")
    spindle.type("Draw the cell")
    spindle.keys("Return")
    spindle.wait_for_row("SELECT * FROM session WHERE ended IS NULL")
    spindle.keys("ctrl+w")
    mini = spindle.desktop.screen.wait_for_window("Mini timer")
    spindle.desktop.screen.wait_until_gone("Draw the cell")
    return mini


def test_it_stays_above_the_window_that_is_worked_in(
    desktop: VirtualDesktop, tmp_path: Path, clock: TestClock
) -> None:
    with Running(desktop, tmp_path / "profile", clock=clock).ready() as spindle:
        desktop.start(sys.executable, stranger.__file__, "Paper")
        paper = desktop.screen.wait_for_window("Paper")
        desktop.screen.focus(spindle.window)
        mini = begin_and_hide(spindle)
        assert (mini.width, mini.height) == (320, 96)
        desktop.screen.focus(paper)
        assert desktop.screen.active() == paper.id
        assert desktop.screen.is_above(mini, paper)
        spindle.picture("mini-above")


@pytest.mark.requirement("focus-row-43")
def test_it_takes_no_keys_when_it_appears_and_counts_each_second(
    desktop: VirtualDesktop, tmp_path: Path
) -> None:
    with Running(desktop, tmp_path / "profile").ready() as spindle:
        desktop.start(sys.executable, stranger.__file__, "Paper", log="paper")
        paper = desktop.screen.wait_for_window("Paper")
        desktop.screen.focus(spindle.window)
        mini = begin_and_hide(spindle)
        wait_until(
            lambda: desktop.screen.active() == paper.id, "the other program to have the keys"
        )
        desktop.screen.type("on")
        wait_until(
            lambda: "on" in desktop.log("paper").read_text(), "the keys of the other program"
        )
        seen: set[bytes] = set()

        def shown() -> int:
            desktop.screen.picture(tmp_path / "mini.png", mini)
            seen.add((tmp_path / "mini.png").read_bytes())
            return len(seen)

        wait_until(lambda: shown() >= 3, "three different seconds", 6)


def test_it_is_dragged_anywhere_and_comes_back_there(
    desktop: VirtualDesktop, tmp_path: Path, clock: TestClock
) -> None:
    screen = desktop.screen
    with Running(desktop, tmp_path / "profile", clock=clock).ready() as spindle:
        mini = begin_and_hide(spindle)
        screen.drag(mini, by=(60, 80), to=(200, 100))
        screen.drag(mini, by=(60, 80), to=(400, 300))
        # A double click brings the window, and the mini timer goes.
        desktop.run("xdotool", "mousemove", "440", "370", "click", "--repeat", "2", "1")
        screen.wait_for_window("Draw the cell")
        screen.wait_until_gone("Mini timer")
        spindle.keys("ctrl+w")
        again = screen.wait_for_window("Mini timer")
        assert screen.place_of(again) == (400, 300)
        spindle.quit()
    with Running(desktop, tmp_path / "profile", clock=clock).ready() as spindle:
        spindle.keys("alt+2")  # the block that was cut off is no work
        assert screen.place_of(begin_and_hide(spindle)) == (400, 300)


def test_rate_in_the_notification_brings_the_hidden_window(
    desktop: VirtualDesktop, tmp_path: Path, clock: TestClock
) -> None:
    with Running(desktop, tmp_path / "profile", clock=clock).ready() as spindle:
        begin_and_hide(spindle)
        clock.set(rate=600)
        desktop.notifications.wait_for("Block 1 of 4 done")
        clock.set(rate=1)
        desktop.notifications.press("Rate")
        assert spindle.window
        spindle.wait_for("How did it go?")
