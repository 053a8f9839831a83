"""A3: when an item is due again, at gaps of a day and more. The only file that knows py-fsrs.

The library is given whole days: the number of the user's day (which begins at their day start),
never a time of day. So what it takes for the same day is the same day for the person, a night
shift is not cut in two, and a clock change moves nothing. It is told the moment and the card's
name, and its own randomness is off; intervals are spread here, the same way each time.
"""

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import IntEnum
from functools import lru_cache
from typing import Final

from fsrs import Card, Rating, Scheduler, State
from fsrs.scheduler import DEFAULT_PARAMETERS

WANTED: Final = 0.9
"""The share recalled when asked that is aimed at unless set."""

LONGEST: Final = 3 * 365
"""Days after which anything is asked again at the latest, unless its kind says less."""

_DECAY: Final = DEFAULT_PARAMETERS[20]
_FACTOR: Final = 0.9 ** (-1 / _DECAY) - 1
_W: Final[tuple[float, ...]] = DEFAULT_PARAMETERS
_LEAST: Final[float] = 0.001
_GROWTH: Final[float] = math.e ** _W[8]
_FORGET_MOST: Final[float] = math.e ** (_W[17] * _W[18])
_EASY_DIFFICULTY: Final[float] = _W[4] - math.e ** (_W[5] * 3) + 1
_FIRST_STABILITY: Final = {grade: max(_W[grade - 1], _LEAST) for grade in range(1, 5)}
_FIRST_DIFFICULTY: Final = {
    grade: min(max(_W[4] - math.e ** (_W[5] * (grade - 1)) + 1, 1.0), 10.0) for grade in range(1, 5)
}
_SPREAD_FROM: Final = 3  # days; shorter intervals are not spread
_SPREAD: Final = 0.05
_FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Grade(IntEnum):
    """How an attempt went, as the scheduler counts."""

    FORGOT = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Trace:
    """What is left of an item in memory, after its last attempt.

    Attributes:
        stability: Days until nine in ten such items are still recalled.
        difficulty: 1 to 10.
        day: The user's day of the last attempt.
        attempts: How many there were.
        lapses: How often it was forgotten on a later day than it was learned.
    """

    stability: float
    difficulty: float
    day: date
    attempts: int = 1
    lapses: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """The trace after an attempt and the day it is due again."""

    trace: Trace
    due: date


def recalled(trace: Trace, day: date) -> float:
    """The chance that it is recalled on a day; certain on the day of the last attempt.

    For a prediction within that day ask ``within``: there the forgetting curve is wrong.
    """
    days = max(0, (day - trace.day).days)
    return float((1 + _FACTOR * days / trace.stability) ** -_DECAY)


def after(
    trace: Trace | None,
    grade: Grade,
    day: date,
    *,
    item: str,
    longest: int = LONGEST,
    wanted: float = WANTED,
) -> Planned:
    """Plan an item after an attempt.

    Args:
        trace: As it was before, or None for the first attempt.
        grade: How the attempt went.
        day: The user's day; one before the last attempt counts as the same day.
        item: Its id: the spread of the interval comes from it and the number of attempts.
        longest: Days after which it is asked again at the latest.
        wanted: The share recalled when asked that is aimed at, 0.7 to 0.97.

    Raises:
        ValueError: ``wanted`` lies outside its range.
    """
    if not 0.7 <= wanted <= 0.97:
        raise ValueError(f"The share aimed at lies between 0.7 and 0.97, not at {wanted!r}.")
    if trace is not None:
        day = max(day, trace.day)
    then = _instant(day)
    card, _ = _scheduler(wanted, longest).review_card(
        _card(trace, then), Rating(int(grade)), review_datetime=then
    )
    if card.stability is None or card.difficulty is None:
        raise AssertionError("A reviewed card has a stability and a difficulty.")
    attempts = 1 if trace is None else trace.attempts + 1
    lapsed = trace is not None and grade is Grade.FORGOT and day > trace.day
    days = spread((card.due - then).days, item, attempts, longest)
    left = Trace(
        stability=card.stability,
        difficulty=card.difficulty,
        day=day,
        attempts=attempts,
        lapses=(0 if trace is None else trace.lapses) + lapsed,
    )
    return Planned(left, day + timedelta(days=days))


