"""Whether two expressions are the same: compared at seeded points, exactly where both are rational.

Points where one of the two has no value are passed over; both must miss the same ones, and at
least eight must remain.
"""

import cmath
from fractions import Fraction
from typing import Final

from spindle.features.drill.answers.evaluating import Value, evaluate
from spindle.features.drill.answers.expression import CONSTANTS, ExpressionError, Node, names_in
from spindle.features.drill.seeded import Seeded

POINTS: Final = 12
ENOUGH: Final = 8
_TRIES: Final = 60
_CLOSE: Final = 1e-9
_SEED: Final = 20260310


def same_value(left: Value, right: Value) -> bool:
    """Whether two values are one: exactly for fractions, else to nine digits."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left == right
    try:
        return cmath.isclose(complex(left), complex(right), rel_tol=_CLOSE, abs_tol=1e-12)
    except OverflowError:  # a fraction beyond floating point is no floating point number
        return False


def same_expression(
    left: Node, right: Node, positive: frozenset[str] = frozenset(), seed: int = _SEED
) -> bool:
    """Whether two expressions agree wherever they are looked at.

    Names in ``positive`` stand for positive numbers only; of the others both signs are tried.
    """
    names = sorted((names_in(left) | names_in(right)) - frozenset(CONSTANTS))
    chance = Seeded(seed)
    agreed = 0
    for _ in range(_TRIES if names else 1):
        values = {name: _point(chance, positive=name in positive) for name in names}
        one, other = _tried(left, values), _tried(right, values)
        if one is None and other is None:
            continue
        if one is None or other is None or not same_value(one, other):
            return False
        agreed += 1
        if agreed == POINTS:
            break
    return agreed >= (ENOUGH if names else 1)


def _point(chance: Seeded, *, positive: bool) -> Fraction:
    """A fraction away from 0 and ±1, where singularities like to be."""
    size = Fraction(chance.below(2900) + 137, 1009)
    return size if positive or chance.below(2) else -size


def _tried(node: Node, values: dict[str, Fraction]) -> Value | None:
    try:
        return evaluate(node, values)
    except ExpressionError:
        return None
