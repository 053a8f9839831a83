"""A generated problem: a text with fresh numbers each time, an answer that is reckoned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from spindle.core.translate import N_
from spindle.features.drill.answers.expression import (
    ExpressionError,
    Node,
    read_expression,
)
from spindle.features.drill.answers.forms import FORMS
from spindle.features.drill.answers.numbers import Tolerance
from spindle.features.drill.answers.text import Policy
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
    Traits,
)
from spindle.features.drill.kinds.problem_check import Expected, check, expect
from spindle.features.drill.kinds.problem_parameters import Bound, Parameters, read_parameters
from spindle.features.drill.kinds.problem_text import fill, has_holes
from spindle.features.drill.kinds.settling import OneAttempt, settle
from spindle.features.drill.kinds.typed_recall import policy_of, tolerance_of

_NO_PARAMS: Final = N_("drill", "Its numbers cannot be read.")
_BAD_ANSWER: Final = N_("drill", "Its answer “{answer}” is not an expression Spindle can read.")
_PREVIEWS: Final = 20
"""Seeds tried before a problem is taken for sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An item, read.

    Attributes:
        trees: The answer's expressions; several are a set, asked for in any order.
        words: The answer's text instead, for a problem whose answer is a word.
        positive: Names that stand for positive numbers only.
        strategy: What the problem is an example of; problems of one strategy are mixed with others.
    """

    cue: str
    text: str
    parameters: Parameters
    trees: tuple[Node, ...]
    words: str
    form: str
    within: Tolerance
    unit: str
    positive: frozenset[str]
    solution: tuple[str, ...]
    strategy: str
    level: int
    policy: Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPrompt(Prompt):
    """The prompt of a problem: its numbers, the worked answer, what is expected."""

    bound: Mapping[str, Bound]
    solution: tuple[str, ...]
    expected: Expected


class GeneratedProblem(OneAttempt):
    """The kind. Given: ``text``. The payload keeps the numbers as they were drawn."""

    id = "generated_problem"
    title = N_("drill", "Generated problem")
    version = 1
    modes = ("ask",)
    traits = Traits(longest=120, fresh=True, guess=20.0, face=f"{FACES}.generated_problem")
    own_words = frozenset(
        {"cue", "prompt", "params", "where", "answer", "form", "within", "unit", "positive",
         "solution", "strategy", "level", "ignore", "language"}
    )  # fmt: skip

    def parse(self, spec: Spec) -> Problem:
        """Read one item, and try some seeds."""
        params = spec.get("params", {})
        if not isinstance(params, dict):
            raise SpecError(_NO_PARAMS, "params")
        parameters = read_parameters(params, reading.texts(spec, "where"))
        answer = reading.text(spec, "answer", needed=NO_ANSWER)
        found = Problem(
            cue=reading.text(spec, "cue"),
            text=reading.text(spec, "prompt", needed=NO_QUESTION),
            parameters=parameters,
            trees=() if has_holes(answer) else _trees(answer),
            words=answer if has_holes(answer) else "",
            form=reading.choice(spec, "form", ("", *FORMS)),
            within=tolerance_of(reading.text(spec, "within")),
            unit=reading.text(spec, "unit"),
            positive=frozenset(reading.texts(spec, "positive")),
            solution=reading.texts(spec, "solution"),
            strategy=reading.text(spec, "strategy"),
            level=reading.whole(spec, "level", 0, least=0, most=99),
            policy=policy_of(spec),
        )
        for seed in range(_PREVIEWS):
            self.prompt(found, seed, "ask")
        return found

    def levels(self, spec: Problem) -> int:
        """As many as its numbers have."""
        return spec.parameters.levels

    def name(self, spec: Problem) -> str:
        """The cue, or the text with its holes."""
        return spec.cue or spec.text

    def prompt(
        self, spec: Problem, seed: int, mode: str, before: Sequence[Payload] = ()
    ) -> ProblemPrompt:
        """The problem with the numbers of this seed."""
        del before
        bound = spec.parameters.bind(seed, spec.level)
        words = fill(spec.words, bound)
        expected = expect(spec.trees, words, bound, spec.unit)
        return ProblemPrompt(
            mode=mode,
            seed=seed,
            cue=fill(spec.cue, bound),
            text=fill(spec.text, bound),
            answer=expected.written,
            bound=bound,
            solution=tuple(fill(line, bound) for line in spec.solution),
            expected=expected,
        )

    def hint(self, spec: Problem, prompt: ProblemPrompt, level: int) -> str:
        """One step of the worked answer, but never its last."""
        del spec
        return prompt.solution[level - 1] if level < len(prompt.solution) else ""

    def judge(self, spec: Problem, prompt: ProblemPrompt, given: Given) -> Judged:
        """By value within the tolerance, or as an expression; then by its form."""
        typed = str(given.get("text", ""))
        found = check(
            typed,
            prompt.expected,
            within=spec.within,
            form=spec.form,
            positive=spec.positive,
            policy=spec.policy,
        )
        return settle(
            given,
            right=found.right,
            score=float(found.right),
            near=found.near,
            unread=found.unread,
            reason=found.reason,
            payload={"text": typed[:2000], "bound": _plain(prompt.bound), "by": found.by},
        )


def _plain(bound: Mapping[str, Bound]) -> dict[str, Any]:
    return {name: str(value) for name, value in bound.items()}


def _trees(answer: str) -> tuple[Node, ...]:
    """The expressions of an answer, ``;`` between them."""
    try:
        return tuple(read_expression(part) for part in answer.split(";"))
    except ExpressionError as error:
        raise SpecError(_BAD_ANSWER, "answer", answer=answer) from error