def replayed(
    log: Sequence[tuple[Grade, date]],
    *,
    item: str,
    longest: int = LONGEST,
    wanted: float = WANTED,
) -> Planned:
    """Plan an item from its whole log: the first grade of each of its days, in order.

    The same as ``after`` again and again, to the last bit, in a tenth of the time: a large deck
    comes with hundreds of thousands of answers.

    Raises:
        ValueError: The log is empty.
    """
    if not log:
        raise ValueError("An item without a log has nothing to plan from.")
    first, day = log[0]
    stability, difficulty = _FIRST_STABILITY[first], _FIRST_DIFFICULTY[first]
    lapses = 0
    for grade, then in log[1:]:
        gap = (then - day).days
        stability = _next_stability(stability, difficulty, grade, gap)
        difficulty = _next_difficulty(difficulty, grade)
        lapses += grade == Grade.FORGOT
        day = then
    interval = min(max(round(stability / _FACTOR * (wanted ** (1 / -_DECAY) - 1)), 1), longest)
    trace = Trace(stability, difficulty, day, len(log), lapses)
    return Planned(trace, day + timedelta(days=spread(interval, item, len(log), longest)))


def _next_stability(stability: float, difficulty: float, grade: int, days: int) -> float:
    """FSRS-6 at a gap of a day and more; the library's own terms in its order, so equal to it."""
    left: float = (1 + _FACTOR * days / stability) ** -_DECAY
    if grade == Grade.FORGOT:
        long: float = (
            _W[11]
            * difficulty ** -_W[12]
            * ((stability + 1) ** _W[13] - 1)
            * math.e ** ((1 - left) * _W[14])
        )
        return max(min(long, stability / _FORGET_MOST), _LEAST)
    grown: float = stability * (
        1
        + _GROWTH
        * (11 - difficulty)
        * stability ** -_W[9]
        * (math.e ** ((1 - left) * _W[10]) - 1)
        * (_W[15] if grade == Grade.HARD else 1)
        * (_W[16] if grade == Grade.EASY else 1)
    )
    return max(grown, _LEAST)


def _next_difficulty(difficulty: float, grade: int) -> float:
    step = -(_W[6] * (grade - 3))
    damped = difficulty + (10.0 - difficulty) * step / 9.0
    return min(max(_W[7] * _EASY_DIFFICULTY + (1 - _W[7]) * damped, 1.0), 10.0)


def spread(days: int, item: str, attempts: int, longest: int = LONGEST) -> int:
    """An interval a few days off, so that what was learned together does not return together.

    The same item after the same number of attempts gets the same one, on every machine.
    """
    if days < _SPREAD_FROM:
        return days
    reach = 1 + _SPREAD * days
    digest = hashlib.blake2b(f"{item}:{attempts}".encode(), digest_size=8).digest()
    share = int.from_bytes(digest) / 2**64
    return min(max(2, round(days - reach + 2 * reach * share)), longest)


def _card(trace: Trace | None, then: datetime) -> Card:
    if trace is None:
        return Card(card_id=0, due=then)
    return Card(
        card_id=0,
        state=State.Review,
        stability=trace.stability,
        difficulty=trace.difficulty,
        due=then,
        last_review=_instant(trace.day),
    )


@lru_cache(maxsize=32)
def _scheduler(wanted: float, longest: int) -> Scheduler:
    """Without steps within a day: those are not the library's."""
    return Scheduler(
        desired_retention=wanted,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=longest,
        enable_fuzzing=False,
    )


def _instant(day: date) -> datetime:
    return _FIRST + timedelta(days=day.toordinal() - _FIRST.date().toordinal())
