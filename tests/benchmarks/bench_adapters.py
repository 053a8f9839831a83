"""How soon a notification is there, and what waiting costs.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

import os
import subprocess
import sys
import threading
from statistics import median
from timeit import timeit

from spindle.adapters.system_clock import SystemClock
from tests.helpers import block_ends
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.measured import Cost, cost

Row = tuple[str, float, float, str]

RINGS = 15
IDLE_S = 20.0


def start(desktop: VirtualDesktop, rings: int) -> subprocess.Popen[str]:
    """Start a program with all adapters on a desktop."""
    path = os.pathsep.join(sys.path)
    return subprocess.Popen(
        [sys.executable, block_ends.__file__, str(rings)],
        env={**desktop.env, "PYTHONPATH": path},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def notification_delays(desktop: VirtualDesktop) -> list[float]:
    """From the moment a block was due to its ``Notify`` on the bus, in ms, per block."""
    program = start(desktop, RINGS)
    assert program.stdout is not None
    delays = []
    for _ in range(RINGS):
        title, due = program.stdout.readline().split(":")
        seen = desktop.notifications.wait_for(title)
        delays.append(seen.at * 1000 - int(due) / 1000)
    program.communicate()
    return delays


def idle(desktop: VirtualDesktop) -> Cost:
    """What a program costs that only waits."""
    program = start(desktop, 0)
    threading.Event().wait(3)
    taken = cost(program.pid, IDLE_S)
    program.communicate()
    return taken


def rows() -> list[Row]:
    """Measure all; takes about half a minute."""
    with VirtualDesktop(tray=False) as desktop:
        delays = notification_delays(desktop)
        waiting = idle(desktop)
    clock = SystemClock()
    reading = timeit(clock.now, number=20_000) / 20_000 * 1e6
    return [
        ("end of a block → Notify on the bus, median", 250, median(delays), "ms"),
        ("end of a block → Notify on the bus, worst of 15", 250, max(delays), "ms"),
        ("adapters waiting: wake-ups", 2, waiting.wakes, "a second"),
        ("adapters waiting: CPU", 0.5, waiting.percent, "% of a core"),
        ("reading the clock", 20, reading, "µs"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.2f} {unit} (target ≤ {target:g})")
