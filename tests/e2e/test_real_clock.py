"""The machine's own clock, no test's: it is set back and forward, and the program is held still.

libfaketime stands between the programs and the wall clock; the other two hands stay the machine's.
"""

import os
import re
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from spindle.core.clock import HOUR, SECOND
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.running import Running
from tests.helpers.waiting import now, wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11"),
]

RUNNING: Final = "SELECT * FROM session WHERE ended IS NULL"
ENDED: Final = "SELECT * FROM session WHERE ended IS NOT NULL"
STEPS: Final = "SELECT step FROM clock_step ORDER BY updated"
LOOK: Final = 20
"""Seconds within which a step is noticed."""
SLACK: Final = 2 * SECOND


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray=False) as made:
        yield made


class WallClock:
    """Can be set while a program runs by it."""

    def __init__(self, desktop: VirtualDesktop) -> None:
        said = desktop.run("faketime", "-f", "+0", "env")
        [library] = re.findall(r"^LD_PRELOAD=(.+)$", said, re.MULTILINE)
        self._orders = desktop.folder / "wall"
        self.set(hours=0)
        self.env = {
            "LD_PRELOAD": library,
            "FAKETIME_TIMESTAMP_FILE": str(self._orders),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Its mend of an old C library makes every wait of this one slow.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
        }

    def set(self, *, hours: int) -> None:
        fresh = self._orders.with_suffix(".new")
        fresh.write_text(f"{hours * 3600:+d}\n")
        fresh.replace(self._orders)


def begin(spindle: Running) -> None:
    spindle.keys("ctrl+2")
    spindle.wait_for("Start ")
    spindle.type("Draw the cell")
    spindle.keys("Return")
    spindle.wait_for_row(RUNNING)


@pytest.mark.skipif(shutil.which("faketime") is None, reason="no libfaketime")
def test_a_clock_that_is_set_back_and_forward_makes_a_block_neither_longer_nor_shorter(
    desktop: VirtualDesktop, tmp_path: Path
) -> None:
    wall = WallClock(desktop)
    with Running(desktop, tmp_path / "profile", env=wall.env).ready() as spindle:
        began = now()
        begin(spindle)
        wall.set(hours=-1)
        spindle.wait_for_row(STEPS, seconds=LOOK)
        wall.set(hours=3)
        spindle.keys("x")
        block = spindle.wait_for_row(ENDED)
        took = int((now() - began) * SECOND)
        assert 0 < block["active"] <= took
        assert block["ended"] - block["started"] <= took
        assert abs(block["ended"] - block["started"] - block["active"]) < SLACK
        first, *rest = (row["step"] for row in spindle.rows(STEPS))
        assert abs(first + HOUR) < SLACK
        assert all(abs(step - 4 * HOUR) < SLACK for step in rest)
        spindle.kill()


def test_a_program_that_stood_still_has_worked_on_and_tells_the_right_time(
    desktop: VirtualDesktop, tmp_path: Path
) -> None:
    """A stopped process is no sleep of the machine: nobody was away."""
    with Running(desktop, tmp_path / "profile").ready() as spindle:
        begin(spindle)
        window = desktop.screen.wait_for_window("Draw the cell")
        program = desktop.screen.process_of(window)
        os.kill(program, signal.SIGSTOP)
        still = now()
        wait_until(lambda: now() - still > 3, "three seconds")
        os.kill(program, signal.SIGCONT)
        [row] = spindle.rows(RUNNING)
        wait_until(lambda: "left in this block" in spindle.text(), "the page")
        spindle.keys("x")
        block = spindle.wait_for_row(ENDED)
        assert block["id"] == row["id"]
        assert block["active"] >= 3 * SECOND
        assert block["ended"] - block["started"] == block["active"]
        assert not spindle.rows("SELECT * FROM gap")
        assert not spindle.rows(STEPS)
