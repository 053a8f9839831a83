"""The kinds there are. A further one is a module and a line here."""

from collections.abc import Sequence
from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.kinds.generated_problem import GeneratedProblem
from spindle.features.drill.kinds.key_sequence import KeySequence
from spindle.features.drill.kinds.kind import (
    MENTAL,
    AnyKind,
    Given,
    Judged,
    Payload,
    Prompt,
    Spec,
    SpecError,
)
from spindle.features.drill.kinds.mental import OWN_WORDS, rehearsed
from spindle.features.drill.kinds.repetition_set import RepetitionSet
from spindle.features.drill.kinds.show_and_grade import ShowAndGrade
from spindle.features.drill.kinds.step_sequence import StepSequence
from spindle.features.drill.kinds.tempo_ladder import TempoLadder
from spindle.features.drill.kinds.typed_recall import TypedRecall

KINDS: Final[tuple[AnyKind, ...]] = (
    TypedRecall(),
    ShowAndGrade(),
    StepSequence(),
    GeneratedProblem(),
    KeySequence(),
    TempoLadder(),
    RepetitionSet(),
)

_UNKNOWN: Final = N_("drill", "This Spindle knows no kind of drill called “{kind}”.")


def kind_of(kind: str) -> AnyKind:
    """The kind with an id.

    Raises:
        SpecError: There is none; a newer Spindle may know it.
    """
    for one in KINDS:
        if one.id == kind:
            return one
    raise SpecError(_UNKNOWN, "kind", kind=kind)


def words_of(kind: AnyKind) -> frozenset[str]:
    """The fields a spec of a kind may have: its own, and those of going through it in the mind."""
    return kind.own_words | OWN_WORDS


def ask(
    kind: AnyKind, spec: Spec, seed: int, mode: str = "", before: Sequence[Payload] = ()
) -> Prompt:
    """The prompt of an item as it is stored; in the mode ``MENTAL`` that of the usual one.

    Raises:
        SpecError: The spec cannot be drilled.
    """
    usual = kind.modes[0] if mode in {"", MENTAL} else mode
    prompt: Prompt = kind.prompt(kind.parse(spec), seed, usual, before)
    return prompt


def judge(kind: AnyKind, spec: Spec, prompt: Prompt, given: Given, mode: str = "") -> Judged:
    """What an answer was worth; in the mode ``MENTAL`` it is timed and neither right nor wrong."""
    if mode == MENTAL:
        return rehearsed(given)
    return kind.judge(kind.parse(spec), prompt, given)
