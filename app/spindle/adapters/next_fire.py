"""When a time of day comes next, exactly once a local day, whatever clocks and zones do."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from spindle.core.clock import SECOND, instant, local_time, offset_at

_DAY = timedelta(days=1)


def planned(day: date, minute: int, zone: str) -> int | None:
    """The instant (µs UTC) of a minute after midnight (0–1439) on a local day.

    Of an hour that comes twice the first; for one that a clock change leaves out the first
    instant after it. None for a day that the zone left out altogether.
    """
    fires = _instant(datetime.combine(day, time()) + timedelta(minutes=minute), zone)
    if fires == _midnight(day + _DAY, zone) and fires == _midnight(day, zone):
        return None
    return fires


def first_after(wall: int, minute: int, zone: str) -> tuple[date, int]:
    """The first day whose instant is later than ``wall`` (µs UTC), and that instant."""
    day = local_time(wall, offset_at(wall, zone)).date() - _DAY
    while (fires := planned(day, minute, zone)) is None or fires <= wall:
        day += _DAY
    return day, fires


def last_until(wall: int, minute: int, zone: str) -> tuple[date, int]:
    """The last day whose instant is not later than ``wall`` (µs UTC), and that instant."""
    day = local_time(wall, offset_at(wall, zone)).date() + _DAY
    while (fires := planned(day, minute, zone)) is None or fires > wall:
        day -= _DAY
    return day, fires


def _midnight(day: date, zone: str) -> int:
    return _instant(datetime.combine(day, time()), zone)


def _instant(local: datetime, zone: str) -> int:
    late = instant(local, zone)
    if local_time(late, offset_at(late, zone)) == local:
        return late
    return _change(late, local, zone)


def _change(late: int, local: datetime, zone: str) -> int:
    """The clock change that left a local time out.

    By the offset before the change the local time lies behind it (``late``), by the offset after
    the change ahead of it; changes fall on whole seconds.
    """
    after = local.replace(tzinfo=ZoneInfo(zone), fold=1).utcoffset() or timedelta()
    naive = instant(local, "UTC")
    low, high = naive // SECOND - round(after.total_seconds()), late // SECOND
    changed = offset_at(late, zone)
    while high - low > 1:
        middle = (low + high) // 2
        if offset_at(middle * SECOND, zone) == changed:
            high = middle
        else:
            low = middle
    return high * SECOND
