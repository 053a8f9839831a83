"""Notices that the machine slept, that somebody set its clock, or that it is in another zone."""

import sys
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import SLOT, QObject, QTimer, Slot

from spindle.adapters.pace import PacedClock
from spindle.core.clock import SECOND, Moment
from spindle.core.ports import Cancel

LOOK: Final = 15 * SECOND
_NOTABLE: Final = SECOND


class WakeWatch(QObject):
    """Implements ``spindle.core.ports.Wakes``. GUI thread.

    Every 15 s the hands of the clock are compared with those of the look before: a suspend parts
    boot from awake, a clock step parts wall from boot; a program that was merely stopped parts
    neither. On Linux logind tells of a resume at once; without it the look is enough.
    """

    def __init__(self, clock: PacedClock) -> None:
        super().__init__()
        self._clock = clock
        self._subscribers: list[Callable[[Moment], None]] = []
        self._last = clock.now()
        self._pace = clock.pace
        self._timer = QTimer(self)
        self._timer.setInterval(min(LOOK, clock.look_again) // 1000)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def start(self) -> None:
        """Listen to logind where there is one; after the first paint. Never raises."""
        if sys.platform == "linux":
            from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - not before first paint

            QDBusConnection.systemBus().connect(  # type: ignore[call-overload]  # SLOT gives a str
                "org.freedesktop.login1",
                "/org/freedesktop/login1",
                "org.freedesktop.login1.Manager",
                "PrepareForSleep",
                self,
                SLOT("prepare_for_sleep(bool)"),
            )

    def subscribe(self, woke: Callable[[Moment], None]) -> Cancel:
        """Call ``woke`` within 30 s of a resume, a clock step or a new zone."""
        self._subscribers.append(woke)

        def cancel() -> None:
            if woke in self._subscribers:
                self._subscribers.remove(woke)

        return cancel

    def stop(self) -> None:
        """Tell nobody any more."""
        self._timer.stop()
        self._subscribers.clear()

    @Slot()
    def look(self) -> None:
        """Compare the hands with the look before and tell of what is more than a second."""
        now, last = self._clock.now(), self._last
        slept = (now.boot - now.awake) - (last.boot - last.awake)
        stepped = (now.wall - now.boot) - (last.wall - last.boot)
        if (
            slept > _NOTABLE
            or abs(stepped) > _NOTABLE
            or now.zone != last.zone
            or self._clock.pace != self._pace
        ):
            self._tell(now)
        self._last = now

    @Slot(bool)
    def prepare_for_sleep(self, going: bool) -> None:  # noqa: FBT001 - logind's signature
        """Logind: the machine is about to sleep, or it woke."""
        if not going:
            self._tell(self._clock.now())

    def _tell(self, now: Moment) -> None:
        self._last, self._pace = now, self._clock.pace
        for woke in tuple(self._subscribers):
            woke(now)
