"""A step sequence: a procedure, step by step, in one order or as far as one step needs another.

Five ways to ask it: *next* (what comes next, from tiles or typed), *recall* (typed, no tiles),
*missing* (one step is left out), *reorder* (shuffled steps are put in order) and *checklist* (the
real thing: each step is done and checked).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spindle.core.translate import N_
from spindle.features.drill.answers.text import compare
from spindle.features.drill.kinds.kind import (
    FACES,
    Element,
    ElementResult,
    Given,
    Judged,
    Payload,
    Prompt,
    Spec,
    Traits,
)
from spindle.features.drill.kinds.settling import OneAttempt, milliseconds, settle
from spindle.features.drill.kinds.steps_score import order_of, score_of
from spindle.features.drill.kinds.steps_spec import Steps, read_steps
from spindle.features.drill.kinds.steps_walk import Taken, walk
from spindle.features.drill.kinds.typed_recall import letters
from spindle.features.drill.seeded import Seeded


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPrompt(Prompt):
    """The prompt of a sequence.

    Attributes:
        missing: Place of the step left out, in mode *missing*.
        order: Places as they are shown, in mode *reorder*.
    """

    missing: int = -1
    order: tuple[int, ...] = ()


class StepSequence(OneAttempt):
    """The kind.

    Given: in *next* and *recall* ``answers``, see ``steps_walk``; in *missing* ``text``; in
    *reorder* ``order``, places; in *checklist* ``done``: for each step ``{"ok", "latency_ms"}``.
    """

    id = "step_sequence"
    title = N_("drill", "Steps in order")
    version = 1
    modes = ("next", "recall", "missing", "reorder", "checklist")
    traits = Traits(
        longest=120, in_steps=True, part_mode="missing", guess=40.0, face=f"{FACES}.step_sequence"
    )
    own_words = frozenset({"cue", "steps", "step", "order", "others", "ignore", "language"})

    def parse(self, spec: Spec) -> Steps:
        """Read one item."""
        return read_steps(spec)

    def name(self, spec: Steps) -> str:
        """The cue, or the first step."""
        return spec.cue or spec.steps[0].text

    def elements(self, spec: Steps) -> tuple[Element, ...]:
        """The steps."""
        return tuple(Element(step.text, step.critical) for step in spec.steps)

    def prompt(
        self, spec: Steps, seed: int, mode: str, before: Sequence[Payload] = ()
    ) -> StepPrompt:
        """What is left out or shuffled comes from the seed."""
        del before
        mode = mode if mode in self.modes else self.modes[0]
        chance = Seeded(seed)
        places = range(len(spec.steps))
        missing = -1
        if mode == "missing":
            missing = spec.step - 1 if spec.step else chance.below(len(places))
        order = chance.shuffled(places) if mode == "reorder" else []
        if order == sorted(order):
            order = order[1:] + order[:1]
        return StepPrompt(
            mode=mode,
            seed=seed,
            cue=spec.cue,
            answer=spec.steps[missing].text if mode == "missing" else "",
            missing=missing,
            order=tuple(order),
        )

    def hint(self, spec: Steps, prompt: StepPrompt, level: int) -> str:
        """First letters of the missing step; a walk asks ``step_hint`` for the one that is due."""
        return self.step_hint(spec, prompt.missing, level) if prompt.missing >= 0 else ""

    def step_hint(self, spec: Steps, place: int, level: int) -> str:
        """The beginnings of one step's words."""
        return letters(spec.steps[place].text, level)

    def judge(self, spec: Steps, prompt: StepPrompt, given: Given) -> Judged:
        """By the way it was asked."""
        if prompt.mode == "missing":
            return _missing(spec, prompt, given)
        if prompt.mode == "reorder":
            return _reordered(spec, given)
        if prompt.mode == "checklist":
            return _checked(spec, given)
        return _walked(spec, walk(spec, _listed(given, "answers")), given)


def _listed(given: Given, field: str) -> list[Given]:
    found = given.get(field)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _walked(spec: Steps, taken: tuple[Taken, ...], given: Given) -> Judged:
    came = list(dict.fromkeys(one.meant for one in taken if one.meant is not None))
    order = order_of(spec, came)
    failed = spec.must - {one.step for one in taken if one.right}
    return settle(
        {**given, "call": None},
        right=not failed and not order.inversions,
        score=score_of(spec, order, failed),
        elements=tuple(_result(spec, one) for one in taken),
        payload={
            "came": came,
            "omitted": list(order.omitted),
            "inversions": order.inversions,
            "order_error": round(order.error, 4),
            "answers": [{"text": one.text, "step": one.step} for one in taken],
        },
    )


def _result(spec: Steps, taken: Taken) -> ElementResult:
    return ElementResult(
        element=taken.step,
        expected=spec.steps[taken.step].text,
        got=taken.text,
        ok=taken.right,
        onset_ms=taken.onset_ms,
        latency_ms=taken.latency_ms,
    )


def _missing(spec: Steps, prompt: StepPrompt, given: Given) -> Judged:
    step = spec.steps[prompt.missing]
    typed = str(given.get("text", ""))
    match = compare(typed, (step.text, *step.accept), spec.policy)
    judged = settle(given, right=match.right, score=match.score, near=match.near)
    element = ElementResult(
        element=prompt.missing,
        expected=step.text,
        got=typed,
        ok=judged.outcome == 1,
        latency_ms=milliseconds(given.get("latency_ms")),
    )
    return Judged(
        outcome=judged.outcome,
        score=judged.score,
        near_miss=judged.near_miss,
        elements=(element,),
        grade_allowed=judged.grade_allowed,
        payload={**judged.payload, "text": typed, "missing": prompt.missing},
    )


def _reordered(spec: Steps, given: Given) -> Judged:
    listed = given.get("order")
    places = listed if isinstance(listed, list | tuple) else ()
    numbers = [at for at in places if isinstance(at, int)]
    came = [at for at in dict.fromkeys(numbers) if 0 <= at < len(spec.steps)]
    order = order_of(spec, came)
    misplaced = frozenset(
        at
        for place, at in enumerate(came)
        if any(other in spec.before[at] for other in came[place + 1 :])
    ) | frozenset(order.omitted)
    return settle(
        given,
        right=not order.inversions and not order.omitted,
        score=score_of(spec, order, spec.must & misplaced),
        elements=tuple(
            ElementResult(
                element=at,
                expected=spec.steps[at].text,
                got=str(came.index(at) + 1) if at in came else "",
                ok=at not in misplaced,
            )
            for at in range(len(spec.steps))
        ),
        payload={"came": came, "inversions": order.inversions, "order_error": order.error},
    )


def _checked(spec: Steps, given: Given) -> Judged:
    marks = _listed(given, "done")[: len(spec.steps)]
    fine = frozenset(at for at, mark in enumerate(marks) if mark.get("ok") is True)
    failed = spec.must - fine
    return settle(
        given,
        right=not failed,
        score=len(fine) / len(spec.steps),
        elements=tuple(
            ElementResult(
                element=at,
                expected=step.text,
                got=step.text if at in fine else "",
                ok=at in fine,
                latency_ms=milliseconds(marks[at].get("latency_ms")) if at < len(marks) else None,
            )
            for at, step in enumerate(spec.steps)
        ),
        payload={"omitted": [at for at in range(len(spec.steps)) if at not in fine]},
    )
