"""Time, as three hands and a zone; nothing in Spindle reads the time elsewhere.

All instants and durations are whole microseconds.
"""

from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple, Protocol
from zoneinfo import ZoneInfo

SECOND: Final = 1_000_000
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
"""A length, not a calendar day."""


class Moment(NamedTuple):
    """One reading of the clock.

    Attributes:
        wall: Microseconds since 1970 in UTC; may jump when somebody sets the clock.
        awake: Microseconds that stop while the machine is suspended; never goes back.
        boot: Microseconds that run through a suspend; never goes back.
        zone: IANA name of the user's zone, for example ``Europe/Berlin``.
        offset: Seconds east of UTC at this instant in that zone.
    """

    wall: int
    awake: int
    boot: int
    zone: str
    offset: int

    @property
    def local(self) -> datetime:
        """The naive local date and time on the user's wall."""
        return local_time(self.wall, self.offset)


class Clock(Protocol):
    """What tells the time. Callable from any thread."""

    def now(self) -> Moment:
        """Read all hands at once."""
        ...


def local_time(wall: int, offset: int) -> datetime:
    """The naive local time of an instant (µs UTC) at an offset (seconds east)."""
    return (datetime.fromtimestamp(0, UTC) + timedelta(microseconds=wall, seconds=offset)).replace(
        tzinfo=None
    )


def instant(local: datetime, zone: str) -> int:
    """The instant (µs UTC) of a naive local time in a zone; of two readings the first."""
    aware = local.replace(tzinfo=ZoneInfo(zone), fold=0)
    return round((aware - datetime.fromtimestamp(0, UTC)) / timedelta(microseconds=1))


def offset_at(wall: int, zone: str) -> int:
    """Seconds east of UTC at an instant (µs UTC) in a zone."""
    moment = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=wall)
    delta = moment.astimezone(ZoneInfo(zone)).utcoffset()
    return 0 if delta is None else round(delta.total_seconds())


class ManualClock:
    """A clock that moves only when told: for tests, demos and simulations."""

    def __init__(self, local: datetime, zone: str = "UTC") -> None:
        wall = instant(local, zone)
        self._now = Moment(
            wall=wall, awake=HOUR, boot=HOUR, zone=zone, offset=offset_at(wall, zone)
        )

    def now(self) -> Moment:
        """The moment it was moved to."""
        return self._now

    def advance(self, microseconds: int) -> Moment:
        """Let time pass with the machine awake."""
        return self._move(wall=microseconds, awake=microseconds, boot=microseconds)

    def suspend(self, microseconds: int) -> Moment:
        """Let time pass with the machine suspended."""
        return self._move(wall=microseconds, boot=microseconds)

    def step(self, microseconds: int) -> Moment:
        """Set the wall clock forward, or back when negative."""
        return self._move(wall=microseconds)

    def travel(self, zone: str) -> Moment:
        """Move to another zone."""
        self._now = self._now._replace(zone=zone, offset=offset_at(self._now.wall, zone))
        return self._now

    def _move(self, *, wall: int = 0, awake: int = 0, boot: int = 0) -> Moment:
        then = self._now.wall + wall
        self._now = self._now._replace(
            wall=then,
            awake=self._now.awake + awake,
            boot=self._now.boot + boot,
            offset=offset_at(then, self._now.zone),
        )
        return self._now
