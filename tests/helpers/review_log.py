"""How well the drill's models predict a real person's answers: the review log of py-fsrs.

The log, its source and its licence are in ``tests/fixtures/review_log``.
"""

import csv
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import fmean
from typing import Final, NamedTuple

from spindle.core.clock import MINUTE
from spindle.features.drill.memory.schedule import Grade, Trace, after, recalled
from spindle.features.drill.memory.value import Value, log_loss, logistic
from spindle.features.drill.memory.within import Before, Within, fit

LOG: Final = Path(__file__).parents[1] / "fixtures" / "review_log" / "review_log.csv"
_FIRST: Final = date(2024, 1, 1)


class Review(NamedTuple):
    """One answer to a card; ``days`` since the one before, -1 for the first."""

    card: str
    at: datetime
    grade: int
    days: int


def reviews(path: Path = LOG) -> list[Review]:
    """In the order of time."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            (datetime.fromisoformat(row["review_time"]), row["card_id"], int(row["review_rating"]))
            for row in csv.DictReader(file)
        ]
    last: dict[str, datetime] = {}
    found = []
    for at, card, grade in sorted(rows, key=lambda row: row[0]):
        found.append(Review(card, at, grade, (at - last[card]).days if card in last else -1))
        last[card] = at
    return found


def value_losses(log: Sequence[Review], rate: float) -> list[float]:
    """Of the value alone, on answers after a day and more (A1)."""
    value, losses = Value(), []
    for review in log:
        if review.days >= 1:
            losses.append(log_loss(value.expected, review.grade > 1))
            value = value.learn(review.grade > 1, rate)
    return losses


def forgetting_losses(log: Sequence[Review]) -> list[float]:
    """Of the forgetting curve with its default parameters, on the same answers (A3)."""
    traces: dict[str, Trace] = {}
    losses = []
    for review in log:
        trace = traces.get(review.card)
        day = _FIRST if trace is None else trace.day + timedelta(days=review.days)
        if trace is not None and review.days >= 1:
            losses.append(log_loss(recalled(trace, day), review.grade > 1))
        traces[review.card] = after(trace, Grade(review.grade), day, item=review.card).trace
    return losses


def within_losses(log: Sequence[Review]) -> tuple[float, float, float]:
    """Within a day, on the last fifth: the fitted model, the value alone, the constant (A4)."""
    seen: list[tuple[Before, bool]] = []
    cards: dict[str, tuple[datetime, int, int, int]] = {}
    value = Value()
    for review in log:
        right = review.grade > 1
        last, lapses, streak, count = cards.get(review.card, (review.at, 0, 0, 0))
        if review.days == 0:
            minutes = (review.at - last) / timedelta(microseconds=MINUTE)
            seen.append((Before(minutes, value.log_odds, lapses, streak, count), right))
            value = value.learn(right, 0.3)
        counts = (lapses + (not right), streak + 1 if right else 0, count + 1)
        cards[review.card] = (review.at, *counts)
    cut = int(len(seen) * 0.8)
    model: Within = fit(seen[:cut])
    share = fmean(right for _, right in seen[:cut])
    later = seen[cut:]
    return (
        fmean(log_loss(model.expected(before), right) for before, right in later),
        fmean(log_loss(logistic(before.value), right) for before, right in later),
        fmean(log_loss(share, right) for _, right in later),
    )
