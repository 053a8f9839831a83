"""Which item comes next in a sitting, and all that explains the choice and makes it again.

Something new is asked by itself for its first ten attempts, a list is kept together, and of the
rest two to four drills that are easily confused are mixed at a time (A13). No strategy is set twice
running where there is another, unless the person keeps the drill together (R19).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from spindle.features.drill.counting import reached
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory.choice import Pick, Rule, Skill, choose
from spindle.features.drill.memory.interleave import NEW, Mixing, fresh, is_mixed, rotation
from spindle.features.drill.records import Drill, Item
from spindle.features.drill.state import Return, Scope, Sitting, seed_of


class Place(NamedTuple):
    """Which item of a queue was taken, and what that hung on."""

    at: int
    of: int
    strategies: tuple[str, ...] = ()
    last: str = ""


class Chosen(NamedTuple):
    """An item, and why it was taken."""

    item: str
    rule: Rule
    again: bool = False
    pick: Pick | None = None
    place: Place | None = None

    def why(self) -> dict[str, Any]:
        """What explains the choice and makes it again, as JSON values."""
        why: dict[str, Any] = {"rule": str(self.rule)}
        if self.pick is not None:
            sets = self.pick.eligible
            why["pick"] = self.pick.seed
            why["draw"] = self.pick.draw.as_plain()
            why["waiting"] = len(sets.waiting) + len(sets.parked)
        if self.place is not None:
            why["place_in"] = [self.place.at, self.place.of]
            if self.place.strategies:
                why["strategies"] = list(self.place.strategies)
                why["strategy_before"] = self.place.last
        return why


def taken(sitting: Sitting, day: date) -> tuple[Chosen | None, Sitting]:
    """What to ask now, and the sitting without it in its queue."""
    ready = [each for each in sitting.returns if each.after <= sitting.count]
    back = _back(sitting, ready)
    if back is not None:
        return _returned(sitting, back)
    pick, sitting = _pick(sitting, day)
    if pick is not None:
        due = bool(sitting.queues.get(pick.skill))
        queues = sitting.queues if due else sitting.spare
        queue = queues[pick.skill]
        place = _place(sitting, sitting.drills[pick.skill], queue)
        left = {**queues, pick.skill: (*queue[: place.at], *queue[place.at + 1 :])}
        after = replace(sitting, queues=left) if due else replace(sitting, spare=left)
        return Chosen(queue[place.at], pick.rule, pick=pick, place=place), after
    if sitting.returns:
        return _returned(sitting, ready[0] if ready else sitting.returns[0])
    return None, sitting


def mixes(sitting: Sitting, drill: str) -> bool:
    """Whether a drill stands among others."""
    one = sitting.drills[drill]
    return is_mixed(one.attempts, one.mixing, listed=kind_of(one.kind).traits.listed)


def _back(sitting: Sitting, ready: Sequence[Return]) -> Return | None:
    """The missed item that comes back now: none of the last strategy, while there is another."""
    last = _last_strategy(sitting)
    for each in ready:
        if not last or _strategy(sitting.items[each.item]) != last:
            return each
    others = any(sitting.queues.values()) or _learns(sitting)
    return None if others or not ready else ready[0]


def _returned(sitting: Sitting, back: Return) -> tuple[Chosen, Sitting]:
    left = tuple(each for each in sitting.returns if each is not back)
    return Chosen(back.item, Rule.DUE, again=True), replace(sitting, returns=left)


def _learns(sitting: Sitting) -> bool:
    return sitting.plan.scope is Scope.LEARN and any(sitting.spare.values())


def _pick(sitting: Sitting, day: date) -> tuple[Pick | None, Sitting]:
    """The drill to go on with: the last one where it is kept together, else one of the mix."""
    learns = sitting.plan.scope is Scope.LEARN
    has = {drill for drill, queue in sitting.queues.items() if queue}
    if learns:
        has |= {drill for drill, queue in sitting.spare.items() if queue}
    last = sitting.done[-1].drill.id if sitting.done else ""
    among: Collection[str]
    if last in has and _together(sitting, last):
        among = {last}
    else:
        sitting = _mixed_anew(sitting, has)
        among = set(sitting.mix) | {drill for drill in has if not mixes(sitting, drill)}
        among = _of_another_strategy(sitting, among)
    if not learns and not any(sitting.queues.values()):
        return None, sitting
    known = skills(sitting)
    pick = choose(known, day, seed_of(sitting), last, among)
    if pick is None:  # nothing of the mix can be learned now; anything that can be goes
        pick = choose(known, day, seed_of(sitting), last)
    if pick is not None and sitting.plan.scope is Scope.DRILL:
        pick = replace(pick, rule=Rule.ASKED_FOR)
    return pick, sitting


def skills(sitting: Sitting) -> list[Skill]:
    """The drills as the choice sees them."""
    due = {drill: len(queue) for drill, queue in sitting.queues.items() if queue}
    return [_skill(sitting, drill, due) for drill in sitting.drills.values()]


def _skill(sitting: Sitting, drill: Drill, due: Mapping[str, int]) -> Skill:
    learns = sitting.plan.scope is Scope.LEARN
    begun = drill.standing.begun is not None
    return Skill(
        id=drill.id,
        standing=drill.standing,
        parents=tuple(
            parent
            for parent, level in drill.parents
            if parent in sitting.drills and not _reached(sitting.drills[parent], level, begun=begun)
        ),
        due=due.get(drill.id, 0),
        order=drill.order,
        waited=drill.waited,
        empty=not (learns and sitting.spare.get(drill.id)),
        aside=bool(sitting.meant) and drill.id not in sitting.meant,
    )


def _reached(parent: Drill, level: float, *, begun: bool) -> bool:
    return reached(level, parent.value.log_odds, parent.attempts, begun=begun)


def _together(sitting: Sitting, drill: str) -> bool:
    """Whether the next one is of the same drill: what is due of it, or its first attempts."""
    if mixes(sitting, drill):
        return False
    if sitting.queues.get(drill):
        return True
    run = 0
    for attempt in reversed(sitting.done):
        if attempt.drill.id != drill:
            break
        run += 1
    return run < NEW


def _mixed_anew(sitting: Sitting, has: Collection[str]) -> Sitting:
    """The sitting with other drills to mix, once fewer than two of the last ones are left."""
    open_ = [drill for drill in sitting.drills if drill in has and mixes(sitting, drill)]
    left = tuple(drill for drill in sitting.mix if drill in open_)
    if len(left) > 1 or set(left) == set(open_):
        return replace(sitting, mix=left)
    related = {drill: _related(sitting, drill, open_) for drill in open_}
    return replace(sitting, mix=rotation(open_, related, seed_of(sitting)))


def _related(sitting: Sitting, drill: str, others: Sequence[str]) -> frozenset[str]:
    """Drills it is easily taken for: of one aim or way of solving, or one stands on the other."""
    one, ways = sitting.drills[drill], _ways(sitting, drill)
    found = set()
    for id_ in others:
        other = sitting.drills[id_]
        near = {parent for parent, _ in (*one.parents, *one.simpler)}
        far = {parent for parent, _ in (*other.parents, *other.simpler)}
        shared = one.aim is not None and one.aim == other.aim
        if id_ != drill and (shared or id_ in near or drill in far or ways & _ways(sitting, id_)):
            found.add(id_)
    return frozenset(found)


def _ways(sitting: Sitting, drill: str) -> set[str]:
    ids = (*sitting.queues.get(drill, ()), *sitting.spare.get(drill, ()))
    return {way for id_ in ids if (way := _strategy(sitting.items[id_]))}


def _of_another_strategy(sitting: Sitting, among: Collection[str]) -> Collection[str]:
    """Without drills that have only the last strategy to offer, if there are others."""
    last = _last_strategy(sitting)
    if not last:
        return among
    others = {drill for drill in among if _strategies(sitting, drill) != {last}}
    return others or among


def _strategies(sitting: Sitting, drill: str) -> set[str]:
    queue = sitting.queues.get(drill) or sitting.spare.get(drill) or ()
    return {_strategy(sitting.items[id_]) for id_ in queue}


def _place(sitting: Sitting, drill: Drill, queue: Sequence[str]) -> Place:
    """Which of a queue's items: the first, or one of another strategy than the last (R19)."""
    last = _last_strategy(sitting)
    if drill.mixing is Mixing.BLOCKED or not last or _strategy(sitting.items[queue[0]]) != last:
        return Place(0, len(queue))
    strategies = tuple(_strategy(sitting.items[id_]) for id_ in queue)
    at = fresh(strategies, last, seed_of(sitting))
    return Place(at, len(queue), strategies, last)


def _last_strategy(sitting: Sitting) -> str:
    return _strategy(sitting.done[-1].item) if sitting.done else ""


def _strategy(item: Item) -> str:
    return str(item.spec.get("strategy", ""))
