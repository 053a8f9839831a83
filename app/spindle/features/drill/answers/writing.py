"""Writes values and expressions the way a book does: ``−3``, ``0.25``, ``2x² − 3``."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from spindle.features.drill.answers.evaluating import Value
from spindle.features.drill.answers.expression import (
    Call,
    Minus,
    Name,
    Node,
    Number,
    Operation,
)

_PLACES: Final = 4
_POWERS: Final = str.maketrans("-−0123456789", "⁻⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_STRENGTH: Final = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
_MINUS_STRENGTH: Final = 3
_ATOM: Final = 5


def write_value(value: Value, style: str = "") -> str:
    """A value in words of a page.

    Args:
        value: What to write.
        style: ``+`` with its sign and a space, ``c`` as the factor before a name (1 is left out),
            ``+c`` as both; ``p`` in brackets when negative, ``f`` as a fraction.
    """
    size = _size(abs(value) if isinstance(value, Fraction) else value, fraction=style == "f")
    negative = value < 0 if isinstance(value, Fraction) else size.startswith("-")
    size = size.lstrip("-").replace("-", "−")
    if "c" in style:
        size = "" if size == "1" else size
    if "+" in style:
        return f"− {size}" if negative else f"+ {size}"
    written = f"−{size}" if negative else size
    return f"({written})" if style == "p" and negative else written


def _size(value: Value, *, fraction: bool) -> str:
    if isinstance(value, complex):
        if abs(value.imag) > 1e-12 * max(1.0, abs(value.real)):
            return f"{value.real:.6g}{value.imag:+.6g}i"
        return f"{value.real:.6g}"
    if value.denominator == 1:
        return str(value.numerator)
    shifted = value * 10**_PLACES
    if fraction or shifted.denominator != 1:
        return f"{value.numerator}/{value.denominator}"
    digits = str(shifted.numerator).rjust(_PLACES + 1, "0")
    return f"{digits[:-_PLACES]}.{digits[-_PLACES:]}".rstrip("0")


def put_in(node: Node, values: Mapping[str, Value]) -> Node:
    """The tree with values in the place of names; inexact ones stay names."""
    match node:
        case Name(name):
            value = values.get(name)
            if not isinstance(value, Fraction):
                return node
            return _as_node(value)
        case Minus(of):
            return Minus(put_in(of, values))
        case Operation(sign, left, right):
            return Operation(sign, put_in(left, values), put_in(right, values))
        case Call(name, arguments):
            return Call(name, tuple(put_in(one, values) for one in arguments))
        case _:
            return node


def _as_node(value: Fraction) -> Node:
    if value < 0:
        return Minus(_as_node(-value))
    return Number(value)


def write_expression(node: Node) -> str:
    """The tree as text that reads back to an equal tree."""
    return _written(node, 0)


def _written(node: Node, strength: int) -> str:
    text, own = _parts(node)
    return f"({text})" if own < strength else text


def _parts(node: Node) -> tuple[str, int]:
    """The text of a node, and how strongly it holds together."""
    match _turned(node):
        case Number(value):
            text = write_value(value)
            return text, (2 if "/" in text else _ATOM)
        case Name(name):
            return name, _ATOM
        case Minus(of):
            return f"−{_written(of, _MINUS_STRENGTH)}", _MINUS_STRENGTH
        case Call(name, arguments):
            return f"{name}({', '.join(write_expression(one) for one in arguments)})", _ATOM
        case Operation(sign, left, right):
            return _operation(sign, left, right), _STRENGTH[sign]


def _operation(sign: str, left: Node, right: Node) -> str:
    own = _STRENGTH[sign]
    if sign == "^":
        base = _written(left, _ATOM)
        if isinstance(right, Number) and right.value.denominator == 1:
            return base + str(right.value).translate(_POWERS)
        return f"{base}^{_written(right, _ATOM)}"
    one, other = _written(left, own), _written(right, own + 1)
    if sign == "*":
        # Nothing between a number and a name; a sign where two would run together.
        close = re.search(r"[0-9)]$", one) and re.match(r"[A-Za-zα-ω(]", other)
        plain = isinstance(left, Number | Operation) and close and not re.search(r"/", one)
        return one + other if plain else f"{one}·{other}"
    if sign == "/":
        return f"{one}/{other}"
    return f"{one} {'−' if sign == '-' else '+'} {other}"


def _turned(node: Node) -> Node:
    """Adding a negative as subtracting, and the other way about."""
    if isinstance(node, Operation) and node.sign in "+-" and isinstance(node.right, Minus):
        return Operation("-" if node.sign == "+" else "+", node.left, node.right.of)
    return node
