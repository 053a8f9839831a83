"""A clock that also says how to wait for it with timers of the real machine."""

from typing import Protocol

from spindle.core.clock import Clock


class PacedClock(Clock, Protocol):
    """What alarms, reminders and the wake watch are built on."""

    @property
    def pace(self) -> float:
        """Clock microseconds in one real microsecond: 1 but for a test clock."""
        ...

    @property
    def look_again(self) -> int:
        """The longest real wait (µs) after which to read the clock again."""
        ...
