"""What a card of a deck package has behind it: its log, and from that what is left in memory.

Its answers are replayed with the scheduler of Spindle, for a package tells an interval at the most.
When it is due again is what the package says, so that nothing moves because it came here.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from spindle.core.clock import SECOND
from spindle.features.drill.exchange.calendar import Calendar
from spindle.features.drill.exchange.collection import Card, Review
from spindle.features.drill.memory.schedule import LONGEST, Grade, replayed

Plain = dict[str, Any]
Answer = tuple[int, int, str, int, int]
"""When (µs UTC), seconds east of UTC, the day, which button 1–4, how long in ms."""

_MS: Final = SECOND // 1000
_INSTANT: Final = 1_000_000_000
"""A due number beyond it is seconds since 1970; it would be two million years in days."""

_MIDDLING: Final = 5.0
"""The difficulty of a card of which only the interval is known."""

_GRADES: Final = {int(grade): grade for grade in Grade}


class Past:
    """Of the cards of one collection."""

    def __init__(self, calendar: Calendar, first: date) -> None:
        """``first`` is the day from which the collection counts."""
        self._calendar, self._first = calendar, first.toordinal()

    def of(self, card: Card, reviews: Sequence[Review]) -> tuple[list[Answer], Plain | None]:
        """The log of a card, and its trace; None for one that is new or was made new again."""
        log: list[Answer] = []
        firsts: list[tuple[Grade, date]] = []
        last = 0
        for at, ease, took in reviews:
            wall = at * _MS
            offset = self._calendar.offset(wall)
            day = self._calendar.day(wall, offset)
            log.append((wall, offset, self._calendar.written(day), ease, max(0, took)))
            # Within a day the log only repeats what the first answer of the day has told.
            if day > last:
                firsts.append((_GRADES[ease], date.fromordinal(day)))
                last = day
        if not card.begun:
            return log, None
        if not firsts:
            return log, self._by_interval(card)
        planned = replayed(firsts, item=card.guid)
        trace = planned.trace
        due = self._due(card, last)
        return log, {
            "stability": trace.stability,
            "difficulty": trace.difficulty,
            "day": self._calendar.written(last),
            "attempts": len(log),
            "lapses": trace.lapses,
            "wrong": sum(answer[3] == Grade.FORGOT for answer in log),
            "begun": log[0][2],
            "asked": log[-1][0],
            "due": self._calendar.begin(planned.due.toordinal() if due is None else due),
        }

    def _by_interval(self, card: Card) -> Plain | None:
        """Where the log is gone, the interval still says that the card was known."""
        due = self._due(card, None)
        if due is None or card.interval < 1 or due - card.interval < 1:
            return None
        day = due - card.interval
        return {
            "stability": float(card.interval),
            "difficulty": _MIDDLING,
            "day": self._calendar.written(day),
            "attempts": max(1, card.reps),
            "lapses": 0,
            "wrong": 0,
            "begun": self._calendar.written(day),
            "asked": self._calendar.begin(day),
            "due": self._calendar.begin(due),
        }

    def _due(self, card: Card, last: int | None) -> int | None:
        """The day it is due there, not before its last answer and not years on; None if damaged."""
        if card.due >= _INSTANT:
            wall = card.due * SECOND
            if card.due >= 10 * _INSTANT:
                return None
            day = self._calendar.day(wall, self._calendar.offset(wall))
        else:
            day = self._first + card.due
        if not 1 < day < date.max.toordinal():
            return None
        return day if last is None else min(max(day, last), last + LONGEST)
