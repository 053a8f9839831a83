"""Whether the predictions were worth anything: said before, counted after."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean
from typing import Final, NamedTuple

from spindle.features.drill.memory.value import log_loss

EDGES: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
LEAST: Final = 20
"""Attempts below which a row is not shown."""

_Z: Final = 1.959964


class Share(NamedTuple):
    """A share of ``of`` attempts, and where it lies with 95 % certainty (Wilson)."""

    share: float
    low: float
    high: float
    of: int


@dataclass(frozen=True, slots=True)
class Row:
    """Predictions in one range: what was said on average, and what happened."""

    said: float
    happened: Share


@dataclass(frozen=True, slots=True)
class Reliability:
    """All of them.

    Attributes:
        rows: By range, rarest left out.
        loss: Mean log loss of the predictions, in nats.
        constant: That of always saying the share that happened.
    """

    rows: tuple[Row, ...]
    loss: float
    constant: float


def share(right: int, count: int) -> Share | None:
    """Recalled when asked, with its interval; None of nothing."""
    if not count:
        return None
    part, square = right / count, _Z**2
    middle = (part + square / (2 * count)) / (1 + square / count)
    reach = math.sqrt(part * (1 - part) / count + square / (4 * count**2))
    reach *= _Z / (1 + square / count)
    return Share(
        part, max(0.0, min(part, middle - reach)), min(1.0, max(part, middle + reach)), count
    )


def reliability(seen: Sequence[tuple[float, bool]]) -> Reliability | None:
    """Of pairs of a prediction and its outcome; None of none."""
    if not seen:
        return None
    rows = []
    for low, high in pairwise(EDGES):
        inside = [(p, y) for p, y in seen if low <= p < high or p == high == 1]
        happened = share(sum(y for _, y in inside), len(inside))
        if happened is not None and happened.of >= LEAST:
            rows.append(Row(fmean(p for p, _ in inside), happened))
    whole = fmean(y for _, y in seen)
    return Reliability(
        tuple(rows),
        fmean(log_loss(p, y) for p, y in seen),
        fmean(log_loss(whole, y) for _, y in seen),
    )
