"""The value of an expression: exact fractions as far as they go, then complex floating point.

Bounded in time and memory: whole exponents up to 64, fractions up to some thousand bits; what
grows beyond goes on as floating point, or has no value.
"""

import cmath
import math
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.answers.expression import (
    CONSTANTS,
    UNKNOWN,
    Call,
    ExpressionError,
    Minus,
    Name,
    Node,
    Number,
    Operation,
)

Value = Fraction | complex

NO_VALUE: Final = N_("drill", "This has no value.")
_MOST_EXPONENT: Final = 64
_MOST_BITS: Final = 4096
_MOST_FACTORIAL: Final = 60

_CONSTANTS: Final = dict(zip(CONSTANTS, (complex(math.pi), complex(math.e), 1j), strict=True))


def evaluate(node: Node, values: Mapping[str, Value]) -> Value:
    """The value of a tree with values for its names; a name hides a constant of its name.

    Raises:
        ExpressionError: A name has no value, or the expression has none here.
    """
    try:
        found = _value(node, values)
    except (ArithmeticError, ValueError, TypeError) as error:
        if isinstance(error, ExpressionError):
            raise
        raise ExpressionError(NO_VALUE) from error
    if isinstance(found, complex) and not cmath.isfinite(found):
        raise ExpressionError(NO_VALUE)
    return found


def _value(node: Node, values: Mapping[str, Value]) -> Value:
    match node:
        case Number(value):
            return value
        case Name(name):
            return _meant(name, values)
        case Minus(of):
            return -_value(of, values)
        case Operation("^", left, right):
            return _power(_value(left, values), _value(right, values))
        case Operation(sign, left, right):
            return _bounded(_operate(sign, _value(left, values), _value(right, values)))
        case Call(name, arguments):
            return _bounded(_FUNCTIONS[name](*(_value(one, values) for one in arguments)))


def _meant(name: str, values: Mapping[str, Value]) -> Value:
    if name in values:
        return values[name]
    if name in _CONSTANTS:
        return _CONSTANTS[name]
    raise ExpressionError(UNKNOWN, name)


def _operate(sign: str, left: Value, right: Value) -> Value:
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return _exactly(sign, left, right)
    one, other = complex(left), complex(right)
    if sign == "+":
        return one + other
    if sign == "-":
        return one - other
    return one * other if sign == "*" else one / other


def _exactly(sign: str, left: Fraction, right: Fraction) -> Fraction:
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    return left * right if sign == "*" else left / right


def _bits(value: Fraction) -> int:
    return max(value.numerator.bit_length(), value.denominator.bit_length())


def _bounded(value: Value) -> Value:
    if isinstance(value, Fraction) and _bits(value) > _MOST_BITS:
        return complex(value)
    return value


def _power(base: Value, exponent: Value) -> Value:
    if isinstance(base, Fraction) and isinstance(exponent, Fraction):
        whole = exponent.denominator == 1 and abs(exponent) <= _MOST_EXPONENT
        if whole and _bits(base) * abs(exponent) <= _MOST_BITS:
            return Fraction(base**exponent.numerator)
        if exponent == Fraction(1, 2):
            return _root(base)
    return complex(base) ** complex(exponent)


def _root(value: Value) -> Value:
    if isinstance(value, Fraction) and value >= 0:
        over, under = math.isqrt(value.numerator), math.isqrt(value.denominator)
        if over * over == value.numerator and under * under == value.denominator:
            return Fraction(over, under)
    return cmath.sqrt(complex(value))


def _cube_root(value: Value) -> Value:
    real = _real(value)
    root = round(math.cbrt(float(real)))
    return Fraction(root) if root**3 == real else complex(math.cbrt(float(real)))


def _real(value: Value) -> Fraction | float:
    """A value that is not complex, for functions that know an order."""
    if isinstance(value, Fraction):
        return value
    if abs(value.imag) > 1e-12 * max(1.0, abs(value.real)):
        raise ExpressionError(NO_VALUE)
    return value.real


def _as_value(real: Fraction | float) -> Value:
    return real if isinstance(real, Fraction) else complex(real)


def _whole(value: Value) -> int:
    if not isinstance(value, Fraction) or value.denominator != 1:
        raise ExpressionError(NO_VALUE)
    return value.numerator


def _factorial(value: Value) -> Value:
    of = _whole(value)
    if not 0 <= of <= _MOST_FACTORIAL:
        raise ExpressionError(NO_VALUE)
    return Fraction(math.factorial(of))


def _binomial(above: Value, below: Value) -> Value:
    of, taken = _whole(above), _whole(below)
    if not 0 <= taken <= of <= _MOST_FACTORIAL:
        raise ExpressionError(NO_VALUE)
    return Fraction(math.comb(of, taken))


def _float(function: Callable[[complex], complex]) -> Callable[[Value], Value]:
    return lambda value: function(complex(value))


def _rounded(function: Callable[[Fraction | float], int]) -> Callable[[Value], Value]:
    return lambda value: Fraction(function(_real(value)))


_CIRCLE: Final = ("sin", "cos", "tan")
_FUNCTIONS: Final[Mapping[str, Callable[..., Value]]] = {
    "sqrt": _root,
    "cbrt": _cube_root,
    "exp": lambda of: Fraction(1) if of == 0 else cmath.exp(complex(of)),
    "ln": lambda of: Fraction(0) if of == 1 else cmath.log(complex(of)),
    "log": lambda of: Fraction(0) if of == 1 else cmath.log10(complex(of)),
    "log2": lambda of: cmath.log(complex(of)) / math.log(2),
    "abs": lambda of: Fraction(abs(of)) if isinstance(of, Fraction) else complex(abs(of)),
    **{
        name: _float(getattr(cmath, name)) for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh")
    },
    **{f"a{name}": _float(getattr(cmath, f"a{name}")) for name in ("sin", "cos", "tan")},
    **{f"arc{name}": _float(getattr(cmath, f"a{name}")) for name in ("sin", "cos", "tan")},
    "floor": _rounded(math.floor),
    "ceil": _rounded(math.ceil),
    "round": _rounded(lambda real: math.floor(real + Fraction(1, 2))),
    "factorial": _factorial,
    "gcd": lambda one, other: Fraction(math.gcd(_whole(one), _whole(other))),
    "lcm": lambda one, other: Fraction(math.lcm(_whole(one), _whole(other))),
    "mod": lambda one, other: Fraction(_whole(one) % _whole(other)),
    "min": lambda one, other: _as_value(min(_real(one), _real(other))),
    "max": lambda one, other: _as_value(max(_real(one), _real(other))),
    "binomial": _binomial,
}
