"""The spec of a step sequence: its steps, their order, and which must never fail."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.answers.text import LONGEST, Policy
from spindle.features.drill.kinds import reading
from spindle.features.drill.kinds.kind import Spec, SpecError
from spindle.features.drill.kinds.typed_recall import policy_of

MOST_STEPS: Final = 60

_TOO_FEW: Final = N_("drill", "It has fewer than two steps.")
_TOO_MANY: Final = N_("drill", "It has more than {most} steps.")
_EMPTY: Final = N_("drill", "A step has no words.")
_NO_STEP: Final = N_("drill", "It comes after step {number}, which is not there.")
_CIRCLE: Final = N_("drill", "Its steps wait for each other in a circle.")
_TWICE: Final = N_("drill", "Two steps read the same.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step.

    Attributes:
        accept: Other wordings that count.
        critical: A run without it, right and in its place, has failed.
        wait_s: How long to wait after it in a real run.
        after: Places of the steps it needs before it, from 0.
    """

    text: str
    accept: tuple[str, ...] = ()
    critical: bool = False
    wait_s: float = 0.0
    after: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """An item, read.

    Attributes:
        cue: What the steps are for.
        step: Which step is left out where one is missing, from 1; 0 for any.
        others: Sentences that are no step of it, for the tiles.
        before: For each step all steps that must come before it, at any remove.
    """

    cue: str
    steps: tuple[Step, ...]
    step: int
    others: tuple[str, ...]
    before: tuple[frozenset[int], ...]
    policy: Policy

    @property
    def must(self) -> frozenset[int]:
        """The critical steps; all, where none is marked."""
        marked = frozenset(at for at, step in enumerate(self.steps) if step.critical)
        return marked or frozenset(range(len(self.steps)))

    def free(self, done: frozenset[int]) -> tuple[int, ...]:
        """The steps that may come next."""
        return tuple(
            at for at in range(len(self.steps)) if at not in done and self.before[at] <= done
        )


def read_steps(spec: Spec) -> Steps:
    """Read one item.

    Raises:
        SpecError: Too few or too many steps, an empty one, or an order that cannot be kept.
    """
    listed = reading.mappings(spec, "steps")
    if len(listed) < 2:
        raise SpecError(_TOO_FEW, "steps")
    if len(listed) > MOST_STEPS:
        raise SpecError(_TOO_MANY, "steps", most=MOST_STEPS)
    partial = reading.choice(spec, "order", ("total", "partial")) == "partial"
    steps = tuple(_step(one, at, len(listed), partial=partial) for at, one in enumerate(listed))
    words = [step.text.casefold() for step in steps]
    if len(set(words)) < len(words):
        raise SpecError(_TWICE, "steps")
    return Steps(
        cue=reading.text(spec, "cue"),
        steps=steps,
        step=reading.whole(spec, "step", 0, least=0, most=len(listed)),
        others=reading.texts(spec, "others"),
        before=_closure(steps),
        policy=policy_of(spec),
    )


def _step(spec: Mapping[str, object], at: int, count: int, *, partial: bool) -> Step:
    where = f"step {at + 1}"
    text = reading.as_text(spec.get("text", ""), needed=_EMPTY, where=where)
    return Step(
        text=text[:LONGEST],
        accept=tuple(one[:LONGEST] for one in reading.texts(spec, "accept")),
        critical=reading.yes(spec, "critical"),
        wait_s=reading.number(spec, "wait_s", 0.0, least=0, most=86_400),
        after=_after(spec, at, count) if partial else ((at - 1,) if at else ()),
    )


def _after(spec: Mapping[str, object], at: int, count: int) -> tuple[int, ...]:
    """Places from 0 of what the step comes after; with nothing said it is free."""
    listed = spec.get("after", ())
    if isinstance(listed, str | int):
        listed = str(listed).replace(",", " ").split()
    found = []
    for number in listed if isinstance(listed, list | tuple) else ():
        where = f"step {at + 1}"
        if not str(number).isdecimal() or not 1 <= int(str(number)) <= count:
            raise SpecError(_NO_STEP, where, number=number)
        found.append(int(str(number)) - 1)
    return tuple(found)


def _closure(steps: tuple[Step, ...]) -> tuple[frozenset[int], ...]:
    """All that comes before each step, or an error for a circle."""
    before: dict[int, frozenset[int]] = {}
    left = set(range(len(steps)))
    while left:
        ready = [at for at in left if not left & set(steps[at].after)]
        if not ready:
            raise SpecError(_CIRCLE, "steps")
        for at in ready:
            after = steps[at].after
            before[at] = frozenset(after).union(*(before[one] for one in after))
        left -= set(ready)
    return tuple(before[at] for at in range(len(steps)))
