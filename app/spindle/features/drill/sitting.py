"""A sitting with drills, as a state and pure functions: what is asked next, what an answer changes.

The clock, the database and the page are elsewhere. The same state, seed and answers give the same
sitting again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, NamedTuple

from spindle.core.clock import SECOND, Moment
from spindle.features.drill.kinds.kind import MENTAL, AnyKind, Payload, SpecError
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory.choice import Pick, Rule, Skill, choose
from spindle.features.drill.memory.interleave import fresh, is_mixed
from spindle.features.drill.memory.intervals import Done, Stretch, stretch
from spindle.features.drill.memory.within import Within
from spindle.features.drill.predicting import expect
from spindle.features.drill.records import Attempt, Drill, Item, Question
from spindle.features.drill.seeded import Seeded

AGAIN_AFTER: Final = 3
"""Other answers before a missed item comes back in the same sitting."""

AGAIN_MOST: Final = 3
"""How often it comes back at the most."""

WARM_UP: Final = 10 * SECOND
"""Since the beginning of a sitting in which what is answered is warming up: where a run lasts
longer, those times stay out of what is compared."""

_SEEDS: Final = 2**31


class Scope(StrEnum):
    """What a sitting is about."""

    DUE = "due"  # what is due, of all drills or one
    LEARN = "learn"  # that, then what is being learned, and some of what is mastered
    DRILL = "drill"  # one drill from its beginning, due or not


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a sitting goes.

    Attributes:
        mode: The kind's way of asking, or ``MENTAL``; empty for its usual one.
        limit: Its length in µs, if it has one.
        mock: Without hints, and with no word on the answers before the end: practice for an exam.
        intervals: With harder stretches.
    """

    scope: Scope
    seed: int
    mode: str = ""
    limit: int | None = None
    mock: bool = False
    intervals: bool = False


@dataclass(frozen=True, slots=True)
class Return:
    """A missed item that comes back."""

    item: str
    after: int
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Where a sitting stands.

    Attributes:
        queues: Items still to be asked, by drill: those due, or all of it.
        spare: Items of drills that may be asked when nothing is due, by drill.
        returns: Missed items that come back.
        before: Payloads of the item that is asked again and again (a ladder), oldest first.
        asked: The open question.
        done: The answers, oldest first.
        away: First and last day of the next planned break: nothing is put there.
        began: When its first question was asked.
    """

    plan: Plan
    drills: Mapping[str, Drill]
    items: Mapping[str, Item]
    queues: Mapping[str, tuple[str, ...]]
    spare: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    within: Within = field(default_factory=Within)
    returns: tuple[Return, ...] = ()
    before: tuple[Payload, ...] = ()
    asked: Question | None = None
    done: tuple[Attempt, ...] = ()
    count: int = 0
    away: tuple[date, date] | None = None
    began: Moment | None = None

    @property
    def left(self) -> int:
        """Items still to come, the open one and those that come back included."""
        waiting = sum(len(queue) for queue in self.queues.values())
        return waiting + len(self.returns) + (self.asked is not None)


def following(sitting: Sitting, at: Moment, day: date, attempt: str) -> Sitting:
    """The sitting with its next question open; with none when nothing is left to ask.

    ``attempt`` is the id the attempt will have. An item that cannot be asked (its spec is damaged)
    is passed over.
    """
    if sitting.began is None:
        sitting = replace(sitting, began=at)
    last = sitting.asked
    if last is not None and sitting.before:
        kind = kind_of(last.drill.kind)
        if kind.goes_on(parsed(kind, last.item), sitting.before):
            same = _Chosen(last.item.id, Rule(last.why["rule"]))
            return _asking(sitting, same, at, day, attempt)
    sitting = replace(sitting, asked=None, before=())
    while True:
        found, sitting = _taken(sitting, day)
        if found is None:
            return sitting
        try:
            return _asking(sitting, found, at, day, attempt)
        except SpecError:
            sitting = replace(sitting, count=sitting.count + 1)


def parsed(kind: AnyKind, item: Item) -> Any:
    """The spec as its kind reads it; reading the same one again costs nothing.

    Raises:
        SpecError: It cannot be drilled.
    """
    return _parsed(kind.id, _Spec(item))


def mode_of(plan: Plan, kind: AnyKind) -> str:
    """The way a kind is asked in a sitting; the usual one if it does not know the plan's."""
    return plan.mode if plan.mode in {*kind.modes, MENTAL} else kind.modes[0]


def seed_of(sitting: Sitting) -> int:
    """The seed of the question that comes now."""
    return Seeded(sitting.plan.seed * 1_000_003 + sitting.count).below(_SEEDS)


class _Chosen(NamedTuple):
    item: str
    rule: Rule
    again: bool = False
    pick: Pick | None = None


def _taken(sitting: Sitting, day: date) -> tuple[_Chosen | None, Sitting]:
    """What to ask now, and the sitting without it in its queue."""
    ready = [each for each in sitting.returns if each.after <= sitting.count]
    if ready:
        return _returned(sitting, ready[0])
    pick = _pick(sitting, day)
    if pick is not None:
        due = bool(sitting.queues.get(pick.skill))
        queues = sitting.queues if due else sitting.spare
        queue = queues[pick.skill]
        place = _place(sitting, queue)
        left = {**queues, pick.skill: (*queue[:place], *queue[place + 1 :])}
        after = replace(sitting, queues=left) if due else replace(sitting, spare=left)
        return _Chosen(queue[place], pick.rule, pick=pick), after
    if sitting.returns:
        return _returned(sitting, sitting.returns[0])
    return None, sitting


