"""Where the user was: the offset in force at each moment, and the days that follow from it.

The day of a row is read at the offset that was stored with it. So that a day of the ledger holds
those rows and no others, its edges are found the same way: from each row on, the clock of its
place is in force, until a row of another place. Somebody who travels has a day that is shorter or
longer, or lies in two parts where they came back over midnight; all days together are all the time
there is, each moment once.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from spindle.core.clock import MINUTE, SECOND, local_time, offset_at
from spindle.core.days import day_of, near

_EVER: Final = -(2**62)
_A_DAY: Final = 24 * 60 * MINUTE


class Place(NamedTuple):
    """A zone, and how far what was stored is off its rules (seconds): 0 but for changed rules."""

    zone: str
    shift: int = 0

    def offset(self, wall: int) -> int:
        """Seconds east of UTC at an instant (µs UTC)."""
        return _by_rule(wall, self.zone) + self.shift


class Seen(NamedTuple):
    """One row that says where the user was at an instant (µs UTC)."""

    wall: int
    zone: str
    offset: int

    @property
    def place(self) -> Place:
        """Where that was."""
        return Place(self.zone, self.offset - _by_rule(self.wall, self.zone))


class Stretch(NamedTuple):
    """Moments of one day without a hole, µs UTC."""

    day: date
    start: int
    end: int


class Places:
    """Made from what was seen, oldest first; the first place holds before it, too."""

    def __init__(self, seen: Iterable[Seen]) -> None:
        self._from: list[int] = []
        self._places: list[Place] = []
        for one in seen:
            held = self._places[-1] if self._places else None
            if held is None or held.zone != one.zone or held.offset(one.wall) != one.offset:
                self._from.append(_EVER if held is None else one.wall)
                self._places.append(one.place)
        if not self._places:
            raise ValueError("Nobody has ever been anywhere.")

    def at(self, wall: int) -> Place:
        """Where the user was at an instant (µs UTC)."""
        return self._places[max(0, bisect_right(self._from, wall) - 1)]

    def offset(self, wall: int) -> int:
        """Seconds east of UTC there and then."""
        return self.at(wall).offset(wall)

    def local(self, wall: int) -> datetime:
        """What the clock on the wall showed."""
        return local_time(wall, self.offset(wall))

    def stretches(self, first: date, last: date, day_start: int) -> tuple[Stretch, ...]:
        """The days from ``first`` to ``last``, in the order of time; a day may come in parts."""
        found: list[Stretch] = []
        begin, end = near(first, last, "UTC", day_start)
        for start, until, offset in self._even(begin, end):
            at = start
            while at < until:
                day = day_of(at, offset, day_start)
                over = _midnight(day + timedelta(days=1), day_start) - offset * SECOND
                stop = min(over, until)
                if not first <= day <= last:
                    pass
                elif found and found[-1].day == day and found[-1].end == at:
                    found[-1] = found[-1]._replace(end=stop)
                else:
                    found.append(Stretch(day, at, stop))
                at = stop
        return tuple(found)

    def instant_of(self, day: date, minute: int, day_start: int) -> int | None:
        """The instant (µs UTC) of a time of day, minutes after midnight, within a *day*.

        Of two the first; one that a change of clocks has left out stands for as long after it. None
        where the day itself was left out.
        """
        on = day if minute >= day_start else day + timedelta(days=1)
        left_out = None
        for stretch in self.stretches(day, day, day_start):
            for start, until, offset in self._even(stretch.start, stretch.end):
                wall = _midnight(on, minute) - offset * SECOND
                if start <= wall < until:
                    return wall
                if wall >= until:
                    left_out = wall
                elif left_out is None:
                    left_out = start
        return left_out

    def _even(self, begin: int, end: int) -> Iterator[tuple[int, int, int]]:
        """A stretch cut where the offset changes: start, end and the offset between."""
        edges = [edge for edge in self._from if begin < edge < end]
        for start, until in zip([begin, *edges], [*edges, end], strict=True):
            place, at = self.at(start), start
            while at < until:
                step = min(until, at + _A_DAY)
                offset = place.offset(at)
                if place.offset(step - 1) != offset:
                    step = _change(place, at, step)
                yield at, step, offset
                at = step


def fixed(zone: str, wall: int = 0) -> Places:
    """For somebody who has never left a zone."""
    return Places([Seen(wall, zone, offset_at(wall, zone))])


def _change(place: Place, low: int, high: int) -> int:
    """The instant at which the clocks were changed between two, to the second."""
    before = place.offset(low)
    while high - low > 1:
        middle = (low + high) // 2
        if place.offset(middle) == before:
            low = middle
        else:
            high = middle
    return high


def _midnight(day: date, minute: int) -> int:
    """A local time as if it were UTC, µs."""
    return (day - date(1970, 1, 1)).days * _A_DAY + minute * MINUTE


def _by_rule(wall: int, zone: str) -> int:
    """Seconds east by the rules of a zone; 0 for one that this computer does not know."""
    held = _all_day(zone, wall // _A_DAY)
    return offset_at(wall, zone) if held is None else held


@lru_cache(maxsize=4096)
def _all_day(zone: str, number: int) -> int | None:
    """The offset of a whole day of UTC, counted from 1970; None where the clocks are changed."""
    try:
        ZoneInfo(zone)
    except (OSError, ValueError, KeyError):
        return 0
    first = offset_at(number * _A_DAY, zone)
    return first if offset_at((number + 1) * _A_DAY - 1, zone) == first else None
