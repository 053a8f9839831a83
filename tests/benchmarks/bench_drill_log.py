"""How well the drill's models predict a real person's answers, on the public log of py-fsrs.

The log (MIT, ``tests/review_logs_josh_1711744352250_to_1728234780857.csv`` in the repository
open-spaced-repetition/py-fsrs, sha256 1cebb655…d9e445) is not part of Spindle. Name a copy in
``SPINDLE_REVIEW_LOG``; without it there is nothing to measure, and ``rows()`` is empty.
"""

import csv
import os
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import fmean
from typing import NamedTuple

from spindle.core.clock import MINUTE
from spindle.features.drill.memory.schedule import Grade, Trace, after, recalled
from spindle.features.drill.memory.value import Value, log_loss, logistic
from spindle.features.drill.memory.within import Before, Within, fit

Row = tuple[str, float, float, str]

VARIABLE = "SPINDLE_REVIEW_LOG"
_FIRST = date(2024, 1, 1)


class Review(NamedTuple):
    """One answer to a card; ``days`` since the one before, -1 for the first."""

    card: str
    at: datetime
    grade: int
    days: int


def reviews(path: Path) -> list[Review]:
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


def rows() -> list[Row]:
    """Log losses in nats, beside the published ones; nothing without the log."""
    path = os.environ.get(VARIABLE)
    if not path:
        return []
    log = reviews(Path(path))
    value = value_losses(log, 0.3)
    slow = value_losses(log, 0.2)
    forgetting = fmean(forgetting_losses(log))
    ours, alone, constant = within_losses(log)
    last = value[int(len(value) * 0.8) :]
    return [
        ("review log: |value, rate .3 − .4741|", 1e-4, abs(fmean(value) - 0.4741), "nats"),
        ("review log: |value, last fifth − .4689|", 1e-4, abs(fmean(last) - 0.4689), "nats"),
        ("review log: |value, rate .2 − .4736|", 1e-4, abs(fmean(slow) - 0.4736), "nats"),
        ("review log: |forgetting curve − .459|", 0.002, abs(forgetting - 0.459), "nats"),
        ("review log: within a day, fitted", 0.4483, ours, "nats"),
        ("review log: fitted less than the value alone by", 0.0, ours - alone, "nats"),
        ("review log: fitted less than a constant by", 0.0, ours - constant, "nats"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.5f} {unit} (target {target:g})")
