"""What an item asks and what counts, in a few lines of text."""

from collections.abc import Mapping
from typing import Any, Final

from spindle.features.drill.kinds.kind import GAP, AnyKind, Prompt, SpecError
from spindle.features.drill.kinds.known import ask, kind_of
from spindle.features.drill.page.words import problem
from spindle.features.drill.plain_words import of_prompt

_SEEDS: Final = (3, 14, 15)
SEED: Final = _SEEDS[0]
_MOST: Final = 24


def preview(kind: str, spec: Mapping[str, Any]) -> str:
    """What is asked and what counts; or why it cannot be asked."""
    try:
        found = kind_of(kind)
        if found.traits.fresh:
            return "\n\n".join(_problem(found, spec, seed) for seed in _SEEDS)
        labels = [one.label for one in found.elements(found.parse(spec))][:_MOST]
        return "\n".join(filter(None, _lines(found, ask(found, spec, _SEEDS[0]), labels)))
    except SpecError as error:
        return problem(error)


def _lines(kind: AnyKind, prompt: Prompt, labels: list[str]) -> list[str]:
    """What is asked, then its steps, its answer, or its parts in one line."""
    if getattr(prompt, "rich", False):
        asked, met = (of_prompt(prompt, text) for text in (prompt.text, prompt.answer))
        return [prompt.cue, asked, f"= {met}"]
    head = [prompt.cue, prompt.text.replace(GAP, " … ")]
    if kind.traits.in_steps:
        return [*head, *(f"{at}. {label}" for at, label in enumerate(labels, 1))]
    if prompt.answer:
        return [*head, f"= {prompt.answer}"]
    return [*head, ", ".join(labels)]


def _problem(kind: AnyKind, spec: Mapping[str, Any], seed: int) -> str:
    prompt = ask(kind, spec, seed)
    return "\n".join(filter(None, (prompt.text, f"= {prompt.answer}")))
