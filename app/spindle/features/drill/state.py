"""Where a sitting stands: its plan, what is still to be asked, and what was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final

from spindle.core.clock import SECOND, Moment
from spindle.features.drill.kinds.kind import MENTAL, AnyKind, Payload
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory.within import Within
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
        about: Name of the aim it is about, if it is about one.
        meant: The drills it is about; the others are here because these stand on them.
        steps: Of procedures of which only some steps are asked, their places from 0.
        mix: The drills that are mixed now.
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
    about: str = ""
    meant: frozenset[str] = frozenset()
    steps: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    mix: tuple[str, ...] = ()

    @property
    def left(self) -> int:
        """Items still to come, the open one and those that come back included."""
        waiting = sum(len(queue) for queue in self.queues.values())
        return waiting + len(self.returns) + (self.asked is not None)


def mode_of(plan: Plan, kind: AnyKind) -> str:
    """The way a kind is asked in a sitting; the usual one if it does not know the plan's."""
    return plan.mode if plan.mode in {*kind.modes, MENTAL} else kind.modes[0]


def seed_of(sitting: Sitting) -> int:
    """The seed of the question that comes now."""
    return Seeded(sitting.plan.seed * 1_000_003 + sitting.count).below(_SEEDS)


def parsed(kind: AnyKind, item: Item) -> Any:
    """The spec as its kind reads it; reading the same one again costs nothing.

    Raises:
        SpecError: It cannot be drilled.
    """
    return _parsed(kind.id, _Spec(item))


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
