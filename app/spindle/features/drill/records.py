"""A drill, its items and an attempt, as a sitting works with them: plain and immutable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from spindle.features.drill.kinds.kind import MENTAL, Judged, Prompt, Timed
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory.difficulty import Difficulty
from spindle.features.drill.memory.interleave import Mixing
from spindle.features.drill.memory.intervals import Stretch
from spindle.features.drill.memory.mastery import Standing
from spindle.features.drill.memory.schedule import Trace
from spindle.features.drill.memory.value import Value
from spindle.features.drill.run import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """A drill with what is known of it.

    Attributes:
        aim, aim_day: What it is for, and the day of that, such as an exam.
        parents: Drills that come before it, and how well each must be known: 1 is mastered, less
            the share right that is expected of it.
        simpler: Drills inside it, and how much of each it exercises.
        target: Seconds that are quick enough, if the person set them.
        wanted: Share recalled that is aimed at, if it differs from the setting.
        usual: Median of the last right answers, in seconds.
        costs: How long its last items took, in ms; ``guess_ms`` what one takes until then.
        figure: What a ladder or a set came to last, with its unit.
        waited: Sessions in which it was active and not asked.
    """

    id: str
    kind: str
    title: str
    version: int = 1
    aim: str | None = None
    aim_day: date | None = None
    order: int = 0
    mixing: Mixing = Mixing.AUTO
    target: float | None = None
    wanted: float | None = None
    value: Value = field(default_factory=Value)
    standing: Standing = field(default_factory=Standing)
    difficulty: Difficulty = field(default_factory=Difficulty)
    attempts: int = 0
    usual: float | None = None
    costs: tuple[float, ...] = ()
    guess_ms: float = 8000.0
    figure: tuple[float, str] | None = None
    waited: int = 0
    parents: tuple[tuple[str, float], ...] = ()
    simpler: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item with what is left of it in memory.

    Attributes:
        spec: Options of its drill and its own fields, as the kind reads them.
        wrong: How often it was; ``streak``: how often right in a row.
        swift: How often in a row it was right, quick and even.
        asked: The last time (µs UTC).
        due: Start of the day on which it is due (µs UTC); None while it is new.
    """

    id: str
    drill: str
    spec: Mapping[str, Any]
    trace: Trace | None = None
    attempts: int = 0
    wrong: int = 0
    streak: int = 0
    swift: int = 0
    asked: int | None = None
    due: int | None = None
    begun: date | None = None


class Expectation(StrEnum):
    """Which model said what to expect."""

    VALUE = "value"
    WITHIN_DAY = "within_day"
    FORGETTING = "forgetting"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An open question: everything that is known before its answer.

    Attributes:
        id: That of the attempt it will be.
        predicted: The chance that it is right; never shown before the answer.
        why: What explains and replays the choice, as JSON values.
        mixed: Whether it stands among other drills.
        again: Whether it comes back after a miss in this sitting.
    """

    id: str
    item: Item
    drill: Drill
    prompt: Prompt
    mode: str
    seed: int
    at: int
    predicted: float
    model: Expectation
    why: Mapping[str, Any]
    mixed: bool = False
    again: bool = False
    level: float | None = None
    stretch: Stretch = Stretch.STEADY

    @property
    def task(self) -> str:
        """What is counted as one thing asked: the item; of a generator each problem."""
        fresh = kind_of(self.drill.kind).traits.fresh and not self.again
        return self.id if fresh else self.item.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """An answered question, and what it changed.

    Attributes:
        answer: What was given, what it was worth, and how long it took.
        source: ``auto``, ``user`` or ``override``.
        drill, item: As they are afterwards.
        due: The day it is due again, if that was decided.
        warm: Whether it was answered in the first seconds of a run, when times tell little yet.
    """

    asked: Question
    answer: Answer
    source: str
    day: date
    offset: int
    drill: Drill
    item: Item
    error: float | None = None
    due: date | None = None
    warm: bool = False

    @property
    def judged(self) -> Judged:
        """What the answer was worth."""
        return self.answer.judged

    @property
    def raw_ms(self) -> float | None:
        """How long it took, absence included; None where nothing measured it."""
        return self.answer.timing.raw_ms or None

    @property
    def active_ms(self) -> float | None:
        """How long it took without absence; None where nothing measured it."""
        timing = self.answer.timing
        return timing.raw_ms - timing.away_ms or None

    @property
    def hints(self) -> int:
        """How many were asked for."""
        hints = self.answer.given.get("hints", 0)
        return hints if isinstance(hints, int) else 0

    @property
    def seconds(self) -> float | None:
        """The response time: of what is typed until the first key, else of the whole answer."""
        first = self.answer.timing.first_ms
        by_key = kind_of(self.drill.kind).traits.timed is Timed.FIRST_KEY
        time = first if by_key and first else self.active_ms
        return None if time is None else time / 1000

    @property
    def pace(self) -> float | None:
        """The response time where it tells of the skill, else None."""
        tells = kind_of(self.drill.kind).traits.timed is not Timed.NOT
        return self.seconds if tells and self.asked.mode != MENTAL else None

    @property
    def right(self) -> bool | None:
        """Whether it was; None where nothing can say so."""
        return None if self.judged.outcome is None else bool(self.judged.outcome)
