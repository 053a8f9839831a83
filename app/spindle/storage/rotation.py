"""Which daily copies stay: seven days, four weeks before them, twelve months before those."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

DAYS: Final = 7
WEEKS: Final = 4
MONTHS: Final = 12

_RULES: Final[tuple[tuple[int, Callable[[date], object]], ...]] = (
    (DAYS, date.toordinal),
    (WEEKS, lambda day: day.isocalendar()[:2]),
    (MONTHS, lambda day: (day.year, day.month)),
)


def kept(days: Iterable[date]) -> frozenset[date]:
    """The days whose copies stay.

    Each rule takes the newest copy of each of its periods, newest first, and passes over periods
    whose newest copy an earlier rule has taken already.
    """
    newest_first = sorted(set(days), reverse=True)
    stay: set[date] = set()
    for most, period in _RULES:
        taken: set[date] = set()
        seen: set[object] = set()
        for day in newest_first:
            if period(day) in seen or len(taken) == most:
                continue
            seen.add(period(day))
            if day not in stay:
                taken.add(day)
        stay |= taken
    return frozenset(stay)
