"""A set of physical repetitions: sets of so many, a rest between them, how good each set was.

One attempt is one set. First whether it succeeded, then its quality from 1 to 5 in words the
drill gives; effort is kept beside it and decides nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.kinds import reading
from spindle.features.drill.kinds.kind import (
    EASY,
    FACES,
    FORGOT,
    GOOD,
    HARD,
    Element,
    ElementResult,
    Given,
    Judged,
    Payload,
    Prompt,
    Result,
    Spec,
    SpecError,
    Timed,
    Traits,
)
from spindle.features.drill.kinds.settling import Unhinted, count, milliseconds

QUALITIES: Final = 5
EFFORTS: Final = 10
_NOTHING: Final = N_("drill", "It does not say what to repeat.")
_ANCHORS: Final = N_("drill", "It needs words for none or for all five qualities.")
_GRADES: Final = {1: HARD, 2: HARD, 3: GOOD, 4: GOOD, 5: EASY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetitions:
    """An item, read.

    Attributes:
        anchors: What quality 1 to 5 looks like; empty without.
        hold_s: How long one repetition takes, for the timer; 0 without one.
        picture: A file beside the drill to look at.
    """

    cue: str
    text: str
    sets: int
    reps: int
    rest_s: float
    hold_s: float
    anchors: tuple[str, ...]
    picture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPrompt(Prompt):
    """One set."""

    number: int
    sets: int
    reps: int
    hold_s: float
    anchors: tuple[str, ...]
    picture: str


class RepetitionSet(Unhinted):
    """The kind.

    Given: ``done`` and ``clean`` (repetitions), ``ok`` (whether the set succeeded), ``quality``
    1–5, ``effort`` 1–10, ``seconds``.
    """

    id = "repetition_set"
    title = N_("drill", "Repetitions")
    version = 1
    modes = ("sets",)
    traits = Traits(timed=Timed.NOT, longest=60, guess=240.0, face=f"{FACES}.repetition_set")
    own_words = frozenset(
        {"cue", "prompt", "sets", "reps", "rest_s", "hold_s", "anchors", "picture"}
    )
    paced = True

    def parse(self, spec: Spec) -> Repetitions:
        """Read one item."""
        cue, text = reading.text(spec, "cue"), reading.text(spec, "prompt")
        if not cue and not text:
            raise SpecError(_NOTHING, "cue")
        anchors = reading.texts(spec, "anchors")
        if len(anchors) not in {0, QUALITIES}:
            raise SpecError(_ANCHORS, "anchors")
        return Repetitions(
            cue=cue,
            text=text,
            sets=reading.whole(spec, "sets", 3, least=1, most=30),
            reps=reading.whole(spec, "reps", 10, least=1, most=1000),
            rest_s=reading.number(spec, "rest_s", 60, least=0, most=1800),
            hold_s=reading.number(spec, "hold_s", 0, least=0, most=3600),
            anchors=anchors,
            picture=reading.text(spec, "picture"),
        )

    def name(self, spec: Repetitions) -> str:
        """What is repeated."""
        return spec.cue or spec.text

    def elements(self, spec: Repetitions) -> tuple[Element, ...]:
        """The sets."""
        return tuple(Element(str(number + 1)) for number in range(spec.sets))

    def prompt(
        self, spec: Repetitions, seed: int, mode: str, before: Sequence[Payload] = ()
    ) -> SetPrompt:
        """The next set."""
        return SetPrompt(
            mode=mode,
            seed=seed,
            cue=spec.cue,
            text=spec.text,
            rest_s=spec.rest_s if before else 0.0,
            number=min(len(before) + 1, spec.sets),
            sets=spec.sets,
            reps=spec.reps,
            hold_s=spec.hold_s,
            anchors=spec.anchors,
            picture=spec.picture,
        )

    def judge(self, spec: Repetitions, prompt: SetPrompt, given: Given) -> Judged:
        """Succeeded or not, as the person says; the score is the quality."""
        ok = given.get("ok") is True
        quality = given.get("quality")
        known = ok and isinstance(quality, int) and 1 <= quality <= QUALITIES
        score = (int(str(quality)) - 1) / (QUALITIES - 1) if known else float(ok)
        done = min(count(given, "done"), 10 * spec.reps)
        clean = min(count(given, "clean"), done)
        effort = given.get("effort")
        element = ElementResult(
            element=prompt.number - 1,
            expected=str(spec.reps),
            got=str(clean),
            ok=ok,
            latency_ms=(milliseconds(given.get("seconds")) or 0) * 1000 or None,
        )
        return Judged(
            outcome=int(ok),
            score=score,
            elements=(element,),
            grade_allowed=_grades(quality if known else None, ok=ok),
            payload={
                "outcome": int(ok),
                "score": score,
                "set": prompt.number,
                "done": done,
                "clean": clean,
                "quality": quality if known else None,
                "effort": effort if isinstance(effort, int) and 1 <= effort <= EFFORTS else None,
            },
        )

    def goes_on(self, spec: Repetitions, before: Sequence[Payload]) -> bool:
        """Until all sets are done."""
        return len(before) < spec.sets

    def result(self, spec: Repetitions, before: Sequence[Payload]) -> Result:
        """Right when most sets succeeded."""
        del spec
        ok = sum(one.get("outcome") == 1 for one in before)
        return Result(
            outcome=int(2 * ok > len(before)),
            score=sum(float(one.get("score", 0)) for one in before) / len(before),
            figures=(
                ("sets", float(len(before)), ""),
                ("reps", float(sum(int(one.get("done", 0)) for one in before)), ""),
                ("clean", float(sum(int(one.get("clean", 0)) for one in before)), ""),
            ),
        )


def _grades(quality: object, *, ok: bool) -> tuple[int, ...]:
    if not ok:
        return (FORGOT,)
    return (_GRADES[quality],) if isinstance(quality, int) else (HARD, GOOD, EASY)
