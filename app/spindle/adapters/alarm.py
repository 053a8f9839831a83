"""The one-shot alarm behind block ends and heartbeats."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer

from spindle.adapters.pace import PacedClock


class QtAlarm:
    """Implements ``spindle.core.ports.Alarm`` with one precise timer. GUI thread.

    Rings at most a few milliseconds late and never early by the awake hand: a timer that comes
    too soon is armed again. The program sleeps in between, waking once an hour at most.
    """

    def __init__(self, clock: PacedClock) -> None:
        self._clock = clock
        self._due = 0
        self._ring: Callable[[], None] | None = None
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._look)

    def set(self, delay: int, ring: Callable[[], None]) -> None:
        """Ring once after ``delay`` µs of awake time; replaces the one set before."""
        self._ring = ring
        self._due = self._clock.now().awake + max(0, delay)
        self._arm(max(0, delay))

    def clear(self) -> None:
        """Do not ring."""
        self._ring = None
        self._timer.stop()

    def _arm(self, left: int) -> None:
        wait = min(left / self._clock.pace, self._clock.look_again)
        self._timer.start(-int(-wait // 1000))

    def _look(self) -> None:
        left = self._due - self._clock.now().awake
        if left > 0:
            self._arm(left)
            return
        ring, self._ring = self._ring, None
        if ring is not None:
            ring()
