"""Twenty double-clicks at once: how many programs and icons come of it, and how soon.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

import tempfile
from pathlib import Path

from tests.helpers.desktop import VirtualDesktop
from tests.helpers.measured import SPINDLE, demo_profile
from tests.helpers.waiting import now, wait_until

Row = tuple[str, float, float, str]

STARTS = 20


def rows() -> list[Row]:
    """Measure; takes some seconds."""
    with tempfile.TemporaryDirectory() as folder, VirtualDesktop() as desktop:
        profile, screen = demo_profile(Path(folder)), desktop.screen
        began = now()
        started = [
            desktop.start(SPINDLE, "--profile", profile, log=f"start-{number}")
            for number in range(STARTS)
        ]
        wait_until(lambda: sum(one.poll() is None for one in started) == 1, "one to stay", 60)
        [first] = [one for one in started if one.poll() is None]
        wait_until(lambda: screen.process_in_front() == first.pid, "its window in front", 30)
        took = now() - began
        wait_until(lambda: screen.icons_of("spindle"), "the icon", 30)
        programs = sum(one.poll() is None for one in started)
        icons = screen.icons_of("spindle")
    return [
        ("20 starts at once: programs", 1, programs, ""),
        ("20 starts at once: tray icons", 1, icons, ""),
        ("20 starts at once → one window in front, the others gone", 10, took, "s"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.2f} {unit} (target ≤ {target:g})")
