"""What a kind of drill is: one protocol, and the plain records that go in and out of it.

A drill has *options*, which hold for all of it, and *items*, each a mapping of plain JSON values.
What a kind reads is one item's *spec*: ``{**options, **item}``, so that an item may say anything
otherwise. The caller keeps both as they are; a kind keeps nothing. Where a kind knows levels of
difficulty, the caller says which by ``level`` in the spec: the rung a ladder begins on, the size
of a problem's numbers.

One attempt is: ``prompt`` (from the spec, a seed and a mode; the same three give the same prompt
again), the view asks it, the person answers, ``judge`` says what the answer was worth. Kinds of
which one item is many attempts (a ladder, a block of keys, a set of repetitions) read the
payloads of this sitting's attempts, oldest first, in ``before``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Protocol, TypeVar

from spindle.core.translate import N_

Spec = Mapping[str, Any]
"""Options and item as one mapping of JSON values."""

Given = Mapping[str, Any]
"""What the person did, as JSON values; each kind documents its own.

All kinds know ``hints`` (how many were asked for), ``shown`` (the answer was asked for instead of
given) and ``call`` (``"right"`` or ``"wrong"``: the person overrides the check).
"""

Payload = Mapping[str, Any]
"""What an attempt keeps beside its figures, as JSON values."""

GAP: Final = "___"
"""Where in a prompt's text the answer goes."""

MENTAL: Final = "mental"
"""The mode in which any item is rehearsed in the mind: timed, and counted apart."""

FACES: Final = "spindle.features.drill.page.faces"
"""Where a kind's looks are: a module each, found by name, so that a kind needs no Qt."""

FORGOT: Final = 1
HARD: Final = 2
GOOD: Final = 3
EASY: Final = 4


NO_QUESTION: Final = N_("drill", "It has no question.")
NO_ANSWER: Final = N_("drill", "It has no answer.")


class SpecError(ValueError):
    """A spec that cannot be drilled.

    Attributes:
        sentence: English, marked for translation in the context ``drill``, with ``{names}``.
        values: What stands for the names; ``where`` is one of them.
        where: Which part of the spec it is about, such as ``steps 3``; empty for all of it.
    """

    def __init__(self, sentence: str, where: str = "", **values: object) -> None:
        self.sentence = sentence
        self.values = {"where": where, **values}
        self.where = where
        super().__init__(sentence.format(**self.values))


@dataclass(frozen=True, slots=True)
class Element:
    """A part of an item that is measured by itself: a step, a key after a key, a rung."""

    label: str
    critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementResult:
    """How one element went in an attempt.

    Attributes:
        element: Its place among the kind's ``elements``, from 0.
        ok: None where it was not asked.
        onset_ms: When it began, after the attempt's start.
        latency_ms: How long it took; None where nothing measured it.
    """

    element: int
    expected: str
    got: str
    ok: bool | None
    onset_ms: float | None = None
    latency_ms: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """What is asked. Each kind adds what its view draws.

    Attributes:
        cue: The line above, such as a meaning.
        text: The question itself, with ``GAP`` where the answer goes, if it has a place.
        answer: What is shown afterwards as the answer; a view never draws it before.
        rest_s: How long to rest before it.
    """

    mode: str
    seed: int
    cue: str = ""
    text: str = ""
    answer: str = ""
    rest_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an answer was worth.

    Attributes:
        outcome: 1 right, 0 not, None where nothing can say so (rehearsed in the mind).
        score: 0–1.
        near_miss: Not right as it stands, but so near that the person is asked.
        unread: It is no number or expression where one is asked for: a slip of the pen, which is
            given back to be mended wherever something may be told.
        grade_allowed: Which of forgot 1, hard 2, good 3, easy 4 the person may choose from;
            one alone is the grade. A typed or timed answer has one: response time never
            decides it.
        reason: In a few words why it is not right, marked in the context ``drill``; may be empty.
    """

    outcome: int | None
    score: float
    near_miss: bool = False
    unread: bool = False
    elements: tuple[ElementResult, ...] = ()
    grade_allowed: tuple[int, ...] = ()
    reason: str = ""
    payload: Payload = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a sitting with one item came to, for kinds of many attempts.

    Attributes:
        outcome, score: As in ``Judged``.
        figures: Named numbers with their unit, such as ``("top", 88.0, "bpm")``.
    """

    outcome: int | None
    score: float
    figures: tuple[tuple[str, float, str], ...] = ()


