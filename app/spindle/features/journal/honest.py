"""The honest record: how often a question taken to bed came to something that held. Pure.

Counts come before percentages. A hit is a night whose step was said to hold, the evening after.
No percentage below ten nights; a verdict only at nights fixed beforehand, since looking every
night and stopping at the first good one finds something where there is nothing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Final

from spindle.features.journal.model import Came, Held, Night

LEAST: Final = 10
LOOKS: Final = (28, 60, 120)
"""Nights at which the record may be read as an answer."""

_Z: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Rate:
    """Hits among nights, with the 95 % interval of Wilson; 0-1. No share below ten nights."""

    hits: int
    nights: int

    @property
    def share(self) -> float | None:
        """The share, once there are enough nights to speak of one."""
        return self.hits / self.nights if self.nights >= LEAST else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Where the true share lies, with 95 % confidence."""
        return wilson(self.hits, self.nights) if self.nights >= LEAST else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all nights with a question came to.

    Attributes:
        nights: Nights with a question whose morning is over.
        missed: Those whose morning was never written.
        came: What the written mornings brought.
        held: What the steps and solutions came to, the evening after.
        unasked: Steps and solutions of which nothing was said yet.
        rate: Verified hits among written mornings.
        strict: The same with the missed mornings counted as nothing.
    """

    nights: int
    missed: int
    came: dict[Came, int]
    held: dict[Held, int]
    unasked: int
    rate: Rate
    strict: Rate

    @property
    def until(self) -> int | None:
        """Written nights until the next look; None after the last."""
        left = (look - self.rate.nights for look in LOOKS if look > self.rate.nights)
        return next(left, None)

    @property
    def look(self) -> int | None:
        """The last look that was reached."""
        return next((look for look in reversed(LOOKS) if look <= self.rate.nights), None)


def wilson(hits: int, nights: int) -> tuple[float, float]:
    """The 95 % interval of a share.

    >>> [tuple(round(100 * each) for each in wilson(h, n)) for h, n in ((3, 10), (9, 30), (18, 60))]
    [(11, 60), (17, 48), (20, 43)]
    """
    if nights == 0:
        return 0.0, 1.0
    share, square = hits / nights, _Z * _Z / nights
    middle = share + square / 2
    reach = _Z * sqrt(share * (1 - share) / nights + square / (4 * nights))
    low, high = (middle - reach) / (1 + square), (middle + reach) / (1 + square)
    return max(0.0, low), min(1.0, high)


def record(nights: Iterable[Night]) -> Record:
    """The record of these nights; those still open and those without a question do not count."""
    over = [night for night in nights if night.question is not None and night.closed is not None]
    written = [night for night in over if night.captured is not None and night.came is not None]
    came = Counter(night.came for night in written)
    held = Counter(night.verified for night in written)
    stepped = sum(came[each] for each in (Came.USABLE_STEP, Came.LOOKS_SOLVED))
    told = {each: held[each] for each in Held}
    return Record(
        nights=len(over),
        missed=len(over) - len(written),
        came={each: came[each] for each in Came},
        held=told,
        unasked=max(0, stepped - sum(told.values())),
        rate=Rate(told[Held.YES], len(written)),
        strict=Rate(told[Held.YES], len(over)),
    )