def _returned(sitting: Sitting, back: Return) -> tuple[_Chosen, Sitting]:
    left = tuple(each for each in sitting.returns if each is not back)
    return _Chosen(back.item, Rule.DUE, again=True), replace(sitting, returns=left)


def _pick(sitting: Sitting, day: date) -> Pick | None:
    """The drill to go on with: the last one where it is kept together, else by choice."""
    last = sitting.done[-1].drill.id if sitting.done else ""
    due = {drill: len(queue) for drill, queue in sitting.queues.items() if queue}
    together = last in due and not _mixes(sitting, last)
    learns = sitting.plan.scope is Scope.LEARN
    skills = [
        Skill(
            id=drill.id,
            standing=drill.standing,
            parents=drill.parents,
            due=due.get(drill.id, 0) if not together or drill.id == last else 0,
            order=drill.order,
            waited=drill.waited,
            empty=not (learns and sitting.spare.get(drill.id)),
        )
        for drill in sitting.drills.values()
    ]
    pick = choose(skills, day, seed_of(sitting), last) if due or learns else None
    if pick is not None and sitting.plan.scope is Scope.DRILL:
        return replace(pick, rule=Rule.ASKED_FOR)
    return pick


def _place(sitting: Sitting, queue: Sequence[str]) -> int:
    """Which of a queue's items: the first, or one of another strategy than the last (R19)."""
    last = _strategy(sitting.done[-1].item) if sitting.done else ""
    first = _strategy(sitting.items[queue[0]])
    if not first or first != last:
        return 0
    return fresh([_strategy(sitting.items[id_]) for id_ in queue], last, seed_of(sitting))


def _strategy(item: Item) -> str:
    return str(item.spec.get("strategy", ""))


def _mixes(sitting: Sitting, drill: str) -> bool:
    one = sitting.drills[drill]
    return is_mixed(one.attempts, one.mixing, listed=kind_of(one.kind).traits.listed)


def _asking(sitting: Sitting, chosen: _Chosen, at: Moment, day: date, attempt: str) -> Sitting:
    drill = sitting.drills[sitting.items[chosen.item].drill]
    item, level, phase = _at_level(sitting, sitting.items[chosen.item], drill)
    kind, seed = kind_of(drill.kind), seed_of(sitting)
    mode = mode_of(sitting.plan, kind)
    usual = kind.modes[0] if mode == MENTAL else mode
    predicted, model = expect(item, drill, sitting.within, at.wall, day)
    asked = Question(
        id=attempt,
        item=item,
        drill=drill,
        prompt=kind.prompt(parsed(kind, item), seed, usual, sitting.before),
        mode=mode,
        seed=seed,
        at=at.wall,
        predicted=predicted,
        model=model,
        why=_why(chosen, sitting),
        mixed=_among_others(sitting, drill.id),
        again=chosen.again,
        level=level,
        stretch=phase,
    )
    return replace(sitting, asked=asked, count=sitting.count + 1)


def _among_others(sitting: Sitting, drill: str) -> bool:
    """Whether the question before it was of another drill; at the beginning, whether it is mixed.

    A list that is kept together stands among others with the first item after a change.
    """
    if sitting.done:
        return sitting.done[-1].drill.id != drill
    others = any(queue for each, queue in sitting.queues.items() if each != drill)
    return others and _mixes(sitting, drill)


def _at_level(sitting: Sitting, item: Item, drill: Drill) -> tuple[Item, float | None, Stretch]:
    """An item with levels at the difficulty held for its drill, pushes and eases included.

    One that goes on from where it led last begins there.
    """
    phase = stretch(sitting.count) if sitting.plan.intervals else Stretch.STEADY
    kind = kind_of(drill.kind)
    spec = kind.resumed(item.spec, drill.figure)
    if spec is not item.spec:
        item = replace(item, spec=spec)
    if kind.levels(parsed(kind, item)) == 1:
        return item, None, phase
    low, high = reach(kind, item)
    level = min(max(drill.difficulty.level + phase.step, low), high)
    return replace(item, spec={**spec, "level": _own(item) + round(level)}), level, phase


def reach(kind: AnyKind, item: Item) -> tuple[float, float]:
    """How much easier and how much harder than it is written an item can be asked, in levels."""
    own = _own(item)
    return float(-own), float(kind.levels(parsed(kind, item)) - 1 - own)


def _own(item: Item) -> int:
    """The level an item is written at."""
    return int(float(item.spec.get("level", 0)))


def _why(chosen: _Chosen, sitting: Sitting) -> dict[str, Any]:
    """What explains a choice and lets it be replayed, as JSON values."""
    why: dict[str, Any] = {
        "rule": str(chosen.rule),
        "seed": sitting.plan.seed,
        "place": sitting.count,
        "scope": str(sitting.plan.scope),
    }
    if chosen.pick is not None:
        sets = chosen.pick.eligible
        why |= {"due": len(sets.due), "active": len(sets.active), "mastered": len(sets.mastered)}
        why["waiting"] = len(sets.waiting) + len(sets.parked)
    return why


def session_so_far(sitting: Sitting) -> list[Done]:
    """The answers as the stop rule sees them."""
    return [Done(each.right, each.pace) for each in sitting.done if each.right is not None]


@dataclass(frozen=True, slots=True)
class _Spec:
    """A key for the cache of read specs: the mapping itself, by identity."""

    item: Item

    def __hash__(self) -> int:
        return hash(self.item.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Spec) and self.item.spec is other.item.spec


@lru_cache(maxsize=64)
def _parsed(kind: str, key: _Spec) -> Any:
    return kind_of(kind).parse(key.item.spec)
