"""What is told after an answer and at the end, as numbers; the page finds the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from statistics import quantiles
from typing import Final, Protocol

from spindle.features.drill.answering import UNTIMED
from spindle.features.drill.memory.speed_accuracy import Block, bis, block, norms, rushed
from spindle.features.drill.memory.steps import Tally, weak_step
from spindle.features.drill.records import Attempt
from spindle.features.drill.run import After, Ended, Stem
from spindle.features.drill.sitting import Sitting

_QUARTILES_FROM: Final = 8
_BLOCK_FROM: Final = 10
_LATE_FROM: Final = 20
LATE_MS: Final = 15.0
"""Beyond it a key is late, and that is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a sitting knows of earlier ones.

    Attributes:
        times: Seconds of each drill's last right answers.
        runs: Of each item of steps, its earlier runs, oldest first: seconds of each step.
        tallies: Of each item, errors and rights of its elements.
        blocks: The last runs of each drill, oldest first.
    """

    times: Mapping[str, tuple[float, ...]]
    runs: Mapping[str, tuple[tuple[float | None, ...], ...]]
    tallies: Mapping[str, tuple[Tally, ...]]
    blocks: Mapping[str, tuple[Block, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The figures after an answer; what is None is not known.

    Attributes:
        seconds: This answer's time; ``usual`` the median of the person's own.
        right, asked: Of this sitting so far.
        expected: What had been predicted; shown only now.
        due: The day it is asked again.
    """

    attempt: Attempt
    seconds: float
    usual: float | None
    right: int
    asked: int
    expected: float
    due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What a sitting came to.

    Attributes:
        right, asked: Answers.
        first_right: Items right at the first try, of ``items``.
        mastered: Titles of drills that became so.
        weak: Title and label of a step that is the weak one.
        back: How many items come back on which day, earliest first.
        rushed: Whether it was faster than usual, and worse.
        balance: Speed and accuracy in one number; 0 is usual, above it better.
        mental: Rehearsals in the mind.
        left: Items that were still to come.
        late_ms: How late the last of twenty keys was handled, where that is worth telling (R10).
    """

    title: str
    right: int
    asked: int
    items: int
    first_right: int
    mastered: tuple[str, ...] = ()
    weak: tuple[str, int] | None = None
    back: tuple[tuple[date, int], ...] = ()
    rushed: bool = False
    balance: float | None = None
    mental: int = 0
    left: int = 0
    late_ms: float | None = None


class Words(Protocol):
    """Turns figures into the user's language; the page implements it."""

    def after(self, told: Told, day: date) -> After:
        """Facts and sentence after an answer; stems, usual and runs are added to it."""
        ...

    def ended(self, sum_: Sum, day: date) -> Ended:
        """The end."""
        ...


def told(sitting: Sitting, past: Past) -> Told:
    """The figures after the last answer."""
    last = sitting.done[-1]
    judged = [each for each in sitting.done if each.right is not None]
    usual = middle(past, sitting, last.drill.id)
    return Told(
        attempt=last,
        seconds=last.seconds,
        usual=None if usual is None else usual[1],
        right=sum(bool(each.right) for each in judged),
        asked=len(judged),
        expected=last.asked.predicted,
        due=last.due,
    )


def stems(sitting: Sitting) -> tuple[Stem, ...]:
    """This sitting's answers to the drill of the last one."""
    drill = sitting.done[-1].drill.id
    return tuple(
        Stem(seconds=each.seconds, right=bool(each.right))
        for each in sitting.done
        if each.drill.id == drill and each.right is not None
    )


def middle(past: Past, sitting: Sitting, drill: str) -> tuple[float, float, float] | None:
    """Quartiles of the person's own times with a drill, this sitting's included."""
    own = [each.seconds for each in sitting.done if each.drill.id == drill and each.right]
    times = [*past.times.get(drill, ()), *own][-100:]
    if len(times) < _QUARTILES_FROM:
        return None
    low, median, high = quantiles(times, n=4)
    return low, median, high


def runs(sitting: Sitting, past: Past) -> tuple[tuple[float | None, ...], ...]:
    """Earlier runs of the item just answered, oldest first."""
    return past.runs.get(sitting.done[-1].item.id, ())


def summed(title: str, start: Sitting, sitting: Sitting, past: Past) -> Sum:
    """What a sitting came to, from its beginning to its end."""
    done = sitting.done
    judged = [each for each in done if each.right is not None]
    first = {each.item.id: each for each in reversed(judged)}
    days: dict[date, int] = {}
    for item in {each.item.id: each for each in judged if each.due is not None}.values():
        if item.due is not None:
            days[item.due] = days.get(item.due, 0) + 1
    return Sum(
        title=title,
        right=sum(bool(each.right) for each in judged),
        asked=len(judged),
        items=len(first),
        first_right=sum(bool(each.right) for each in first.values()),
        mastered=tuple(
            drill.title
            for drill in sitting.drills.values()
            if drill.standing.mastered and not start.drills[drill.id].standing.mastered
        ),
        weak=_weak(done, past),
        back=tuple(sorted(days.items())),
        rushed=hasty(sitting, past),
        balance=balance(sitting, past),
        mental=len(done) - len(judged),
        late_ms=late(done),
    )


def late(done: Sequence[Attempt]) -> float | None:
    """How late all but the last of twenty keys were handled at the most, in ms, if that is much.

    Times are taken from the moments of the keys themselves, so they are not longer for it; but a
    machine that is so busy may also draw late.
    """
    waits = sorted(wait for each in done for wait in each.answer.timing.late)
    if len(waits) < _LATE_FROM:
        return None
    found = waits[ceil(0.95 * len(waits)) - 1]
    return found if found > LATE_MS else None


def _weak(done: Sequence[Attempt], past: Past) -> tuple[str, int] | None:
    """The weak step of a sequence that was run, its place from 0, if it is sure."""
    for attempt in reversed(done):
        before = past.tallies.get(attempt.item.id)
        if attempt.drill.kind != "step_sequence" or before is None:
            continue
        tallies = list(before)
        for run in (each for each in done if each.item.id == attempt.item.id):
            for result in run.judged.elements:
                if result.ok is not None and result.element < len(tallies):
                    errors, right = tallies[result.element]
                    tallies[result.element] = Tally(errors + (not result.ok), right + result.ok)
        weak = weak_step(tallies)
        return None if weak is None else (attempt.drill.title, weak)
    return None


def hasty(sitting: Sitting, past: Past) -> bool:
    """Whether the drill asked most was answered faster than usual, and worse."""
    own = _main(sitting)
    return own is not None and rushed(past.blocks.get(own[0], ()), own[1])


def balance(sitting: Sitting, past: Past) -> float | None:
    """Speed and accuracy of the drill asked most, in one number: 0 is the person's usual (A8)."""
    own = _main(sitting)
    usual = None if own is None else norms(past.blocks.get(own[0], ()))
    return None if own is None or usual is None else bis(own[1], usual)


def _main(sitting: Sitting) -> tuple[str, Block] | None:
    """The drill asked most, and its answers as a block, if there are enough."""
    asked = [
        each for each in sitting.done if each.right is not None and each.drill.kind not in UNTIMED
    ]
    drills = [each.drill.id for each in asked]
    if not drills:
        return None
    most = max(set(drills), key=lambda drill: (drills.count(drill), drill))
    own = [each for each in asked if each.drill.id == most]
    if len(own) < _BLOCK_FROM:
        return None
    return most, block([each.seconds for each in own], [bool(each.right) for each in own])
