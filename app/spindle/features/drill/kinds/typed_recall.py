"""Typed recall: a cue, a sentence with a gap or a question, and an answer that is typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from spindle.core.translate import N_
from spindle.features.drill.answers.equality import same_expression
from spindle.features.drill.answers.expression import (
    UNREADABLE,
    ExpressionError,
    Node,
    read_expression,
)
from spindle.features.drill.answers.folding import LANGUAGES, Fold
from spindle.features.drill.answers.numbers import (
    Quantity,
    Reading,
    Tolerance,
    read_quantity,
    read_tolerance,
    same_number,
)
from spindle.features.drill.answers.text import LONGEST, USUAL, Match, Policy, compare
from spindle.features.drill.kinds import reading
from spindle.features.drill.kinds.kind import (
    FACES,
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
from spindle.features.drill.kinds.settling import OneAttempt, settle

CHECKS = ("text", "number", "expression")

_NOT_A_NUMBER = N_("drill", "Its answer “{answer}” is not a number Spindle can read.")
_NO_TOLERANCE = N_("drill", "“{text}” is not a tolerance such as 0.05 or 2 %.")
_NO_EXPRESSION = N_("drill", "Its answer “{answer}” is not an expression Spindle can read.")
_TOO_LONG = N_("drill", "An answer to type has {most} characters at most.")
_NO_FOLD = N_("drill", "“{word}” is nothing that can be ignored; known are {words}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """An item, read."""

    cue: str
    text: str
    answers: tuple[str, ...]
    hint: str = ""
    check: str = "text"
    policy: Policy
    within: Tolerance
    comma: bool = False
    numbers: tuple[Quantity, ...] = ()
    trees: tuple[Node, ...] = ()


class TypedRecall(OneAttempt):
    """The kind. Given: ``text``; the payload keeps it with its distance and the answer met."""

    id = "typed_recall"
    title = N_("drill", "Typed recall")
    version = 1
    modes = ("ask",)
    traits = Traits(timed=Timed.FIRST_KEY, listed=True, face=f"{FACES}.typed_recall")
    own_words = frozenset(
        {"cue", "prompt", "answers", "hint", "check", "ignore", "language", "within", "decimal"}
    )

    def parse(self, spec: Spec) -> Typed:
        """Read one item."""
        answers = reading.texts(spec, "answers")
        cue, text = reading.text(spec, "cue"), reading.text(spec, "prompt")
        if not cue and not text:
            raise SpecError(NO_QUESTION, "prompt")
        if not answers:
            raise SpecError(NO_ANSWER, "answers")
        if max(map(len, answers)) > LONGEST:
            raise SpecError(_TOO_LONG, "answers", most=LONGEST)
        stated = reading.text(spec, "within")
        usual = "number" if stated else "text"
        check = reading.choice({"check": usual} | dict(spec), "check", CHECKS)
        comma = reading.choice(spec, "decimal", ("point", "comma")) == "comma"
        return Typed(
            cue=cue,
            text=text,
            answers=answers,
            hint=reading.text(spec, "hint"),
            check=check,
            policy=policy_of(spec),
            within=tolerance_of(stated),
            comma=comma,
            numbers=_numbers(answers, comma=comma) if check == "number" else (),
            trees=tuple(map(_tree, answers)) if check == "expression" else (),
        )

    def name(self, spec: Typed) -> str:
        """The cue, or the sentence."""
        return spec.cue or spec.text

    def prompt(self, spec: Typed, seed: int, mode: str, before: Sequence[Payload] = ()) -> Prompt:
        """The item as it stands."""
        del before
        return Prompt(mode=mode, seed=seed, cue=spec.cue, text=spec.text, answer=spec.answers[0])

    def hint(self, spec: Typed, prompt: Prompt, level: int) -> str:
        """The writer's hint, then the first letters, then half of each word."""
        del prompt
        if spec.hint:
            if level == 1:
                return spec.hint
            level -= 1
        return letters(spec.answers[0], level)

    def judge(self, spec: Typed, prompt: Prompt, given: Given) -> Judged:
        """Compare what was typed, by the item's check."""
        del prompt
        typed = str(given.get("text", ""))
        if spec.check == "text":
            match = compare(typed, spec.answers, spec.policy)
            return settle(
                given,
                right=match.right,
                score=match.score,
                near=match.near,
                payload=_kept(typed, match),
            )
        found = self._reckoned(spec, typed)
        return settle(
            given,
            right=found.right,
            score=float(found.right),
            near=found.near,
            unread=found.unread,
            reason=found.reason,
            payload={"text": typed[:LONGEST], "check": spec.check},
        )

    def _reckoned(self, spec: Typed, typed: str) -> Reading:
        if spec.check == "number":
            found = [same_number(typed, one, spec.within, comma=spec.comma) for one in spec.numbers]
            return max(found, key=lambda one: (one.right, one.near))
        try:
            tree = read_expression(typed)
        except ExpressionError as error:
            sentence = UNREADABLE if error.what else error.sentence
            return Reading(right=False, reason=sentence, unread=True)
        return Reading(right=any(same_expression(tree, one) for one in spec.trees))


def policy_of(spec: Spec) -> Policy:
    """What the spec's ``ignore`` and ``language`` say; ``nothing`` stands for no fold at all."""
    words = reading.texts(spec, "ignore")
    if len(words) == 1:
        words = tuple(re.split(r"[,\s]+", words[0]))
    known = [fold.value for fold in Fold]
    folds = set()
    for word in words:
        if word in known:
            folds.add(Fold(word))
        elif word != "nothing":
            raise SpecError(_NO_FOLD, "ignore", word=word, words=", ".join([*known, "nothing"]))
    return Policy(
        folds=frozenset(folds) if words else USUAL,
        language=reading.choice(spec, "language", LANGUAGES),
    )


def tolerance_of(stated: str) -> Tolerance:
    """What a spec's ``within`` says."""
    found = read_tolerance(stated) if stated else Tolerance()
    if found is None:
        raise SpecError(_NO_TOLERANCE, "within", text=stated)
    return found


def letters(answer: str, level: int) -> str:
    """The beginning of each word: its first letter, then half of it; then nothing more."""
    if level not in {1, 2}:
        return ""
    shown = []
    for word in answer.split():
        kept = 1 if level == 1 else (len(word) + 1) // 2
        shown.append(word[:kept] + ("…" if kept < len(word) else ""))
    return " ".join(shown)


def _kept(typed: str, match: Match) -> dict[str, object]:
    return {"text": typed[:LONGEST], "answer": match.answer, "distance": match.distance}


def _numbers(answers: tuple[str, ...], *, comma: bool) -> tuple[Quantity, ...]:
    found = []
    for answer in answers:
        number = read_quantity(answer, comma=comma)
        if number is None or abs(number.value) > Fraction(10) ** 300:
            raise SpecError(_NOT_A_NUMBER, "answers", answer=answer)
        found.append(number)
    return tuple(found)


def _tree(answer: str) -> Node:
    try:
        return read_expression(answer)
    except ExpressionError as error:
        raise SpecError(_NO_EXPRESSION, "answers", answer=answer) from error
