"""A8: speed and accuracy as one number that rushing does not raise.

BIS is z(share right) − z(mean time of right answers), against the person's own last blocks of the
drill. The three other scores are for export only: they reward answering faster at more errors.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, pstdev
from typing import Final

NORM_BLOCKS: Final = 10
"""Blocks that the norms come from."""

_CHANCE: Final = 1.96  # standard errors
_LEAST_SHARE: Final = 0.02  # the norm's spreads are never finer than what a block can tell
_LEAST_BLOCKS: Final = 3
_LEAST_TIME: Final = 0.02  # as a share of the mean time


@dataclass(frozen=True, slots=True)
class Block:
    """Attempts at one drill, done in one go.

    Attributes:
        right: How many were right, of how many ``attempts``.
        seconds: Mean time of the right ones; None when none was right.
        total: Seconds of all of them.
        day: The user's day.
    """

    attempts: int
    right: int
    seconds: float | None
    total: float
    spread: float = 0.0
    day: date | None = None

    @property
    def share(self) -> float:
        """The share that was right."""
        return self.right / self.attempts


@dataclass(frozen=True, slots=True)
class Norms:
    """A person's usual: mean and spread of share right and of time."""

    share: float
    share_spread: float
    seconds: float
    seconds_spread: float


@dataclass(frozen=True, slots=True)
class Others:
    """Scores for export: inverse efficiency, rate correct, linear integrated (s, 1/s, s)."""

    inverse_efficiency: float | None
    rate_correct: float
    integrated: float | None


def block(times: Sequence[float], rights: Sequence[bool], day: date | None = None) -> Block:
    """A block from its attempts' seconds and outcomes.

    Raises:
        ValueError: There are none, or a time is not above zero.
    """
    if not times or any(not 0 < each < math.inf for each in times):
        raise ValueError("A block has attempts, each of some time.")
    right = [time for time, ok in zip(times, rights, strict=True) if ok]
    return Block(
        attempts=len(times),
        right=len(right),
        seconds=fmean(right) if right else None,
        total=sum(times),
        spread=pstdev(right) if right else 0.0,
        day=day,
    )


def frozen(blocks: Sequence[Block], today: date) -> Sequence[Block]:
    """The blocks that norms come from on a day: those before its week, which began on Monday.

    So a week's scores are all held against the same usual. Until there are three such blocks,
    those of the week itself serve.
    """
    monday = today - timedelta(days=today.weekday())
    before = [each for each in blocks if each.day is not None and each.day < monday]
    usable = [each for each in before if each.seconds is not None]
    return before if len(usable) >= _LEAST_BLOCKS else blocks


def norms(blocks: Sequence[Block]) -> Norms | None:
    """The usual of the last ``NORM_BLOCKS`` blocks; None below three with a right answer."""
    usable = [(each.share, each.seconds) for each in blocks if each.seconds is not None]
    usable = usable[-NORM_BLOCKS:]
    if len(usable) < _LEAST_BLOCKS:
        return None
    shares = [share for share, _ in usable]
    times = [seconds for _, seconds in usable if seconds is not None]
    usual = fmean(times)
    return Norms(
        share=fmean(shares),
        share_spread=max(pstdev(shares), _LEAST_SHARE),
        seconds=usual,
        seconds_spread=max(pstdev(times), _LEAST_TIME * usual),
    )


def bis(done: Block, usual: Norms) -> float | None:
    """The balanced score: 0 is the person's usual, above it better; None when none was right."""
    if done.seconds is None:
        return None
    accuracy = (done.share - usual.share) / usual.share_spread
    slowness = (done.seconds - usual.seconds) / usual.seconds_spread
    return accuracy - slowness


def others(done: Block) -> Others:
    """The scores that go into an export."""
    rate = done.right / done.total
    if done.seconds is None:
        return Others(None, rate, None)
    wrong = 1 - done.share
    error_spread = math.sqrt(done.share * wrong)
    ratio = done.spread / error_spread if error_spread else 0.0
    return Others(done.seconds / done.share, rate, done.seconds + wrong * ratio)


def rushed(usual: Sequence[Block], done: Block) -> bool:
    """Whether a block was faster but not better: more right a second, yet a smaller share right.

    The share must have fallen beyond chance (two-sided p < .05) against the usual blocks together.
    """
    attempts = sum(each.attempts for each in usual)
    total = sum(each.total for each in usual)
    right = sum(each.right for each in usual)
    if not attempts or not total or done.right / done.total <= right / total:
        return False
    pooled = (right + done.right) / (attempts + done.attempts)
    error = math.sqrt(pooled * (1 - pooled) * (1 / attempts + 1 / done.attempts))
    return right / attempts - done.share > _CHANCE * error
