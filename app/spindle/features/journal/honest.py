"""The honest record: how often a question taken to bed came to something that held. Pure.

Counts come before percentages. A hit is a night whose step was said to hold within a day of the
morning that brought it; what is said later is counted apart. A share and its interval stand only
at nights fixed beforehand, over the nights until then: looking every night and stopping at the
first good one finds something where there is nothing.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from spindle.core.clock import HOUR
from spindle.features.journal.model import Came, Held, Night

LOOKS: Final = (28, 60, 120)
"""Written mornings at which the record may be read as an answer; fixed beforehand."""

WITHIN: Final = 24 * HOUR
"""From the capture to the word that it held."""

_Z: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Rate:
    """Hits among nights."""

    hits: int
    nights: int

    @property
    def share(self) -> float:
        """Hits for each night, 0-1."""
        return self.hits / self.nights if self.nights else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Where the true share lies, with 95 % confidence: the interval of Wilson."""
        return wilson(self.hits, self.nights)


@dataclass(frozen=True, slots=True)
class Look:
    """What could be read at a number of written mornings that was fixed beforehand.

    Attributes:
        written: Hits among those mornings.
        strict: Hits among all nights until then, the missed mornings as nothing.
    """

    written: Rate
    strict: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Dreams:
    """What was said of dreams on mornings that were written within an hour of waking.

    Attributes:
        recall: How many mornings said none, a trace, a piece, a whole dream.
        related: How many of the dreams had to do with the question.
        late: Mornings written later than that, which are in neither.
    """

    recall: tuple[int, int, int, int]
    related: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all nights with a question came to.

    Attributes:
        nights: Nights with a question whose morning is over.
        missed: Those whose morning was never written.
        came: What the written mornings brought.
        held: What the steps and solutions came to, whenever that was said.
        late: Those said to hold, but later than a day after the morning: no hits.
        later: Nights for whose question something came in the day after.
        unasked: Steps and solutions of which nothing was said yet.
        rate: Hits among written mornings; to be counted, not to be read as a share.
        strict: The same with the missed mornings counted as nothing.
        looks: What could be read at each look that was reached, the earliest first.
    """

    nights: int
    missed: int
    came: dict[Came, int]
    held: dict[Held, int]
    late: int
    later: int
    unasked: int
    rate: Rate
    strict: Rate
    looks: tuple[Look, ...]
    dreams: Dreams

    @property
    def until(self) -> int | None:
        """Written nights until the next look; None after the last."""
        left = (look - self.rate.nights for look in LOOKS if look > self.rate.nights)
        return next(left, None)


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
    """The record of these nights, oldest first; open ones and those without a question are none."""
    over = [night for night in nights if night.question is not None and night.closed is not None]
    written = [night for night in over if _is_written(night)]
    came = Counter(night.came for night in written)
    held = Counter(night.verified for night in written)
    stepped = sum(came[each] for each in (Came.USABLE_STEP, Came.LOOKS_SOLVED))
    told = {each: held[each] for each in Held}
    rate = _rate(written)
    return Record(
        nights=len(over),
        missed=len(over) - len(written),
        came={each: came[each] for each in Came},
        held=told,
        late=told[Held.YES] - rate.hits,
        later=sum(1 for night in written if night.later is not None),
        unasked=max(0, stepped - sum(told.values())),
        rate=rate,
        strict=Rate(rate.hits, len(over)),
        looks=tuple(_look(over, written[look - 1]) for look in LOOKS if len(written) >= look),
        dreams=dreams(written),
    )


def is_hit(night: Night) -> bool:
    """Whether a night's step was said to hold within a day."""
    if night.verified is not Held.YES or night.captured is None or night.verified_at is None:
        return False
    return night.verified_at - night.captured <= WITHIN


def dreams(written: Iterable[Night]) -> Dreams:
    """What was said of dreams; whoever writes late has forgotten most of them."""
    told = [night for night in written if night.dream_recall is not None]
    early = [night for night in told if night.excluded is None]
    recall = Counter(night.dream_recall for night in early)
    return Dreams(
        recall=(recall[0], recall[1], recall[2], recall[3]),
        related=sum(1 for night in early if night.dream_related),
        late=len(told) - len(early),
    )


def _look(over: Sequence[Night], last: Night) -> Look:
    until = over[: over.index(last) + 1]
    written = [night for night in until if _is_written(night)]
    return Look(_rate(written), Rate(_rate(written).hits, len(until)))


def _rate(written: Sequence[Night]) -> Rate:
    return Rate(sum(map(is_hit, written)), len(written))


def _is_written(night: Night) -> bool:
    return night.captured is not None and night.came is not None
