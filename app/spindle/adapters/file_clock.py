"""A clock that a test moves from outside by writing a file: for running programs under test.

The file is JSON; every key may be missing, and all of them are totals, not steps to take:

- ``wall``: µs added to the real time, or a local start such as ``"2026-11-23T22:00"``;
- ``suspend``: µs the machine has been suspended so far (wall and boot hands, not the awake one);
- ``step``: µs the wall clock has been set forward, or back when negative;
- ``zone``: IANA name;
- ``rate``: how many times faster than real time all hands run.
"""

import json
import os
import threading
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from spindle.adapters import hands, zone
from spindle.adapters.system_clock import SystemClock
from spindle.core.clock import Moment, instant, offset_at

VARIABLE: Final = "SPINDLE_TEST_CLOCK"
LOOK_AGAIN: Final = 50_000


class TestClockRefusedError(Exception):
    """Somebody asked for a test clock on the user's own profile."""

    __test__ = False

    def __init__(self) -> None:
        super().__init__(f"{VARIABLE} works only together with --profile.")


def clock_for(environment: Mapping[str, str], *, allowed: bool) -> "SystemClock | FileClock":
    """The clock to run by: the machine's, or the one a test asks for.

    Args:
        environment: Where ``SPINDLE_TEST_CLOCK`` may name a file.
        allowed: Whether a profile of its own was given.

    Raises:
        TestClockRefusedError: a test clock without a profile of its own.
    """
    path = environment.get(VARIABLE)
    if not path:
        return SystemClock()
    if not allowed:
        raise TestClockRefusedError
    return FileClock(Path(path))


class _Orders(NamedTuple):
    wall: int | str = 0
    suspend: int = 0
    step: int = 0
    zone: str = ""
    rate: float = 1.0


class FileClock:
    """Implements ``Clock`` and ``PacedClock``. Callable from any thread.

    A file that is missing, half written or wrong changes nothing.
    """

    look_again: int = LOOK_AGAIN

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._orders = _Orders()
        self._seen: tuple[int, ...] | None = None
        self._moment = SystemClock().now()
        self._real = hands.awake()

    @property
    def pace(self) -> float:
        """Clock microseconds in one real microsecond."""
        return self._orders.rate

    def now(self) -> Moment:
        """Read all hands, and the file if it was written since."""
        with self._lock:
            self._run()
            self._obey()
            return self._moment

    def _run(self) -> None:
        """Let the time since the last reading pass at the pace in force."""
        real = hands.awake()
        passed = round((real - self._real) * self._orders.rate)
        self._real = real
        self._move(wall=passed, awake=passed, boot=passed)

    def _obey(self) -> None:
        try:
            status = os.stat(self._path)  # noqa: PTH116 - called at every reading
            seen = status.st_mtime_ns, status.st_size, status.st_ino
            if seen == self._seen:
                return
            orders = _read(self._path)
        except (OSError, ValueError, TypeError, OverflowError):
            return
        self._seen = seen
        old, self._orders = self._orders, orders
        if orders.zone:
            self._moment = self._moment._replace(zone=orders.zone)
        if orders.wall != old.wall:
            self._move(wall=self._set_wall(old.wall, orders.wall))
        asleep = max(0, orders.suspend - old.suspend)
        self._move(wall=asleep + orders.step - old.step, boot=asleep)

    def _set_wall(self, old: int | str, new: int | str) -> int:
        if isinstance(new, str):
            return instant(datetime.fromisoformat(new), self._moment.zone) - self._moment.wall
        return new - (old if isinstance(old, int) else 0)

    def _move(self, *, wall: int = 0, awake: int = 0, boot: int = 0) -> None:
        at = self._moment
        self._moment = Moment(
            wall=at.wall + wall,
            awake=at.awake + awake,
            boot=at.boot + boot,
            zone=at.zone,
            offset=offset_at(at.wall + wall, at.zone),
        )


def _read(path: Path) -> _Orders:
    """The orders in the file.

    Raises:
        ValueError, TypeError, OverflowError: it is not what it should be.
        OSError: it cannot be read.
    """
    orders = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(orders, dict):
        raise TypeError("not an object")
    wall, name, rate = orders.get("wall", 0), str(orders.get("zone", "")), orders.get("rate", 1)
    if isinstance(wall, str):
        if datetime.fromisoformat(wall).tzinfo is not None:
            raise ValueError("the start is a local time")
    else:
        wall = int(wall)
    if (name and not zone.is_zone(name)) or not 0 < float(rate) <= 100_000:
        raise ValueError("no such zone or rate")
    return _Orders(
        wall=wall,
        suspend=int(orders.get("suspend", 0)),
        step=int(orders.get("step", 0)),
        zone=name,
        rate=float(rate),
    )
