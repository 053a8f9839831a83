"""The speed that follows the checks: a little faster while they hold, clearly slower when not.

After each check the speed moves towards the place where four fifths are understood, as far as is
known, by at most 2 % up or 10.7 % down. Right never slows and a miss never speeds up. Over one
session it rises by a tenth at most, and by itself never above a ceiling that the listener sets.
Every change says why it was made and can be undone.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from spindle.features.listen.velocity.bounds import CEILING, LEAST, MOST
from spindle.features.listen.velocity.threshold import Estimate, Observation, effort

NOTICE: Final = 300.0
"""Above here somebody says what is known about listening that fast; in wpm."""

UP, DOWN = 1.02, 0.893
"""The largest steps after one check. Their ratio in logarithms, 5.7, belongs to 85 % right."""

SESSION: Final = 1.10
"""What one session may add."""

REWOUND: Final = 0.1
"""A sentence heard again counts as this much of a miss."""

PATIENCE: Final = 2
"""Checks skipped in a row before the speed waits: the next right answer does not raise it."""


class Why(StrEnum):
    """Why the speed changed."""

    RIGHT = "right"
    MISSED = "missed"
    REWOUND = "rewound"
    BY_HAND = "by hand"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class SpeedChange:
    """One step of the speed in force, in wpm."""

    before: float
    after: float
    why: Why


@dataclass(frozen=True, slots=True)
class Ramp:
    """The speed in force and what it may do next.

    Attributes:
        speed: Words a minute.
        base: The speed this session's rise is counted from.
        estimate: What the checks so far say.
        ceiling: Where it stops rising by itself.
        skipped: Checks skipped in a row.
        rewound: Whether a rewind has already counted since the last check.
        follows: Whether it moves by itself at all; the evidence is kept in any case.
    """

    speed: float
    base: float
    estimate: Estimate
    ceiling: float = CEILING
    skipped: int = 0
    rewound: bool = False
    follows: bool = True

    @property
    def paused(self) -> bool:
        """Whether it waits: the next answer is needed to know that somebody listens at all."""
        return self.skipped >= PATIENCE

    @property
    def most(self) -> float:
        """The fastest it may get by itself in this session."""
        return min(self.base * SESSION, self.ceiling, MOST)


Step = tuple[Ramp, SpeedChange | None]


def begin(
    estimate: Estimate,
    *,
    speed: float | None = None,
    comfort: float | None = None,
    ceiling: float = CEILING,
) -> Ramp:
    """A session's ramp.

    Args:
        estimate: What is known of this voice.
        speed: The speed kept with the document, or the listener's default.
        comfort: The comfortable speed, where no other is kept.
        ceiling: Where it stops rising by itself.
    """
    if speed is None:
        speed = min(estimate.wpm if comfort is None else effort(comfort), ceiling)
    speed = held(speed)
    return Ramp(speed=speed, base=speed, estimate=estimate, ceiling=ceiling)


def held(wpm: float) -> float:
    """The nearest speed that the dial offers."""
    return min(MOST, max(LEAST, wpm))


def answered(ramp: Ramp, *, right: bool, heard: float | None = None) -> Step:
    """A check was answered.

    Args:
        ramp: As it was.
        right: Whether rightly.
        heard: The wpm at which its sentence was heard, where that was not the speed in force.
    """
    seen = Observation(ramp.speed if heard is None else heard, right)
    learned = replace(ramp, estimate=ramp.estimate.seen(seen), skipped=0, rewound=False)
    if ramp.paused and right:
        return learned, None
    return _follow(learned, Why.RIGHT if right else Why.MISSED)


def skipped(ramp: Ramp) -> Ramp:
    """A check was skipped: that is no miss, but after two the speed waits."""
    return replace(ramp, skipped=ramp.skipped + 1, rewound=False)


def rewound(ramp: Ramp, heard: float | None = None) -> Step:
    """The listener went back to hear something again: a weak miss, once between two checks."""
    if ramp.rewound:
        return ramp, None
    wpm = ramp.speed if heard is None else heard
    seen = Observation(wpm, right=False, strength=REWOUND)
    learned = replace(ramp, estimate=ramp.estimate.seen(seen), rewound=True)
    return _follow(learned, Why.REWOUND, down=DOWN**REWOUND)


def by_hand(ramp: Ramp, wpm: float) -> Step:
    """The listener set the speed; what this session may add is counted from there."""
    speed = held(wpm)
    return _set(replace(ramp, base=speed, skipped=0), speed, Why.BY_HAND)


def undone(ramp: Ramp, change: SpeedChange, base: float | None = None) -> Step:
    """Take a change back: the speed before it is in force again. What was learned stays.

    Args:
        ramp: As it is.
        change: What is taken back.
        base: The speed from which the session's rise was counted before the change, if the change
            moved it. Taking a miss back moves it not: a session adds a tenth at most all the same.
    """
    kept = ramp if base is None else replace(ramp, base=base)
    return _set(kept, held(change.before), Why.UNDONE)


def fork(ramp: Ramp) -> tuple[float, float]:
    """The speeds after the next check: if it is right, if it is wrong."""
    return answered(ramp, right=True)[0].speed, answered(ramp, right=False)[0].speed


def crosses_notice(before: float, after: float) -> bool:
    """Whether a change goes from below to above ``NOTICE``; both in wpm."""
    return before <= NOTICE < after


def _follow(ramp: Ramp, why: Why, down: float = DOWN) -> Step:
    """Towards the estimate; ``why`` says in which direction at all, ``down`` how far at most."""
    if not ramp.follows:
        return ramp, None
    aim = ramp.estimate.wpm
    if why is Why.RIGHT:
        highest = max(ramp.speed, ramp.most)
        speed = max(ramp.speed, min(aim, ramp.speed * UP, highest))
    else:
        speed = min(ramp.speed, max(aim, ramp.speed * down, LEAST))
    if speed == ramp.speed:
        return ramp, None
    return replace(ramp, speed=speed), SpeedChange(ramp.speed, speed, why)


def _set(ramp: Ramp, speed: float, why: Why) -> Step:
    if speed == ramp.speed:
        return ramp, None
    return replace(ramp, speed=speed), SpeedChange(ramp.speed, speed, why)
