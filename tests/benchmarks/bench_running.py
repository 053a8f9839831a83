"""What the whole program costs while it is there: memory with Today open, a block that runs.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

import json
import sqlite3
import tempfile
import threading
from contextlib import closing
from pathlib import Path
from statistics import median

import psutil

from spindle.core.general import MINI_TIMER
from spindle.storage.schema import DATABASE_NAME
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.measured import SPINDLE, Cost, Program, cost, demo_profile, spindle
from tests.helpers.waiting import now, wait_until

Row = tuple[str, float, float, str]

TIMES = 1
"""Each run watches for most of a minute; its figures are means already."""

SETTLING_S = 5.0
SHOWN_S = 20.0
HIDDEN_S = 30.0
ASKED = 20


def memory(program: Program) -> float:
    """MiB that would be free again without the program and its children."""
    root = psutil.Process(program.process.pid)
    family = [root, *root.children(recursive=True)]
    return float(sum(each.memory_full_info().pss for each in family)) / 2**20


def begin_block(desktop: VirtualDesktop) -> None:
    """Start a block by keyboard; the window's title tells that it runs."""
    screen = desktop.screen
    screen.focus(screen.wait_for_window("Spindle"))
    screen.keys("ctrl+2")
    screen.type("Measure")
    screen.keys("Return")
    screen.wait_for_window("Measure")


def rows() -> list[Row]:
    """Measure two runs of the program; takes about two minutes.

    With the window hidden the mini timer is what can be seen, and draws once a second: that is the
    default. The tray alone draws far less.
    """
    today, shown, mini, asked = _run(mini_timer=True)
    tray_alone = _run(mini_timer=False)[2]
    return [
        ("memory (PSS), Today open, demo profile", 100, today, "MiB"),
        ("command line: spindle status while running, whole process", 80, asked, "ms"),
        ("timer running, window shown: CPU", 1, shown.percent, "% of a core"),
        ("timer running, window hidden: CPU", 0.5, tray_alone.percent, "% of a core"),
        (
            "timer running, window hidden: wake-ups of all threads",
            2,
            tray_alone.wakes,
            "a second",
        ),
        ("timer running, mini timer shown: CPU", 0.5, mini.percent, "% of a core"),
        ("timer running, mini timer shown: wake-ups of all threads", 2, mini.wakes, "a second"),
    ]


def status(desktop: VirtualDesktop, profile: Path) -> float:
    """Milliseconds of one ``spindle status`` that the running one answers, median of twenty."""
    found = []
    for _ in range(ASKED):
        began = now()
        desktop.run(SPINDLE, "--profile", profile, "status")
        found.append(1000 * (now() - began))
    return median(found)


def _run(*, mini_timer: bool) -> tuple[float, Cost, Cost, float]:
    """MiB with Today open; the cost of a block with the window shown, then hidden; ms of status."""
    with (
        tempfile.TemporaryDirectory() as folder,
        VirtualDesktop() as desktop,
        spindle(desktop, _profile(Path(folder), mini_timer=mini_timer)) as program,
    ):
        program.told("reached-out")
        threading.Event().wait(SETTLING_S)
        today = memory(program)
        begin_block(desktop)
        threading.Event().wait(SETTLING_S)
        shown = cost(program.process.pid, SHOWN_S)
        desktop.screen.keys("ctrl+w")
        wait_until(lambda: not desktop.screen.window("Measure"), "the window to be hidden")
        threading.Event().wait(SETTLING_S)
        hidden = cost(program.process.pid, HIDDEN_S)
        assert program.process.poll() is None, "closing ended the program"
        answered = status(desktop, Path(folder))
    return today, shown, hidden, answered


def _profile(folder: Path, *, mini_timer: bool) -> Path:
    profile = demo_profile(folder)
    with closing(sqlite3.connect(profile / DATABASE_NAME)) as connection, connection:
        connection.execute(
            "INSERT OR REPLACE INTO setting (key, value, updated) VALUES (?, ?, 0)",
            (MINI_TIMER.key, json.dumps(mini_timer)),
        )
    return profile


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.2f} {unit} (target ≤ {target:g})")
