"""What is told after an answer, as numbers; the page finds the words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import quantiles
from typing import Final, NamedTuple

from spindle.features.drill.kinds.kind import Timed
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory.automaticity import spread_of
from spindle.features.drill.memory.speed_accuracy import (
    Block,
)
from spindle.features.drill.memory.steps import Tally
from spindle.features.drill.memory.weak_spots import Part, slowest
from spindle.features.drill.records import Attempt
from spindle.features.drill.run import Stem
from spindle.features.drill.state import Sitting

SWIFT: Final = 3
"""How often in a row an item is right and quick before it runs by itself."""

_QUARTILES_FROM: Final = 8

Way = tuple[str, str]
"""A drill, and the mode it is asked in: times are compared within one."""


class Ran(NamedTuple):
    """How often an item was asked before, and by mode how many seconds it took last."""

    times: int
    last: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What a sitting knows of earlier ones.

    Attributes:
        times: Seconds of the last right answers, oldest first.
        week: Those of the calendar week before this one.
        blocks: The last runs, oldest first.
        runs: Of each item of steps, its earlier runs, oldest first: seconds of each step.
        parts: Of each item of steps, what its steps have come to.
        ran: Of each item of steps that was asked before.
        automatic: Of each drill, how many items run by themselves, of how many.
        real: Of each item, how many seconds the real thing takes; only for a run in the mind.
    """

    times: Mapping[Way, tuple[float, ...]]
    week: Mapping[Way, tuple[float, ...]]
    blocks: Mapping[Way, tuple[Block, ...]]
    runs: Mapping[str, tuple[tuple[float | None, ...], ...]]
    parts: Mapping[str, tuple[Part, ...]]
    ran: Mapping[str, Ran]
    automatic: Mapping[str, tuple[int, int]]
    real: Mapping[str, float] = field(default_factory=dict)


class Quartiles(NamedTuple):
    """Where a person's own times lie, in seconds."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The figures after an answer; what is None is not known.

    Attributes:
        seconds: This answer's time.
        usual: Quartiles of the person's own times; ``week`` those of last week.
        right, asked: Of this sitting so far.
        automatic: Items that run by themselves, of how many.
        expected: What had been predicted; shown only now.
        due: The day it is asked again.
        steps: Right steps of a run, of how many; ``before`` the seconds of the run before.
        even: How evenly the steps follow each other, relative to their usual times.
        slow: Places of steps that are slower than the others, from 0.
    """

    attempt: Attempt
    seconds: float | None
    usual: Quartiles | None
    week: Quartiles | None
    right: int
    asked: int
    automatic: tuple[int, int] | None
    expected: float
    due: date | None
    steps: tuple[int, int] | None = None
    before: float | None = None
    even: float | None = None
    slow: tuple[int, ...] = ()


def told(sitting: Sitting, past: Past) -> Told:
    """The figures after the last answer."""
    last = sitting.done[-1]
    judged = [each for each in sitting.done if each.right is not None]
    in_steps = kind_of(last.drill.kind).traits.in_steps
    return Told(
        attempt=last,
        seconds=last.seconds,
        usual=middle(past, sitting, last),
        week=_quartiles(past.week.get(way_of(last), ())),
        right=sum(bool(each.right) for each in judged),
        asked=len(judged),
        automatic=_automatic(past, sitting, last),
        expected=last.asked.predicted,
        due=last.due,
        steps=_steps_right(last) if in_steps else None,
        before=_before(past, last) if in_steps else None,
        even=_even(past, last) if in_steps else None,
        slow=_slow(past, last) if in_steps else (),
    )


def stems(sitting: Sitting) -> tuple[Stem, ...]:
    """This sitting's answers to the drill of the last one, asked as it was."""
    way = way_of(sitting.done[-1])
    return tuple(
        Stem(seconds=each.seconds, right=bool(each.right))
        for each in sitting.done
        if way_of(each) == way and each.right is not None and each.seconds is not None
    )


def middle(past: Past, sitting: Sitting, last: Attempt) -> Quartiles | None:
    """Quartiles of the person's own times, this sitting's included; None where time tells nothing.

    They are of one drill, asked in one way.
    """
    way = way_of(last)
    own = [each.pace for each in sitting.done if way_of(each) == way and each.right]
    return _quartiles([*past.times.get(way, ()), *(time for time in own if time)][-100:])


def runs(sitting: Sitting, past: Past) -> tuple[tuple[float | None, ...], ...]:
    """Earlier runs of the item just answered, asked in the same way, oldest first."""
    return past.runs.get(sitting.done[-1].item.id, ())


def way_of(attempt: Attempt) -> Way:
    """The drill of an answer, and how it was asked."""
    return attempt.drill.id, attempt.asked.mode


def _quartiles(times: Sequence[float]) -> Quartiles | None:
    return Quartiles(*quantiles(times, n=4)) if len(times) >= _QUARTILES_FROM else None


def _automatic(past: Past, sitting: Sitting, last: Attempt) -> tuple[int, int] | None:
    """How many items run by themselves now; None where time tells nothing of a drill."""
    kind = kind_of(last.drill.kind)
    known = past.automatic.get(last.drill.id)
    if known is None or kind.paced or kind.traits.timed is Timed.NOT:
        return None
    swift, of = known
    first = {each.item.id: each.asked.item for each in reversed(sitting.done)}
    for id_, before in first.items():
        if before.drill == last.drill.id:
            swift += (sitting.items[id_].swift >= SWIFT) - (before.swift >= SWIFT)
    return swift, of


def _steps_right(last: Attempt) -> tuple[int, int] | None:
    told_ = [each.ok for each in last.judged.elements if each.ok is not None]
    return (sum(told_), len(told_)) if len(told_) > 1 else None


def _before(past: Past, last: Attempt) -> float | None:
    ran = past.ran.get(last.item.id)
    return None if ran is None else ran.last.get(last.asked.mode)


def _even(past: Past, last: Attempt) -> float | None:
    """How much the steps of a run stray from their usual times: SD of ln of time over usual.

    Steps differ in length; what is uneven is one that takes longer than it does else.
    """
    known = past.parts.get(last.item.id, ())
    strayed = [
        each.latency_ms / 1000 / usual
        for each in last.judged.elements
        if each.ok
        and each.latency_ms
        and each.element < len(known)
        and (usual := known[each.element].usual)
    ]
    return spread_of(strayed)


def _slow(past: Past, last: Attempt) -> tuple[int, ...]:
    return tuple(sorted(slowest(parts_with(past, last.item.id, [last]))))


def parts_with(past: Past, item: str, done: Sequence[Attempt]) -> list[Part]:
    """What the steps of an item have come to, some attempts included."""
    found = list(past.parts.get(item, ()))
    for attempt in (each for each in done if each.item.id == item):
        for result in attempt.judged.elements:
            found += [Part(Tally(0, 0), None)] * (result.element + 1 - len(found))
            if result.ok is not None:
                (errors, right), usual = found[result.element]
                taken = result.latency_ms / 1000 if result.ok and result.latency_ms else None
                tally = Tally(errors + (not result.ok), right + result.ok)
                found[result.element] = Part(tally, usual if usual is not None else taken)
    return found
