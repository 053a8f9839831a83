"""The form an expression is asked for in: tests on its tree, after it was found to be equal."""

import math
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.answers.evaluating import evaluate
from spindle.features.drill.answers.expression import (
    Call,
    ExpressionError,
    Minus,
    Name,
    Node,
    Number,
    Operation,
    names_in,
)

_ADDING: Final = frozenset("+-")


def has_form(node: Node, form: str) -> bool:
    """Whether a tree has a form of ``FORMS``; an empty form is any."""
    return not form or FORMS[form][0](node)


def wanted(form: str) -> str:
    """What to say when it has not, marked for translation."""
    return FORMS[form][1]


def parts(node: Node) -> Iterator[Node]:
    """The tree's nodes, itself first."""
    yield node
    match node:
        case Minus(of):
            yield from parts(of)
        case Operation(_, left, right):
            yield from parts(left)
            yield from parts(right)
        case Call(_, arguments):
            for argument in arguments:
                yield from parts(argument)


def _unsigned(node: Node) -> Node:
    return node.of if isinstance(node, Minus) else node


def _is_number(node: Node) -> bool:
    """A number as such, no reckoning left: 7, −0.5."""
    return isinstance(_unsigned(node), Number)


def _is_fraction(node: Node) -> bool:
    """A whole number, or a fraction of two in lowest terms."""
    bare = _unsigned(node)
    if isinstance(bare, Number):
        return bare.value.denominator == 1
    if not isinstance(bare, Operation) or bare.sign != "/":
        return False
    over, under = _unsigned(bare.left), bare.right
    if not isinstance(over, Number) or not isinstance(under, Number):
        return False
    whole = over.value.denominator == 1 == under.value.denominator
    return whole and under.value > 1 and math.gcd(int(over.value), int(under.value)) == 1


def _is_sum(node: Node) -> bool:
    bare = _unsigned(node)
    return isinstance(bare, Operation) and bare.sign in _ADDING


def _is_expanded(node: Node) -> bool:
    """No product and no power of a sum is left."""
    return not any(
        isinstance(part, Operation)
        and (
            (part.sign == "*" and (_is_sum(part.left) or _is_sum(part.right)))
            or (part.sign == "^" and _is_sum(part.left))
        )
        for part in parts(node)
    )


def _factors(node: Node) -> Iterator[Node]:
    bare = _unsigned(node)
    match bare:
        case Operation("*", left, right):
            yield from _factors(left)
            yield from _factors(right)
        case Operation("^", base, Number()):
            yield base
        case _:
            yield bare


def _is_factored(node: Node) -> bool:
    """A product or a power, whose sums share no number and no name among their terms."""
    bare = _unsigned(node)
    if not isinstance(bare, Operation) or bare.sign not in {"*", "^"}:
        return False
    factors = list(_factors(bare))
    return any(names_in(one) for one in factors) and not any(map(_has_common, factors))


def _has_common(node: Node) -> bool:
    """Whether something can still be taken out of a sum: ``2x + 4``, ``x² + x``."""
    if not _is_sum(node):
        return False
    terms = list(_terms(node))
    numbers = [_coefficient(term) for term in terms]
    whole = all(number.denominator == 1 for number in numbers)
    if whole and math.gcd(*(int(number) for number in numbers)) > 1:
        return True
    shared = frozenset.intersection(*(_outer_names(term) for term in terms))
    return bool(shared)


def _terms(node: Node) -> Iterator[Node]:
    bare = _unsigned(node)
    if isinstance(bare, Operation) and bare.sign in _ADDING:
        yield from _terms(bare.left)
        yield from _terms(bare.right)
    else:
        yield bare


def _coefficient(term: Node) -> Fraction:
    found = Fraction(1)
    for factor in _factors(term):
        if isinstance(factor, Number):
            found *= factor.value
    return found


def _outer_names(term: Node) -> frozenset[str]:
    return frozenset(factor.name for factor in _factors(term) if isinstance(factor, Name))


def _is_simplified(node: Node) -> bool:
    """No reckoning with numbers alone is left, no like terms, no double sign or factor of one."""
    for part in parts(node):
        if isinstance(part, Operation) and _is_idle(part):
            return False
        closed = isinstance(part, Call | Operation) and not names_in(part)
        if closed and not _is_fraction(part) and _comes_out_even(part):
            return False
    terms = [_shape(term) for term in _terms(node)]
    return len(terms) == len(set(terms))


def _is_idle(part: Operation) -> bool:
    """An operation that changes nothing: times 1, plus 0, to the power of 1."""
    left, right = (
        one.value if isinstance(one, Number) else None for one in (part.left, part.right)
    )
    if part.sign in _ADDING:
        return left == 0 or right == 0
    if part.sign == "*":
        return left in {0, 1} or right in {0, 1}
    return right in {0, 1}


def _comes_out_even(part: Node) -> bool:
    try:
        return isinstance(evaluate(part, {}), Fraction)
    except ExpressionError:
        return True


def _shape(term: Node) -> tuple[str, ...]:
    """What a term is beside its number; like terms have one shape."""
    return tuple(sorted(repr(one) for one in _powers(term) if not isinstance(one, Number)))


def _powers(term: Node) -> Iterator[Node]:
    match _unsigned(term):
        case Operation("*", left, right):
            yield from _powers(left)
            yield from _powers(right)
        case bare:
            yield bare


FORMS: Final[dict[str, tuple[Callable[[Node], bool], str]]] = {
    "number": (_is_number, N_("drill", "Equal, but not worked out to a number.")),
    "fraction": (_is_fraction, N_("drill", "Equal, but not a fraction in lowest terms.")),
    "expanded": (_is_expanded, N_("drill", "Equal, but not expanded.")),
    "factored": (_is_factored, N_("drill", "Equal, but not factored.")),
    "simplified": (_is_simplified, N_("drill", "Equal, but not simplified.")),
}
"""The test of each form, and the sentence for an equal answer without it."""
