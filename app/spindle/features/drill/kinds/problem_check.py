"""Compares what was typed with the answer of a generated problem."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.answers.equality import same_expression, same_value
from spindle.features.drill.answers.evaluating import NO_VALUE, Value, evaluate
from spindle.features.drill.answers.expression import (
    CONSTANTS,
    UNREADABLE,
    ExpressionError,
    Node,
    names_in,
    read_expression,
)
from spindle.features.drill.answers.forms import has_form, wanted
from spindle.features.drill.answers.numbers import (
    Quantity,
    Reading,
    Tolerance,
    read_quantity,
    same_number,
)
from spindle.features.drill.answers.text import Policy, compare
from spindle.features.drill.answers.units import ONE, read_unit
from spindle.features.drill.answers.writing import put_in, write_expression, write_value
from spindle.features.drill.kinds.kind import SpecError
from spindle.features.drill.kinds.problem_parameters import Bound, numbers

_NAMED: Final = re.compile(r"\s*[A-Za-z][A-Za-z0-9]*\s*(?:\([A-Za-z]\))?\s*=(?!=)")
_BETWEEN: Final = re.compile(r"\s*(?:;|\bor\b|\band\b|,\s+)\s*")
_COUNT: Final = N_("drill", "This has another number of answers.")
_NO_UNIT: Final = N_("drill", "Spindle does not know the unit “{unit}”.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the answer is, for one set of numbers.

    Attributes:
        values: Its values, where it has any; empty for an expression or a word.
        trees: Its expressions, with the numbers put in.
        words: Its text, for a word.
        written: All of it, to show.
    """

    values: tuple[Value, ...] = ()
    trees: tuple[Node, ...] = ()
    words: str = ""
    unit: str = ""
    written: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The outcome; ``by`` names the way it was found: text, number or expression.

    ``unread`` is true of what is no number or expression, so that nothing was compared.
    """

    right: bool
    near: bool = False
    unread: bool = False
    reason: str = ""
    by: str = "number"


def expect(trees: tuple[Node, ...], words: str, bound: Mapping[str, Bound], unit: str) -> Expected:
    """Put the numbers into the answer.

    Raises:
        SpecError: It has no value with them.
    """
    if not trees:
        return Expected(words=words, written=words)
    if unit and read_unit(unit) is None:
        raise SpecError(_NO_UNIT, "unit", unit=unit)
    known = numbers(bound)
    names = frozenset().union(*map(names_in, trees)) - frozenset(CONSTANTS) - frozenset(known)
    put = tuple(put_in(tree, known) for tree in trees)
    if names:
        return Expected(trees=put, written="; ".join(map(write_expression, put)))
    try:
        values = tuple(evaluate(tree, known) for tree in trees)
    except ExpressionError as error:
        raise SpecError(NO_VALUE, "answer") from error
    values = tuple(dict.fromkeys(values))  # a root that comes twice is asked for once
    written = "; ".join(write_value(value) for value in values)
    return Expected(
        values=values,
        trees=put[: len(values)],
        unit=unit,
        written=f"{written} {unit}" if unit else written,
    )


def check(
    typed: str,
    expected: Expected,
    *,
    within: Tolerance,
    form: str,
    positive: frozenset[str],
    policy: Policy,
) -> Checked:
    """Compare; never raises."""
    if expected.words:
        match = compare(typed, [expected.words], policy)
        return Checked(right=match.right, near=match.near, by="text")
    bare = _NAMED.sub("", typed, count=1)
    count = len(expected.trees)
    parts = [bare] if count == 1 else _BETWEEN.split(bare)
    if len(parts) != count:
        return Checked(right=False, reason=_COUNT)
    found = [_part(part, expected, within, positive) for part in parts]
    met = {at for one in found for at in one.met}
    first = found[0]
    if len(met) < count:
        reasons = [one.reason for one in found if one.reason]
        return Checked(
            right=False,
            near=count == 1 and first.near,
            unread=any(one.unread for one in found),
            reason=reasons[0] if reasons else "",
            by=first.by,
        )
    if form and not all(_formed(part, form) for part in parts):
        return Checked(right=False, near=True, reason=wanted(form), by=first.by)
    return Checked(right=True, by=first.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One part of what was typed, and which of the answers it is."""

    met: tuple[int, ...] = ()
    near: bool = False
    unread: bool = False
    reason: str = ""
    by: str = "number"


def _part(typed: str, expected: Expected, within: Tolerance, positive: frozenset[str]) -> _Part:
    if expected.values:
        read = [_as_number(typed, value, expected.unit, within) for value in expected.values]
        met = tuple(at for at, one in enumerate(read) if one.right)
        written = read_quantity(typed)
        if met or expected.unit or (written is not None and not written.unit_text):
            return _Part(
                met=met,
                near=any(one.near for one in read),
                unread=written is None,
                reason=read[0].reason,
            )
    try:
        tree = read_expression(typed.strip())
    except ExpressionError as error:
        sentence = UNREADABLE if error.what else error.sentence
        return _Part(unread=True, reason=sentence, by="expression")
    try:
        if expected.values:
            return _Part(met=_valued(tree, expected.values, within), by="expression")
    except ExpressionError as error:
        return _Part(reason=error.sentence if not error.what else "", by="expression")
    met = tuple(
        at for at, other in enumerate(expected.trees) if same_expression(tree, other, positive)
    )
    return _Part(met=met, by="expression")


def _as_number(typed: str, value: Value, unit: str, within: Tolerance) -> Reading:
    if isinstance(value, complex) and abs(value.imag) > 1e-12 * max(1.0, abs(value.real)):
        return Reading(right=False)
    exact = value if isinstance(value, Fraction) else Fraction(value.real)
    known = read_unit(unit) if unit else ONE
    return same_number(typed, Quantity(exact, known, unit), within)


def _valued(tree: Node, values: tuple[Value, ...], within: Tolerance) -> tuple[int, ...]:
    """Which of the values an expression such as ``2√3`` or ``7·8`` has."""
    found = evaluate(tree, {})
    return tuple(
        at
        for at, value in enumerate(values)
        if same_value(found, value) or (within.stated and _within(found, value, within))
    )


def _within(found: Value, value: Value, within: Tolerance) -> bool:
    try:
        off = abs(complex(found) - complex(value))
    except OverflowError:
        return False
    return off <= max(float(within.absolute), abs(complex(value)) * float(within.relative))


def _formed(typed: str, form: str) -> bool:
    try:
        return has_form(read_expression(typed.strip()), form)
    except ExpressionError:
        return False