class Timed(StrEnum):
    """What the length of an attempt tells of the skill."""

    NOT = "not"  # nothing: it is as long as the click, the set or the reading
    FIRST_KEY = "first_key"  # the time to the first key
    WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What the rest of Spindle goes by, so that nobody else asks which kind it is.

    Attributes:
        timed: What its time tells.
        listed: Whether it is a list of things, learned better one after another than mixed.
        longest: Days after which it is asked again at the latest.
        in_steps: Whether its elements are the steps of one run.
        part_mode: The mode that asks a single step.
        in_blocks: Whether one attempt is a block, with its elements as trials.
        fresh: Whether each asking is another question, so that one item fills a sitting.
        guess: Seconds an item takes where nothing is known of it yet.
        face: Module that holds how it looks on screen, as ``FACE``; without one it is asked by its
            text and edited as text.
    """

    timed: Timed = Timed.WHOLE
    listed: bool = False
    longest: int = 3 * 365
    in_steps: bool = False
    part_mode: str = ""
    in_blocks: bool = False
    fresh: bool = False
    guess: float = 8.0
    face: str = ""


S = TypeVar("S")
P = TypeVar("P", bound=Prompt)


class Kind(Protocol[S, P]):
    """One kind of drill. Plain Python: no clock, no Qt, no database; every call is pure.

    Attributes:
        id: What is stored; never changed.
        title: What a person reads, marked in the context ``drill``.
        version: Raised when a stored prompt would read differently; kept with every attempt.
        modes: The ways of asking, the usual one first; ``MENTAL`` goes with every kind.
        own_words: Names of the spec's fields this kind knows, for the check of hand-written files.
        paced: Whether one item is many attempts in a sitting.
        traits: What all others go by.
    """

    @property
    def id(self) -> str: ...  # noqa: D102 - said above
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def version(self) -> int: ...  # noqa: D102
    @property
    def modes(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def own_words(self) -> frozenset[str]: ...  # noqa: D102
    @property
    def paced(self) -> bool: ...  # noqa: D102
    @property
    def traits(self) -> Traits: ...  # noqa: D102

    def parse(self, spec: Spec) -> S:
        """Read one item's spec.

        Raises:
            SpecError: It cannot be drilled; the sentence says why.
        """
        ...

    def name(self, spec: S) -> str:
        """What stands for the item in a list."""
        ...

    def elements(self, spec: S) -> tuple[Element, ...]:
        """The parts that are measured by themselves; none where the item is one thing."""
        ...

    def levels(self, spec: S) -> int:
        """How many levels of difficulty the item has; 1 where it has none."""
        ...

    def resumed(self, spec: Spec, last: tuple[float, str] | None) -> Spec:
        """The spec a sitting begins with, after what the drill came to last and its unit."""
        ...

    def target(self, spec: S) -> tuple[float, str] | None:
        """What the item climbs to, with its unit; None where it climbs to nothing."""
        ...

    def prompt(self, spec: S, seed: int, mode: str, before: Sequence[Payload] = ()) -> P:
        """What to ask; an unknown mode asks in the usual one.

        Raises:
            SpecError: Nothing can be asked with this seed (no valid parameters).
        """
        ...

    def hint(self, spec: S, prompt: P, level: int) -> str:
        """The hint of a level from 1; empty when there is none (any more)."""
        ...

    def judge(self, spec: S, prompt: P, given: Given) -> Judged:
        """What the answer was worth; never raises for anything a person can do."""
        ...

    def goes_on(self, spec: S, before: Sequence[Payload]) -> bool:
        """Whether this sitting asks the item once more; always False for one attempt a time."""
        ...

    def result(self, spec: S, before: Sequence[Payload]) -> Result:
        """What the sitting came to; ``before`` holds at least one payload."""
        ...


AnyKind = Kind[Any, Any]
