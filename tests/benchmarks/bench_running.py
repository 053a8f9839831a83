"""What the whole program costs while it is there: memory with Today open, a block that runs.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

import tempfile
import threading
from pathlib import Path

import psutil

from tests.helpers.desktop import VirtualDesktop
from tests.helpers.measured import Program, cost, demo_profile, spindle
from tests.helpers.waiting import wait_until

Row = tuple[str, float, float, str]

SETTLING_S = 5.0
SHOWN_S = 20.0
HIDDEN_S = 30.0


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
    """Measure one run of the program; takes about a minute."""
    with (
        tempfile.TemporaryDirectory() as folder,
        VirtualDesktop() as desktop,
        spindle(desktop, demo_profile(Path(folder))) as program,
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
    return [
        ("memory (PSS), Today open, demo profile", 100, today, "MiB"),
        ("timer running, window shown: CPU", 1, shown.percent, "% of a core"),
        ("timer running, window hidden: CPU", 0.5, hidden.percent, "% of a core"),
        ("timer running, window hidden: wake-ups of all threads", 2, hidden.wakes, "a second"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.2f} {unit} (target ≤ {target:g})")
