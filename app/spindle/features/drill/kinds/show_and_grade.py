"""Show and grade: the answer is thought, then shown; the person says whether they had it.

First yes or no, then how it was; *hard* can only be reached after *yes*, so that it never stands
for a miss. This is how an imported card is drilled.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spindle.core.translate import N_
from spindle.features.drill.kinds import reading
from spindle.features.drill.kinds.kind import (
    EASY,
    FACES,
    FORGOT,
    GOOD,
    HARD,
    NO_ANSWER,
    NO_QUESTION,
    Given,
    Judged,
    Payload,
    Prompt,
    Spec,
    SpecError,
    Timed,
    Traits,
)
from spindle.features.drill.kinds.settling import OneAttempt, count


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An item, read.

    Attributes:
        rich: Prompt and answer are HTML that was sanitised on its way in.
        sounds, answer_sounds: Files in the media folder, by their bare names. A side may be
            nothing but heard.
    """

    cue: str
    text: str
    answer: str
    hint: str = ""
    rich: bool = False
    sounds: tuple[str, ...] = ()
    answer_sounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CardPrompt(Prompt):
    """The prompt of a card."""

    rich: bool = False
    sounds: tuple[str, ...] = ()
    answer_sounds: tuple[str, ...] = ()


class ShowAndGrade(OneAttempt):
    """The kind. Given: ``had`` (True or False), then ``grade`` (2–4 after yes)."""

    id = "show_and_grade"
    title = N_("drill", "Show and grade")
    version = 1
    modes = ("ask",)
    traits = Traits(timed=Timed.NOT, listed=True, face=f"{FACES}.show_and_grade")
    own_words = frozenset({"cue", "prompt", "answer", "hint", "rich", "sounds", "answer_sounds"})

    def parse(self, spec: Spec) -> Card:
        """Read one item."""
        cue, text = reading.text(spec, "cue"), reading.text(spec, "prompt")
        sounds, answer_sounds = _files(spec, "sounds"), _files(spec, "answer_sounds")
        if not cue and not text and not sounds:
            raise SpecError(NO_QUESTION, "prompt")
        return Card(
            cue=cue,
            text=text,
            answer=reading.text(spec, "answer", needed="" if answer_sounds else NO_ANSWER),
            hint=reading.text(spec, "hint"),
            rich=reading.yes(spec, "rich"),
            sounds=sounds,
            answer_sounds=answer_sounds,
        )

    def name(self, spec: Card) -> str:
        """The cue, the question, or the file that is heard."""
        return spec.cue or spec.text or spec.sounds[0]

    def prompt(
        self, spec: Card, seed: int, mode: str, before: Sequence[Payload] = ()
    ) -> CardPrompt:
        """The card as it stands."""
        del before
        return CardPrompt(
            mode=mode,
            seed=seed,
            cue=spec.cue,
            text=spec.text,
            answer=spec.answer,
            rich=spec.rich,
            sounds=spec.sounds,
            answer_sounds=spec.answer_sounds,
        )

    def hint(self, spec: Card, prompt: CardPrompt, level: int) -> str:
        """The writer's hint, if there is one."""
        del prompt
        return spec.hint if level == 1 else ""

    def judge(self, spec: Card, prompt: CardPrompt, given: Given) -> Judged:
        """No is forgot. After yes the person chooses among hard, good and easy; hinted, hard."""
        del spec, prompt
        had = given.get("had") is True
        hints = count(given, "hints")
        allowed = (FORGOT,) if not had else (HARD,) if hints else (HARD, GOOD, EASY)
        grade = given.get("grade")
        return Judged(
            outcome=int(had),
            score=float(had),
            grade_allowed=tuple(one for one in allowed if one == grade) or allowed,
            payload={
                "outcome": int(had),
                "score": float(had),
                **({"hints": hints} if hints else {}),
            },
        )


def _files(spec: Spec, field: str) -> tuple[str, ...]:
    """Names without any path; others are left out."""
    return tuple(name for name in reading.texts(spec, field) if is_bare(name))


def is_bare(name: str) -> bool:
    """Whether a name is one of a file in a folder, and no way out of it."""
    return bool(name) and name not in {".", ".."} and not set(name) & set("/\\:\0")
