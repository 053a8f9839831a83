"""How soon a notification is there, and what waiting costs.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

import os
import subprocess
import sys
import threading
from pathlib import Path
from statistics import median
from timeit import timeit

import psutil

from spindle.adapters.system_clock import SystemClock
from tests.helpers import block_ends
from tests.helpers.desktop import VirtualDesktop

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


def idle(desktop: VirtualDesktop) -> tuple[float, float]:
    """Wake-ups a second and percent of a core of a program that only waits."""
    program = start(desktop, 0)
    process = psutil.Process(program.pid)
    threading.Event().wait(3)
    before, busy = wakes(program.pid), sum(process.cpu_times()[:2])
    threading.Event().wait(IDLE_S)
    after, busier = wakes(program.pid), sum(process.cpu_times()[:2])
    program.communicate()
    return (after - before) / IDLE_S, 100 * (busier - busy) / IDLE_S


def wakes(pid: int) -> int:
    """How often any thread of a process has gone to sleep so far."""
    statuses = Path(f"/proc/{pid}/task").glob("*/status")
    lines = (line for status in statuses for line in status.read_text().splitlines())
    return sum(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt"))


def rows() -> list[Row]:
    """Measure all; takes about half a minute."""
    with VirtualDesktop(tray=False) as desktop:
        delays = notification_delays(desktop)
        woken, percent = idle(desktop)
    clock = SystemClock()
    reading = timeit(clock.now, number=20_000) / 20_000 * 1e6
    return [
        ("end of a block → Notify on the bus, median", 250, median(delays), "ms"),
        ("end of a block → Notify on the bus, worst of 15", 250, max(delays), "ms"),
        ("adapters waiting: wake-ups", 2, woken, "a second"),
        ("adapters waiting: CPU", 0.5, percent, "% of a core"),
        ("reading the clock", 20, reading, "µs"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.2f} {unit} (target ≤ {target:g})")
