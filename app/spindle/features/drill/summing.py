"""What a sitting came to, as numbers; the page finds the words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Final, NamedTuple, Protocol

from spindle.features.drill.kinds.kind import MENTAL
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory.speed_accuracy import (
    Block,
    bis,
    block,
    frozen,
    norms,
    rushed,
)
from spindle.features.drill.memory.steps import weak_step
from spindle.features.drill.plain_words import of_prompt
from spindle.features.drill.records import Attempt, Drill
from spindle.features.drill.run import After, Ended
from spindle.features.drill.state import Sitting, parsed
from spindle.features.drill.telling import Past, Told, Way, parts_with, way_of

_BLOCK_FROM: Final = 10
_LATE_FROM: Final = 20
_MISSED_MOST: Final = 20
LATE_MS: Final = 15.0
"""Beyond it a key is late, and that is said."""


class Figure(NamedTuple):
    """What a drill of many attempts came to: a name of its kind, a number and its unit."""

    title: str
    name: str
    value: float
    unit: str


class Mastered(NamedTuple):
    """A drill that became so, and what was checked besides being right.

    Attributes:
        timed: Whether times were looked at.
        target: Seconds the person had set, if they had.
    """

    title: str
    timed: bool
    target: float | None


class Missed(NamedTuple):
    """An answer of a mock run that was not right: what was asked, given and looked for."""

    asked: str
    given: str
    answer: str
    near: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What a sitting came to.

    Attributes:
        right, asked: Answers.
        first_right: Items right at the first try, of ``items``.
        mastered: Drills that became so.
        weak: Title and label of a step that is the weak one.
        back: How many items come back on which day, earliest first.
        rushed: Whether it was faster than usual, and worse.
        balance: Speed and accuracy in one number; 0 is usual, above it better.
        mental: Rehearsals in the mind.
        compared: Blocks in random order, which are only a yardstick.
        figures: What ladders, keys and sets came to.
        missed: Of a mock run, what was not right; it was not told before.
        left: Items that were still to come.
        late_ms: How late the last of twenty keys was handled, where that is worth telling (R10).
    """

    title: str
    right: int
    asked: int
    items: int
    first_right: int
    mastered: tuple[Mastered, ...] = ()
    weak: tuple[str, int] | None = None
    back: tuple[tuple[date, int], ...] = ()
    rushed: bool = False
    balance: float | None = None
    mental: int = 0
    compared: int = 0
    figures: tuple[Figure, ...] = ()
    missed: tuple[Missed, ...] = ()
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


def summed(title: str, start: Sitting, sitting: Sitting, past: Past, day: date) -> Sum:
    """What a sitting came to, from its beginning to its end."""
    done = sitting.done
    judged = [each for each in done if each.right is not None]
    mental = sum(each.asked.mode == MENTAL for each in done)
    first = {each.asked.task: each for each in reversed(judged) if not each.asked.again}
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
            _mastered(drill)
            for drill in sitting.drills.values()
            if drill.standing.mastered and not start.drills[drill.id].standing.mastered
        ),
        weak=_weak(done, past),
        back=tuple(sorted(days.items())),
        rushed=hasty(sitting, past),
        balance=balance(sitting, past, day),
        mental=mental,
        compared=len(done) - len(judged) - mental,
        figures=_figures(done),
        missed=_missed(judged) if sitting.plan.mock else (),
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


def hasty(sitting: Sitting, past: Past) -> bool:
    """Whether the drill asked most was answered faster than usual, and worse.

    What is answered in the first seconds counts here: who mashes keys is done in them.
    """
    own = _main(sitting.done)
    return own is not None and rushed(past.blocks.get(own[0], ()), own[1])


def balance(sitting: Sitting, past: Past, day: date) -> float | None:
    """Speed and accuracy of the drill asked most, in one number: 0 is the person's usual (A8)."""
    own = _main([each for each in sitting.done if not each.warm]) or _main(sitting.done)
    usual = None if own is None else norms(frozen(past.blocks.get(own[0], ()), day))
    return None if own is None or usual is None else bis(own[1], usual)


def _mastered(drill: Drill) -> Mastered:
    passed = drill.standing.passes(drill.target)
    return Mastered(drill.title, passed.quick is not None, drill.target)


def _figures(done: Sequence[Attempt]) -> tuple[Figure, ...]:
    """What each item of many attempts came to, in the order they were begun."""
    runs_: dict[str, list[Attempt]] = {}
    for each in done:
        if kind_of(each.drill.kind).paced and each.asked.mode != MENTAL:
            runs_.setdefault(each.item.id, []).append(each)
    found = []
    for own in runs_.values():
        kind = kind_of(own[-1].drill.kind)
        result = kind.result(parsed(kind, own[0].asked.item), [e.judged.payload for e in own])
        found += [Figure(own[-1].drill.title, *figure) for figure in result.figures]
    return tuple(found)


def _missed(judged: Sequence[Attempt]) -> tuple[Missed, ...]:
    return tuple(
        Missed(
            asked=of_prompt(each.asked.prompt, each.asked.prompt.text or each.asked.prompt.cue),
            given=str(each.answer.given.get("text", "")),
            answer=of_prompt(each.asked.prompt, each.asked.prompt.answer),
            near=bool(each.judged.payload.get("near")),
        )
        for each in judged
        if not each.right and each.asked.prompt.answer
    )[:_MISSED_MOST]


def _weak(done: Sequence[Attempt], past: Past) -> tuple[str, int] | None:
    """The weak step of a sequence that was run, its place from 0, if it is sure."""
    for attempt in reversed(done):
        if not kind_of(attempt.drill.kind).traits.in_steps or attempt.right is None:
            continue
        weak = weak_step([part.tally for part in parts_with(past, attempt.item.id, done)])
        return None if weak is None else (attempt.drill.title, weak)
    return None


def _main(done: Sequence[Attempt]) -> tuple[Way, Block] | None:
    """The drill asked most, and its answers as a block, if there are enough."""
    asked = [each for each in done if each.right is not None and each.pace]
    ways = [way_of(each) for each in asked]
    if not ways:
        return None
    most = max(set(ways), key=lambda way: (ways.count(way), way))
    trials = [trial for each in asked if way_of(each) == most for trial in _trials(each)]
    if len(trials) < _BLOCK_FROM:
        return None
    times, rights = zip(*trials, strict=True)
    return most, block(times, rights)


def _trials(attempt: Attempt) -> list[tuple[float, bool]]:
    """What an attempt adds to a block: itself, or where it is a block its parts."""
    if not kind_of(attempt.drill.kind).traits.in_blocks:
        return [(attempt.pace or 0, bool(attempt.right))]
    return [
        (each.latency_ms / 1000, bool(each.ok))
        for each in attempt.judged.elements[1:]
        if each.latency_ms
    ]
