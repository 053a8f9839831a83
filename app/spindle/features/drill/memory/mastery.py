"""A12, the gate: when a drill is mastered, when it no longer is, and when to leave it for a day.

Mastered is accurate and quick and even, and right once among other drills on another day. Quick is
what the person set, and else no slower than they have been at their best; where time tells nothing
of the skill, accuracy alone is asked. It takes two weak sessions to lose it: a drill that was
unlocked stays unlocked within a session.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from statistics import fmean, median, pstdev
from typing import Any, Final, NamedTuple

WINDOW: Final = 10
ACCURATE: Final = 0.9
EVEN: Final = 0.7
"""Spread of ln seconds in the window above which it is luck rather than skill."""

OWN: Final = 1.5
"""Times the person's own best median within which ten answers are quick. Not less: the median of
ten uneven times alone wavers by a quarter, and the best of many such medians lies low."""

FADES: Final = 1.01
"""By so much a best grows older with each further right answer: it is the best of late."""

LEAST_TIMED: Final = 5
"""Right answers of one way of asking from which their times say something."""

SURE: Final = 5.0
"""Evidence (nats) for being right 92 % of the time, not 75 %: some twenty-five right answers.

Ten answers alone let luck through: who is right six times in ten has nine of ten now and then.
"""

_RIGHT: Final = math.log(0.92 / 0.75)
_WRONG: Final = math.log(0.08 / 0.25)

KEPT: Final = 0.8
"""A session below this share of ``ACCURATE`` is a weak one."""

WEAK_SESSIONS: Final = 2

PARK_AFTER: Final = 60
_PARK_WINDOW: Final = 20
_PARK_GAIN: Final = 0.1
PARK_DAYS: Final = 1


class Try(NamedTuple):
    """One attempt, as the gate sees it.

    Attributes:
        right: Whether it was.
        seconds: How long the answer took; None where nothing measures it.
        mixed: Whether it stood among other drills.
        day: The user's day.
        weight: How many answers it is worth as evidence: a run of steps has several in it.
        mode: The way it was asked; times are compared within one.
    """

    right: bool
    seconds: float | None
    mixed: bool
    day: date
    weight: float = 1.0
    mode: str = ""


class Passed(NamedTuple):
    """What the last ten attempts pass; None where nothing can tell."""

    accurate: bool
    quick: bool | None
    even: bool | None

    @property
    def all(self) -> bool:
        """Whether nothing that can be told is missing."""
        return self.accurate and self.quick is not False and self.even is not False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a drill stands; each attempt and each end of a session makes a new one.

    Attributes:
        recent: Its last attempts, newest last.
        first: Outcomes of the first ones since it was new or last parked.
        attempts: How many since then.
        begun: The day of the first attempt.
        evidence: For being right nearly always, in nats; never below 0, so that a bad beginning
            is made up for, and never above ``SURE``.
        proven: A later day on which it was right among others.
        mastered: Whether the gate is open.
        weak: Weak sessions in a row.
        asked, right: In this session.
        parked: Not before this day again.
        best: By way of asking, the lowest median of ten right answers of late, in seconds.
    """

    recent: tuple[Try, ...] = ()
    first: tuple[bool, ...] = ()
    attempts: int = 0
    begun: date | None = None
    evidence: float = 0.0
    proven: date | None = None
    mastered: bool = False
    weak: int = 0
    asked: int = 0
    right: int = 0
    parked: date | None = None
    best: Mapping[str, float] = field(default_factory=dict)

    def learn(self, done: Try, target: float | None) -> "Standing":
        """The standing after an attempt.

        Args:
            done: The attempt.
            target: Seconds that are quick enough; None for the person's own best.
        """
        proof = self.begun is not None and done.right and done.mixed and done.day > self.begun
        weighed = (_RIGHT if done.right else _WRONG) * done.weight
        after = replace(
            self,
            recent=(*self.recent, done)[-2 * WINDOW :],
            first=(*self.first, done.right)[:_PARK_WINDOW],
            attempts=self.attempts + 1,
            begun=done.day if self.begun is None else self.begun,
            evidence=min(max(self.evidence + weighed, 0.0), SURE),
            proven=done.day if proof else self.proven,
            asked=self.asked + 1,
            right=self.right + done.right,
        )
        after = replace(after, best=_best(after, done))
        proven = after.proven is not None and after.evidence >= SURE
        opened = after.mastered or (proven and after.passes(target).all)
        return replace(after, mastered=opened, weak=self.weak if self.mastered else 0)

    def end_session(self, day: date) -> "Standing":
        """The standing after a session that asked for it; unchanged if it did not."""
        if not self.asked:
            return self
        weak = self.weak + 1 if self.right / self.asked < KEPT * ACCURATE else 0
        after = replace(self, asked=0, right=0, weak=weak)
        if self.mastered:
            return replace(after, mastered=weak < WEAK_SESSIONS)
        if self.stuck:
            parked = day + timedelta(days=PARK_DAYS)
            return replace(after, parked=parked, first=(), attempts=0)
        return after

    def passes(self, target: float | None) -> Passed:
        """What the last ten attempts pass."""
        accurate = _accurate(self.recent)
        timed = [each for each in self.recent if each.right and each.seconds]
        if not timed:
            return Passed(accurate, None, None)
        mode = timed[-1].mode
        times = _times(self.recent, mode)
        if len(times) < LEAST_TIMED:
            return Passed(accurate, quick=False, even=False)
        enough = self.enough(target, mode)
        spread = pstdev(map(math.log, times))
        quick = enough is not None and median(times) <= enough
        return Passed(accurate, quick=quick, even=spread <= EVEN)

    def enough(self, target: float | None, mode: str = "") -> float | None:
        """Seconds that are quick enough; None while neither set nor known."""
        if target is not None:
            return target
        return OWN * self.best[mode] if mode in self.best else None

    @property
    def stuck(self) -> bool:
        """Whether many attempts have brought nothing."""
        if self.mastered or self.attempts < PARK_AFTER:
            return False
        last = [each.right for each in self.recent[-_PARK_WINDOW:]]
        return fmean(last) - fmean(self.first) < _PARK_GAIN and fmean(last) < ACCURATE

    def is_parked(self, day: date) -> bool:
        """Whether it rests on this day."""
        return self.parked is not None and day < self.parked

    @property
    def progress(self) -> float:
        """Learning progress: how much steadier and quicker the last ten are than the ten before."""
        newer, older = self.recent[-WINDOW:], self.recent[-2 * WINDOW : -WINDOW]
        if len(older) < WINDOW:
            return 0.0
        gain = fmean(each.right for each in newer) - fmean(each.right for each in older)
        times = [[t.seconds for t in part if t.right and t.seconds] for part in (newer, older)]
        if all(times):
            gain += _usual_log(times[1]) - _usual_log(times[0])
        return gain


