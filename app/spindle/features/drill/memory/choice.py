"""A12, the choice: what to ask next, from what is due, what is being learned and what is mastered.

A pure function of what is known and a seed, so every choice can be replayed and explained. It does
not hunt the weakest: in simulations that is the worst rule of all. The graph of prerequisites and
the gate do the work; inside the set any fair order serves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from spindle.features.drill.memory.mastery import Standing
from spindle.features.drill.seeded import Seeded

ACTIVE: Final = 5
"""Drills that are being learned at a time."""

MASTERED_SHARE: Final = 0.125
"""Of the attempts outside what is due, so many come from what is mastered."""

_EXPLORED: Final = 0.2
_LEAST: Final = 0.02


class Rule(StrEnum):
    """Why something was chosen."""

    DUE = "due"
    LEARNING = "learning"
    MASTERED = "mastered"
    ASKED_FOR = "asked_for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A drill, as the choice sees it.

    Attributes:
        parents: Drills that come before it.
        due: How many of its items are due.
        order: Where the person put it; earlier ones become active first.
        waited: Sessions in which it was active and not asked.
        empty: Whether it has nothing to ask but what is due.
    """

    id: str
    standing: Standing = field(default_factory=Standing)
    parents: tuple[str, ...] = ()
    due: int = 0
    order: int = 0
    waited: int = 0
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Eligible:
    """What could be asked, and what could not and why; every drill is in one of the first four."""

    active: tuple[str, ...]
    mastered: tuple[str, ...]
    waiting: tuple[str, ...]
    parked: tuple[str, ...]
    due: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pick:
    """What was chosen, and all that is needed to explain and repeat it."""

    skill: str
    rule: Rule
    seed: int
    eligible: Eligible


def eligible(skills: Sequence[Skill], day: date) -> Eligible:
    """Sort the drills; of those that could be learned the first few are active.

    Those under way come before new ones, so the active set does not change with every attempt.
    """
    known = {skill.id: skill for skill in skills}
    open_ones, mastered, waiting, parked = [], [], [], []
    for skill in sorted(skills, key=lambda each: (each.order, each.id)):
        if skill.standing.mastered:
            mastered.append(skill.id)
        elif skill.standing.is_parked(day):
            parked.append(skill.id)
        elif _is_open(skill, known):
            open_ones.append(skill)
        else:
            waiting.append(skill.id)
    open_ones.sort(key=lambda each: (each.standing.begun is None, each.order, each.id))
    active = [skill.id for skill in open_ones[:ACTIVE]]
    waiting += [skill.id for skill in open_ones[ACTIVE:]]
    due = sorted((skill for skill in skills if skill.due), key=lambda each: (each.order, each.id))
    return Eligible(
        tuple(active),
        tuple(mastered),
        tuple(waiting),
        tuple(parked),
        tuple(skill.id for skill in due),
    )


def choose(skills: Sequence[Skill], day: date, seed: int, last: str = "") -> Pick | None:
    """The next drill; None when there is nothing to ask.

    Args:
        skills: All drills that take part.
        day: The user's day.
        seed: The same state and seed give the same choice.
        last: The drill asked before: not again at once, if there is another.
    """
    sets = eligible(skills, day)
    chance = Seeded(seed)
    known = {skill.id: skill for skill in skills}
    due = _others(sets.due, last)
    if due:
        return Pick(
            _by_weight(due, {id_: known[id_].due for id_ in due}, chance), Rule.DUE, seed, sets
        )
    review = chance.part() < MASTERED_SHARE
    mastered = _others([id_ for id_ in sets.mastered if not known[id_].empty], last)
    learning = [id_ for id_ in sets.active if not known[id_].empty]
    if mastered and (review or not learning):
        return Pick(chance.choice(mastered), Rule.MASTERED, seed, sets)
    active = _others(learning, last)
    if not active:
        return None
    longest = max(active, key=lambda id_: known[id_].waited)
    if known[longest].waited >= 2:  # nothing starves
        return Pick(longest, Rule.LEARNING, seed, sets)
    if chance.part() < _EXPLORED:
        return Pick(chance.choice(active), Rule.LEARNING, seed, sets)
    weights = {id_: max(known[id_].standing.progress, 0.0) + _LEAST for id_ in active}
    return Pick(_by_weight(active, weights, chance), Rule.LEARNING, seed, sets)


def _is_open(skill: Skill, known: Mapping[str, Skill]) -> bool:
    """Whether all that comes before it is mastered; what is gone holds nothing up."""
    return all(known[parent].standing.mastered for parent in skill.parents if parent in known)


def _others(ids: Sequence[str], last: str) -> list[str]:
    """Without the last one, unless it is the only one."""
    return [id_ for id_ in ids if id_ != last] or list(ids)


def _by_weight(ids: Sequence[str], weights: Mapping[str, float], chance: Seeded) -> str:
    point = chance.part() * sum(weights[id_] for id_ in ids)
    for id_ in ids:
        point -= weights[id_]
        if point < 0:
            return id_
    return ids[-1]
