"""Days and nights: which local date an instant belongs to.

A day starts at ``day_start`` minutes after midnight (04:00 unless set), so writing at half past
midnight belongs to the evening it began. Days of sessions are computed from the stored offset
each time they are asked for; changing the day start moves no row.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from spindle.core.clock import HOUR, Moment, instant, local_time

DAY_START: Final = 4 * 60


def day_of(wall: int, offset: int, day_start: int = DAY_START) -> date:
    """The day of an instant (µs UTC) read at an offset (seconds east)."""
    return (local_time(wall, offset) - timedelta(minutes=day_start)).date()


def today(at: Moment, day_start: int = DAY_START) -> date:
    """The day of this moment where the user is."""
    return day_of(at.wall, at.offset, day_start)


def day_span(day: date, zone: str, day_start: int = DAY_START) -> tuple[int, int]:
    """First instant of a day and of the next (µs UTC): 23 or 25 hours apart at a clock change."""
    return at_minute(day, day_start, zone), at_minute(day + timedelta(days=1), day_start, zone)


def near(first: date, last: date, zone: str, day_start: int = DAY_START) -> tuple[int, int]:
    """A span (µs UTC) with all that can belong to these days, whatever zone it was stored in.

    The day of a session is that of its own offset: look in here, then ask ``day_of``.
    """
    begin, _ = day_span(first, zone, day_start)
    _, end = day_span(last, zone, day_start)
    return begin - 24 * HOUR, end + 24 * HOUR


def at_minute(day: date, minute: int, zone: str) -> int:
    """The instant (µs UTC) of a minute after midnight (may be ≥ 1440) of a calendar date."""
    return instant(datetime.combine(day, time()) + timedelta(minutes=minute), zone)


def of_clock(day: date, minute: int, zone: str, day_start: int = DAY_START) -> int:
    """The instant (µs UTC) of a time of day (minutes after midnight) within a *day*.

    A time before the day start belongs to the small hours at the day's end.
    """
    return at_minute(day, minute if minute >= day_start else minute + 24 * 60, zone)
