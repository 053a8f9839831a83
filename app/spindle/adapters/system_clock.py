"""The machine's clock: wall, awake and boot hands, and the zone in force."""

import threading
from typing import Final

from spindle.adapters import hands, zone
from spindle.core.clock import HOUR, SECOND, Moment, offset_at

_UNDISTURBED: Final = 10_000
_SUSPENDED: Final = 100_000


class SystemClock:
    """Implements ``Clock`` and ``PacedClock``. Callable from any thread."""

    pace: float = 1.0
    look_again: int = HOUR

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._asleep = 0
        self._looked = -SECOND
        self._signature: tuple[object, ...] = ()
        self._zone = "UTC"

    def now(self) -> Moment:
        """Read all hands; a zone change is noticed within a second of the next reading."""
        with self._lock:
            awake, asleep = self._hands()
            if awake - self._looked >= SECOND:
                self._looked = awake
                self._look()
            wall = hands.wall()
            return Moment(
                wall=wall,
                awake=awake,
                boot=awake + asleep,
                zone=self._zone,
                offset=offset_at(wall, self._zone),
            )

    def _hands(self) -> tuple[int, int]:
        """The awake hand, and how long the machine has been suspended since it started.

        Two counters cannot be read at once. The difference is taken over only from an
        undisturbed reading and only when it grew by what a suspend takes, so that the two hands
        keep their distance exactly while the machine is awake.
        """
        awake = hands.awake()
        boot = hands.boot()
        after = hands.awake()
        if after - awake < _UNDISTURBED and boot - awake - self._asleep > _SUSPENDED:
            self._asleep = boot - awake
        return after, self._asleep

    def _look(self) -> None:
        signature = zone.signature()
        if signature != self._signature:
            self._signature = signature
            self._zone = zone.local_zone()
