"""Reminders at every half hour, around both clock changes of three zones, awake and asleep.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

from PySide6.QtWidgets import QApplication

from tests.helpers.reminding import CHANGES, SLEEPS, live

Row = tuple[str, float, float, str]

TIMES = 1


def rows() -> list[Row]:
    """By the real scheduler and the look at the clocks, without a word from logind."""
    application = QApplication.instance() or QApplication(["reminders"])
    lives = [live(zone, change, sleep) for zone, change in CHANGES for sleep in SLEEPS.values()]
    del application
    rung = sum(len(days) for each in lives for days in each.rung.values())
    slowest = max(late for each in lives for late in each.late)
    return [
        ("reminders: not exactly once a local day", 0, sum(e.wrong for e in lives), f"of {rung}"),
        ("reminders: the latest after a resume", 30, slowest, "s"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:g} {unit} (target {target:g})")
