"""How soon the whole program tells the desktop that a block is over.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

import os
import sqlite3
import sys
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from statistics import median

from spindle.adapters.system_clock import SystemClock
from spindle.storage.schema import DATABASE_NAME
from tests.helpers import busy
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.measured import SPINDLE, Program, demo_profile
from tests.helpers.notifications import Notification, NotificationDaemon
from tests.helpers.waiting import now, wait_until

Row = tuple[str, float, float, str]

BLOCKS = 15
LENGTH_S = 2
_BUSY = "end of a block → notification at the daemon, window busy in bursts of 200 ms"


def shorten_blocks(file: Path) -> None:
    """Let a block last seconds, as typed in the settings."""
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute(
            "INSERT OR REPLACE INTO setting (key, value, updated) VALUES (?, ?, 0)",
            ("focus.even_block", str(LENGTH_S)),
        )


def due(file: Path, title: str) -> float:
    """When the block of that title is over, in seconds of the real clock."""
    ahead = SystemClock().now().wall / 1e6 - now()
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        started, planned = connection.execute(
            "SELECT started, planned FROM session WHERE title = ?", (title,)
        ).fetchone()
    return float(started + planned) / 1e6 - ahead


def delays(desktop: VirtualDesktop, file: Path) -> list[float]:
    """From the end of a block to its notification at the daemon, in ms, block after block."""
    screen, told, found = desktop.screen, desktop.notifications, []
    window = screen.wait_for_window("Spindle")
    desktop.turn_away()  # starts the other program
    for number in range(BLOCKS):
        screen.focus(window)
        title, before = f"Measured {number}", len(told.received())
        screen.keys("ctrl+2")
        screen.type(title)
        screen.keys("Return")
        screen.wait_for_window(title)
        desktop.turn_away()  # while the window is in front its own row says it
        found.append(1000 * (end_told(told, before).at - due(file, title)))
        screen.focus(window)
        screen.keys("x")
        screen.wait_until_gone(title)
    return found


def end_told(daemon: NotificationDaemon, before: int) -> Notification:
    """The notification of a block's end, as soon as it is there, ``before`` earlier ones aside."""

    def newest() -> Notification | None:
        return next((each for each in daemon.received()[before:] if "done" in each.summary), None)

    found = wait_until(newest, "the end of a block")
    assert found is not None
    return found


def delays_of(*command: str | Path, env: Mapping[str, str] | None = None) -> list[float]:
    """The delays of a program on the demo profile, which it gets as its last argument."""
    with tempfile.TemporaryDirectory() as folder, VirtualDesktop() as desktop:
        profile = demo_profile(Path(folder))
        file = profile / DATABASE_NAME
        shorten_blocks(file)
        with Program(desktop, *command, "--log-json", "--profile", profile, env=env) as program:
            program.told("reached-out")
            return delays(desktop, file)


def rows() -> list[Row]:
    """Measure; takes two minutes."""
    found = delays_of(SPINDLE)
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    busy_found = delays_of(sys.executable, busy.__file__, env=path)
    return [
        ("end of a block → notification at the daemon, median", 250, median(found), "ms"),
        ("end of a block → notification at the daemon, worst of 15", 250, max(found), "ms"),
        (f"{_BUSY}, median", 250, median(busy_found), "ms"),
        (f"{_BUSY}, worst of 15", 250, max(busy_found), "ms"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.2f} {unit} (target ≤ {target:g})")
