"""A sitting with drills, as a state and pure functions: what is asked next, what an answer changes.

The clock, the database and the page are elsewhere. The same state, seed and answers give the same
sitting again.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from spindle.core.clock import Moment
from spindle.features.drill.kinds.kind import MENTAL, AnyKind, SpecError
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory.choice import Rule
from spindle.features.drill.memory.intervals import Done, Stretch, stretch
from spindle.features.drill.picking import Chosen, mixes, taken
from spindle.features.drill.predicting import expect
from spindle.features.drill.records import Drill, Item, Question
from spindle.features.drill.state import Sitting, mode_of, parsed, seed_of


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
            same = Chosen(last.item.id, Rule.SAME)
            return _asking(sitting, same, at, day, attempt)
    sitting = replace(sitting, asked=None, before=())
    while True:
        found, sitting = taken(sitting, day)
        if found is None:
            return sitting
        try:
            return _asking(sitting, found, at, day, attempt)
        except SpecError:
            sitting = replace(sitting, count=sitting.count + 1)


def _asking(sitting: Sitting, chosen: Chosen, at: Moment, day: date, attempt: str) -> Sitting:
    drill = sitting.drills[sitting.items[chosen.item].drill]
    item, level, phase = _at_level(sitting, _at_step(sitting, sitting.items[chosen.item]), drill)
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
    return others and mixes(sitting, drill)


def _at_step(sitting: Sitting, item: Item) -> Item:
    """A procedure of which only some steps are practised, with the step whose turn it is."""
    places = sitting.steps.get(item.id)
    if not places:
        return item
    turn = sum(each.item.id == item.id for each in sitting.done)
    return replace(item, spec={**item.spec, "step": places[turn % len(places)] + 1})


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


def _why(chosen: Chosen, sitting: Sitting) -> dict[str, Any]:
    """What explains a choice and lets it be made again, as JSON values."""
    return {
        "seed": sitting.plan.seed,
        "place": sitting.count,
        "scope": str(sitting.plan.scope),
        **({"mix": list(sitting.mix)} if len(sitting.mix) > 1 else {}),
        **chosen.why(),
    }


def session_so_far(sitting: Sitting) -> list[Done]:
    """The answers as the stop rule sees them."""
    return [Done(each.right, each.pace) for each in sitting.done if each.right is not None]
