"""A12, the choice: what to ask next, from what is due, what is being learned and what is mastered.

A pure function of what is known and a seed, so every choice can be replayed and explained. It does
not hunt the weakest: in simulations that is the worst rule of all. The graph of prerequisites and
the gate do the work; inside the set any fair order serves.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from spindle.features.drill.memory.mastery import Standing
from spindle.features.drill.seeded import Seeded

ACTIVE: Final = 5
"""Drills that are being learned at a time."""

MASTERED_SHARE: Final = 0.125
"""Of the attempts outside what is due, so many come from what is mastered."""

STARVED: Final = 2
"""Sessions in which a drill was active and not asked, after which it comes first."""

_EXPLORED: Final = 0.2
_LEAST: Final = 0.02


class Rule(StrEnum):
    """Why something was chosen."""

    DUE = "due"
    LEARNING = "learning"
    MASTERED = "mastered"
    ASKED_FOR = "asked_for"
    SAME = "same"  # one item of many attempts goes on


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A drill, as the choice sees it.

    Attributes:
        parents: Drills that come before it.
        due: How many of its items are due.
        order: Where the person put it; earlier ones become active first.
        waited: Sessions in which it was active and not asked.
        empty: Whether it has nothing to ask but what is due.
        aside: Whether it is here only because others stand on it.
    """

    id: str
    standing: Standing = field(default_factory=Standing)
    parents: tuple[str, ...] = ()
    due: int = 0
    order: int = 0
    waited: int = 0
    empty: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Eligible:
    """What could be asked, and what could not and why; each that takes part is in one of four."""

    active: tuple[str, ...]
    mastered: tuple[str, ...]
    waiting: tuple[str, ...]
    parked: tuple[str, ...]
    due: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draw:
    """All that a choice hangs on besides its seed: with both it can be made again.

    Attributes:
        due: Drills with something due, and how much of it.
        learning: Drills being learned, and how fast each is: the faster, the likelier.
        mastered: Drills that are mastered and have something to ask.
        waited: Sessions in which those being learned were not asked.
        last: The drill asked before.
    """

    due: tuple[tuple[str, int], ...] = ()
    learning: tuple[tuple[str, float], ...] = ()
    mastered: tuple[str, ...] = ()
    waited: tuple[tuple[str, int], ...] = ()
    last: str = ""

    def as_plain(self) -> dict[str, Any]:
        """As JSON values; what is empty is left out."""
        plain = {
            "due": [list(each) for each in self.due],
            "learning": [list(each) for each in self.learning],
            "mastered": list(self.mastered),
            "waited": [list(each) for each in self.waited],
            "last": self.last,
        }
        return {name: value for name, value in plain.items() if value}


def from_plain(plain: Mapping[str, Any]) -> Draw:
    """What ``as_plain`` gave."""
    return Draw(
        due=tuple((str(id_), int(count)) for id_, count in plain.get("due", ())),
        learning=tuple((str(id_), float(gain)) for id_, gain in plain.get("learning", ())),
        mastered=tuple(map(str, plain.get("mastered", ()))),
        waited=tuple((str(id_), int(count)) for id_, count in plain.get("waited", ())),
        last=str(plain.get("last", "")),
    )


@dataclass(frozen=True, slots=True)
class Pick:
    """What was chosen, and all that is needed to explain and repeat it."""

    skill: str
    rule: Rule
    seed: int
    eligible: Eligible
    draw: Draw


def eligible(skills: Sequence[Skill], day: date) -> Eligible:
    """Sort the drills; of those that could be learned the first few are active.

    Those under way come before new ones, so the active set does not change with every attempt.
    """
    known = {skill.id: skill for skill in skills}
    open_ones, mastered, waiting, parked = [], [], [], []
    taking = [skill for skill in skills if not skill.aside]
    for skill in sorted(taking, key=lambda each: (each.order, each.id)):
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
    due = sorted((skill for skill in taking if skill.due), key=lambda each: (each.order, each.id))
    return Eligible(
        tuple(active),
        tuple(mastered),
        tuple(waiting),
        tuple(parked),
        tuple(skill.id for skill in due),
    )


def choose(
    skills: Sequence[Skill],
    day: date,
    seed: int,
    last: str = "",
    among: Container[str] | None = None,
) -> Pick | None:
    """The next drill; None when there is nothing to ask.

    Args:
        skills: All drills that take part.
        day: The user's day.
        seed: The same state and seed give the same choice.
        last: The drill asked before: not again at once, if there is another.
        among: The drills that may be chosen now; all when left out.
    """
    sets = eligible(skills, day)
    known = {skill.id: skill for skill in skills}

    def free(ids: Sequence[str]) -> list[str]:
        return [id_ for id_ in ids if among is None or id_ in among]

    learning = [id_ for id_ in free(sets.active) if not known[id_].empty]
    draw = Draw(
        due=tuple((id_, known[id_].due) for id_ in free(sets.due)),
        learning=tuple((id_, round(known[id_].standing.progress, 6)) for id_ in learning),
        mastered=tuple(id_ for id_ in free(sets.mastered) if not known[id_].empty),
        waited=tuple((id_, known[id_].waited) for id_ in learning if known[id_].waited),
        last=last,
    )
    found = drawn(draw, seed)
    return None if found is None else Pick(*found, seed, sets, draw)


def drawn(draw: Draw, seed: int) -> tuple[str, Rule] | None:
    """The drill that a seed takes of a draw, and by which rule; always the same."""
    chance, due = Seeded(seed), dict(draw.due)
    if due:
        return _by_weight(_others(list(due), draw.last), due, chance), Rule.DUE
    review = chance.part() < MASTERED_SHARE
    mastered = _others(draw.mastered, draw.last)
    learning = dict(draw.learning)
    if mastered and (review or not learning):
        return chance.choice(mastered), Rule.MASTERED
    active = _others(list(learning), draw.last)
    if not active:
        return None
    waited = dict(draw.waited)
    longest = max(active, key=lambda id_: waited.get(id_, 0))
    if waited.get(longest, 0) >= STARVED:  # nothing starves
        return longest, Rule.LEARNING
    if chance.part() < _EXPLORED:
        return chance.choice(active), Rule.LEARNING
    weights = {id_: max(learning[id_], 0.0) + _LEAST for id_ in active}
    return _by_weight(active, weights, chance), Rule.LEARNING


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
