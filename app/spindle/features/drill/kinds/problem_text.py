"""The texts of a generated problem: ``{a}`` and ``{a*b:+}`` are filled in with its numbers."""

import re
from collections.abc import Mapping
from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.answers.evaluating import evaluate
from spindle.features.drill.answers.expression import ExpressionError, read_expression
from spindle.features.drill.answers.writing import write_value
from spindle.features.drill.kinds.kind import SpecError
from spindle.features.drill.kinds.problem_parameters import Bound, numbers

_HOLE: Final = re.compile(r"\{([^{}:]{1,200})(?::(\+c?|[cpf]))?\}")

_BAD_HOLE: Final = N_("drill", "“{text}” in its text cannot be filled in.")


def fill(text: str, bound: Mapping[str, Bound]) -> str:
    """The text with every hole filled.

    Raises:
        SpecError: A hole is neither a parameter nor an expression with a value.
    """
    return _HOLE.sub(lambda hole: _filled(hole, bound), text)


def has_holes(text: str) -> bool:
    """Whether there is anything to fill in."""
    return _HOLE.search(text) is not None


def _filled(hole: re.Match[str], bound: Mapping[str, Bound]) -> str:
    inner, style = hole[1].strip(), hole[2] or ""
    value = bound.get(inner)
    if isinstance(value, str):
        return value
    try:
        found = evaluate(read_expression(inner, frozenset(bound)), numbers(bound))
    except ExpressionError as error:
        raise SpecError(_BAD_HOLE, "prompt", text=hole[0]) from error
    return write_value(found, style)