def _times(recent: Sequence[Try], mode: str) -> list[float]:
    """Of the last ten right answers that were asked in one way."""
    return [each.seconds for each in recent if each.right and each.seconds and each.mode == mode][
        -WINDOW:
    ]


def _best(after: Standing, done: Try) -> Mapping[str, float]:
    """The lowest medians of late; the last ten answers count if they were accurate.

    So neither keys that are mashed nor one quick hour long ago set what is asked for good.
    """
    if not done.right or not done.seconds:
        return after.best
    lowest = after.best.get(done.mode, math.inf) * FADES
    times = _times(after.recent, done.mode)
    if len(times) == WINDOW and _accurate(after.recent):
        lowest = min(lowest, median(times))
    return after.best if math.isinf(lowest) else {**after.best, done.mode: lowest}


def _accurate(recent: Sequence[Try]) -> bool:
    window = recent[-WINDOW:]
    return len(window) == WINDOW and fmean(each.right for each in window) >= ACCURATE


def to_plain(standing: Standing) -> dict[str, Any]:
    """As JSON values."""
    return {
        "recent": [
            [t.right, t.seconds, t.mixed, t.day.isoformat(), t.weight, t.mode]
            for t in standing.recent
        ],
        "first": list(standing.first),
        "attempts": standing.attempts,
        "begun": _text(standing.begun),
        "evidence": standing.evidence,
        "proven": _text(standing.proven),
        "mastered": standing.mastered,
        "weak": standing.weak,
        "asked": standing.asked,
        "right": standing.right,
        "parked": _text(standing.parked),
        "best": dict(standing.best),
    }


def from_plain(plain: Mapping[str, Any]) -> Standing:
    """What ``to_plain`` gave, now or when it knew of less.

    Raises:
        ValueError, TypeError, KeyError: The values are damaged.
    """
    return Standing(
        recent=tuple(
            Try(bool(right), seconds, bool(mixed), date.fromisoformat(day), float(weight), *mode)
            for right, seconds, mixed, day, weight, *mode in plain["recent"]
        ),
        first=tuple(map(bool, plain["first"])),
        attempts=int(plain["attempts"]),
        begun=_day(plain["begun"]),
        evidence=float(plain["evidence"]),
        proven=_day(plain["proven"]),
        mastered=bool(plain["mastered"]),
        weak=int(plain["weak"]),
        asked=int(plain["asked"]),
        right=int(plain["right"]),
        parked=_day(plain["parked"]),
        best={str(mode): float(best) for mode, best in plain.get("best", {}).items()},
    )


def _usual_log(times: Sequence[float | None]) -> float:
    return fmean(math.log(each) for each in times if each)


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
