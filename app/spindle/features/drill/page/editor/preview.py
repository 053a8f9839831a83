"""An item as it will be asked, in a few lines of text."""

from collections.abc import Mapping
from typing import Any, Final

from spindle.features.drill.kinds.kind import GAP, Prompt, SpecError
from spindle.features.drill.kinds.known import ask, kind_of
from spindle.features.drill.kinds.repetition_set import SetPrompt
from spindle.features.drill.page.words import problem, tr

_SEEDS: Final = (3, 14, 15)
_MOST: Final = 24


def preview(kind: str, spec: Mapping[str, Any]) -> str:
    """What is asked and what counts; or why it cannot be asked."""
    try:
        if kind == "generated_problem":
            return "\n\n".join(_problem(spec, seed) for seed in _SEEDS)
        found = kind_of(kind)
        labels = [one.label for one in found.elements(found.parse(spec))][:_MOST]
        return "\n".join(filter(None, _lines(kind, ask(found, spec, _SEEDS[0]), labels)))
    except SpecError as error:
        return problem(error)


def _lines(kind: str, prompt: Prompt, labels: list[str]) -> list[str]:
    head = [prompt.cue, prompt.text.replace(GAP, " … ")]
    if kind == "step_sequence":
        return [*head, *(f"{at}. {label}" for at, label in enumerate(labels, 1))]
    if kind == "tempo_ladder":
        return [*head, tr("{rungs} beats a minute").format(rungs=", ".join(labels))]
    if isinstance(prompt, SetPrompt):
        counts = tr("{sets} sets of {reps}").format(sets=prompt.sets, reps=prompt.reps)
        return [*head, counts]
    return [*head, f"= {prompt.answer}"]


def _problem(spec: Mapping[str, Any], seed: int) -> str:
    prompt = ask(kind_of("generated_problem"), spec, seed)
    return "\n".join(filter(None, (prompt.text, f"= {prompt.answer}")))
