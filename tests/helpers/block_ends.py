"""A program whose alarm rings a few times; each ring shows a notification.

It prints, per ring, its name and when it was due on the real clock (µs), and ends when its input
is closed.
"""

import sys

from PySide6.QtCore import QCoreApplication, QSocketNotifier

from spindle.adapters.alarm import QtAlarm
from spindle.adapters.notify import DesktopNotifier
from spindle.adapters.notify_linux import BusNotifications
from spindle.adapters.reminders import ScheduledReminders
from spindle.adapters.system_clock import SystemClock
from spindle.adapters.wake import WakeWatch
from spindle.core.clock import SECOND
from spindle.core.ports import Action, Notification
from spindle.ui.post import QtPost
from tests.helpers.fakes import FakeNotifier


class BlockEnds:
    """All adapters as the program has them, and an alarm for ``rings`` blocks."""

    def __init__(self, rings: int) -> None:
        self._clock = SystemClock()
        self._alarm = QtAlarm(self._clock)
        self._notifier = DesktopNotifier(
            BusNotifications(), FakeNotifier(), self._clock, lambda: None
        )
        self._watch = WakeWatch(self._clock)
        self._post = QtPost()
        self._reminders = ScheduledReminders(
            self._clock, self._post, self._watch, known={"evening"}
        )
        self._rings = rings
        self._due = 0

    def start(self) -> None:
        """Open what the program opens after its first paint, and set the first alarm."""
        self._watch.start()
        self._notifier.start()
        self._reminders.daily("evening", 22 * 60, lambda _planned, _now: None)
        self._next()

    def stop(self) -> None:
        """End all threads."""
        self._reminders.stop()
        self._watch.stop()
        self._notifier.stop()
        self._post.stop()

    def _next(self) -> None:
        if self._rings:
            self._rings -= 1
            self._due = self._clock.now().awake + SECOND // 5
            self._alarm.set(SECOND // 5, self._ring)

    def _ring(self) -> None:
        actions = (Action("rate", "Rate"), Action("later", "Later"))
        title = f"Block {self._rings}"
        self._notifier.show(
            Notification(purpose="focus", title=title, actions=actions, resident=True),
            lambda _: None,
        )
        print(title, self._due, sep=":", flush=True)  # noqa: T201 - the benchmark reads it
        self._next()


def main() -> None:
    """Run until the input is closed."""
    program = QCoreApplication(sys.argv)
    blocks = BlockEnds(int(sys.argv[1]))
    blocks.start()
    hangs_up = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    hangs_up.activated.connect(program.quit)
    program.exec()
    blocks.stop()


if __name__ == "__main__":
    main()
