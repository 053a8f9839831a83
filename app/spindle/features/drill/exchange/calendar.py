"""Which day each of very many instants belongs to, in one zone and with one day start.

The same as ``core.days``, without asking the zone anew for each of a million answers.
"""

from datetime import date
from functools import lru_cache
from typing import Final

from spindle.core.clock import MINUTE, SECOND, offset_at
from spindle.core.days import day_span

_QUARTER: Final = 15 * MINUTE
"""No zone has changed its clocks between two quarters of an hour since 1972."""

_DAY_S: Final = 24 * 60 * 60
_FIRST: Final = date(1970, 1, 1).toordinal()


class Calendar:
    """Instants are µs UTC; days are ``date`` ordinals, which are quick to subtract."""

    def __init__(self, zone: str, day_start: int) -> None:
        """For an IANA zone, and minutes after midnight at which a day begins."""
        self.zone, self._day_start = zone, day_start
        self._offsets: dict[int, int] = {}
        self.begin = lru_cache(maxsize=10_000)(self._begin)
        self.written = lru_cache(maxsize=10_000)(_written)

    def offset(self, wall: int) -> int:
        """Seconds east of UTC."""
        quarter = wall // _QUARTER
        found = self._offsets.get(quarter)
        if found is None:
            found = self._offsets[quarter] = offset_at(quarter * _QUARTER, self.zone)
        return found

    def day(self, wall: int, offset: int) -> int:
        """The day of an instant read at an offset."""
        return (wall // SECOND + offset - 60 * self._day_start) // _DAY_S + _FIRST

    def _begin(self, day: int) -> int:
        """The first instant of a day, in whole seconds."""
        begin, _ = day_span(date.fromordinal(day), self.zone, self._day_start)
        return begin // SECOND * SECOND


def _written(day: int) -> str:
    """A day as ISO 8601."""
    return date.fromordinal(day).isoformat()
