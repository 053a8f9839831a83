"""A break that is planned, and what has piled up after one that was not: spread under a day's cap.

Nothing is asked in the break. What falls due in it is asked before it where there is room, and
else after it, the most forgotten first. The price is told: how many more would be forgotten than
if all were asked in time, and how many with no plan at all.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from spindle.features.drill.memory.schedule import Trace, recalled

AHEAD: Final = 14
"""Days before a break in which what falls due in it may be asked early."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item: what is left of it in memory, and the day it is due."""

    id: str
    trace: Trace
    due: date


@dataclass(frozen=True, slots=True)
class Spread:
    """The days on which items are to be asked.

    Attributes:
        days: New day of each item, by id.
        lapses: How many of them will be forgotten by then, to be expected.
        unplanned: The same if all that piled up were asked on the first day after the break.
    """

    days: Mapping[str, date]
    lapses: float
    unplanned: float


def spread(
    items: Sequence[Waiting],
    today: date,
    cap: int,
    away: tuple[date, date] | None = None,
    later: Mapping[date, int] | None = None,
) -> Spread:
    """Give every item a day, no day more than ``cap`` of them.

    Args:
        items: All that are due by the end of the break, or in the window looked at.
        today: The first day that can be used.
        cap: Items a day at the most.
        away: First and last day of the break, if there is one.
        later: How many others are due on days after it.

    Raises:
        ValueError: A day holds nothing, or the break ends before it begins.
    """
    if cap < 1 or (away is not None and away[1] < away[0]):
        raise ValueError("A day holds one item at least, and a break ends after it begins.")
    held: dict[date, int] = dict(later or {})
    days: dict[str, date] = {}
    back = today if away is None else max(today, away[1] + timedelta(days=1))
    late = []
    for item in sorted(items, key=lambda each: (each.due, each.id)):
        day = _early(item, today, cap, away, held)
        if day is None:
            late.append(item)
        else:
            days[item.id] = day
            held[day] = held.get(day, 0) + 1
    # Afterwards the most forgotten first: what is still known can wait longest.
    for item in sorted(late, key=lambda each: (recalled(each.trace, back), each.id)):
        day = max(back, item.due)
        while held.get(day, 0) >= cap:
            day += timedelta(days=1)
        days[item.id] = day
        held[day] = held.get(day, 0) + 1
    return Spread(
        days,
        lapses=sum(1 - recalled(item.trace, days[item.id]) for item in items),
        unplanned=sum(1 - recalled(item.trace, max(back, item.due)) for item in items),
    )


def _early(
    item: Waiting,
    today: date,
    cap: int,
    away: tuple[date, date] | None,
    held: Mapping[date, int],
) -> date | None:
    """A day with room: its own, or for what falls into the break one shortly before that."""
    wanted = max(item.due, today)
    if away is None or not away[0] <= wanted <= away[1]:
        return wanted if held.get(wanted, 0) < cap else None
    day = away[0] - timedelta(days=1)
    earliest = max(today, away[0] - timedelta(days=AHEAD))
    while day >= earliest:
        if held.get(day, 0) < cap:
            return day
        day -= timedelta(days=1)
    return None
