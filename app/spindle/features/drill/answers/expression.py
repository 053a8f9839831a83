"""Reads an expression written by hand, such as ``2x² − sqrt(3)/x``, into a small tree.

Its own reader, so that nothing typed is ever run: characters, length, depth and size are bounded,
and only numbers, names, five operators and calls exist. ``^`` and ``**`` are powers; between a
number, a name or a bracket and what follows, multiplication is understood.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from spindle.core.translate import N_

LONGEST: Final = 200
DEEPEST: Final = 20
MOST_NODES: Final = 100
_MOST_DIGITS: Final = 30
_MOST_EXPONENT: Final = 300

FUNCTIONS: Final = {
    "sqrt": 1, "cbrt": 1, "exp": 1, "ln": 1, "log": 1, "log2": 1, "abs": 1,
    "sin": 1, "cos": 1, "tan": 1, "asin": 1, "acos": 1, "atan": 1,
    "arcsin": 1, "arccos": 1, "arctan": 1, "sinh": 1, "cosh": 1, "tanh": 1,
    "floor": 1, "ceil": 1, "round": 1, "factorial": 1,
    "gcd": 2, "lcm": 2, "mod": 2, "min": 2, "max": 2, "binomial": 2,
}  # fmt: skip
"""Named functions and how many arguments each takes; ``log`` is decimal, ``ln`` natural."""

CONSTANTS: Final = ("pi", "e", "i")


class ExpressionError(ValueError):
    """An expression that is not one, or has no value.

    Attributes:
        sentence: English, marked for translation in the context ``drill``, with ``{what}``.
        what: The part it is about.
    """

    def __init__(self, sentence: str, what: str = "") -> None:
        self.sentence = sentence
        self.what = what
        super().__init__(sentence.format(what=what))


UNREADABLE: Final = N_("drill", "This cannot be read as an expression.")
TOO_LARGE: Final = N_("drill", "This expression is too large.")
UNKNOWN: Final = N_("drill", "The name {what} is not known here.")
_ARGUMENTS: Final = N_("drill", "{what} takes another number of arguments.")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: Fraction
    text: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A parameter, an unknown or a constant."""

    name: str


@dataclass(frozen=True, slots=True)
class Minus:
    """A sign before something."""

    of: "Node"


@dataclass(frozen=True, slots=True)
class Operation:
    """Two things and ``+ - * / ^`` between them."""

    sign: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A named function of its arguments."""

    name: str
    arguments: tuple["Node", ...]


Node = Number | Name | Minus | Operation | Call

_SHAPES: Final = str.maketrans(
    {"−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", "∗": "*", "÷": "/", "π": " pi ",
     "√": " sqrt ", "\u00a0": " ", "\u2009": " "}
)  # fmt: skip
_POWERS: Final = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_DIGITS: Final = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3}(?![0-9A-Za-z_]))?)"
    r"|(?P<name>[A-Za-zα-ωΑ-Ω][A-Za-z0-9α-ωΑ-Ω]*)"
    r"|(?P<sign>\*\*|[-+*/^(),]))"
)
_TIMES: Final = frozenset("*/")


def read_expression(text: str, names: frozenset[str] | None = None) -> Node:
    """The tree of a text.

    Args:
        text: What was typed.
        names: Names that may stand in it beside constants; None allows any.

    Raises:
        ExpressionError: For everything that is not an expression of allowed size.
    """
    if len(text) > LONGEST:
        raise ExpressionError(TOO_LARGE)
    shaped = _POWERS.sub(lambda power: f"^({power[0].translate(_DIGITS)})", text.translate(_SHAPES))
    return _Reader(_tokens(shaped), names).whole()


def names_in(node: Node) -> frozenset[str]:
    """All names in a tree, constants included."""
    match node:
        case Name(name):
            return frozenset({name})
        case Minus(of):
            return names_in(of)
        case Operation(_, left, right):
            return names_in(left) | names_in(right)
        case Call(_, arguments):
            return frozenset().union(*map(names_in, arguments))
        case _:
            return frozenset()


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at, text = 0, text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or len(found) > 2 * LONGEST:
            raise ExpressionError(UNREADABLE)
        kind = match.lastgroup or ""
        found.append((kind, match[kind].replace("**", "^")))
        at = match.end()
    return found


class _Reader:
    """Reads tokens by descent; every way down is counted, so no input can go deep."""

    def __init__(self, tokens: list[tuple[str, str]], names: frozenset[str] | None) -> None:
        self._tokens = tokens
        self._names = names
        self._at = 0
        self._depth = 0
        self._nodes = 0

    def whole(self) -> Node:
        found = self._sum()
        if self._at != len(self._tokens):
            raise ExpressionError(UNREADABLE)
        return found

    def _next(self) -> tuple[str, str]:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")

    def _take(self, *signs: str) -> str:
        kind, text = self._next()
        if kind != "sign" or text not in signs:
            return ""
        self._at += 1
        return text

    def _made(self, node: Node) -> Node:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            raise ExpressionError(TOO_LARGE)
        return node

    def _sum(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError(TOO_LARGE)
        found = self._product()
        while sign := self._take("+", "-"):
            found = self._made(Operation(sign, found, self._product()))
        self._depth -= 1
        return found

    def _product(self) -> Node:
        found = self._signed()
        while True:
            sign = self._take("*", "/")
            if not sign and not self._understood():
                return found
            found = self._made(Operation(sign or "*", found, self._signed()))

    def _understood(self) -> bool:
        kind, text = self._next()
        return kind == "name" or text == "("

    def _signed(self) -> Node:
        signs = 0
        minus = False
        while sign := self._take("-", "+"):
            signs += 1
            minus ^= sign == "-"
            if signs > DEEPEST:
                raise ExpressionError(TOO_LARGE)
        found = self._power()
        return self._made(Minus(found)) if minus else found

    def _power(self) -> Node:
        base = self._atom()
        if not self._take("^"):
            return base
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError(TOO_LARGE)
        exponent = self._signed()
        self._depth -= 1
        return self._made(Operation("^", base, exponent))

    def _atom(self) -> Node:
        kind, text = self._next()
        self._at += 1
        if kind == "number":
            _, _, exponent = text.lower().partition("e")
            if len(text) > _MOST_DIGITS or abs(int(exponent or 0)) > _MOST_EXPONENT:
                raise ExpressionError(TOO_LARGE)
            return self._made(Number(Fraction(text), text))
        if kind == "name":
            return self._made(self._call(text) if text in FUNCTIONS else self._known(text))
        if text == "(":
            found = self._sum()
            self._close()
            return found
        raise ExpressionError(UNREADABLE)

    def _known(self, name: str) -> Node:
        if self._names is not None and name not in self._names and name not in CONSTANTS:
            raise ExpressionError(UNKNOWN, name)
        return Name(name)

    def _call(self, name: str) -> Node:
        if not self._take("("):
            # ``sin x`` and ``√2``: the next thing alone is meant.
            if FUNCTIONS[name] != 1 or self._next()[0] not in {"name", "number"}:
                raise ExpressionError(UNREADABLE)
            self._depth += 1
            if self._depth > DEEPEST:
                raise ExpressionError(TOO_LARGE)
            only = self._power()
            self._depth -= 1
            return Call(name, (only,))
        arguments = [self._sum()]
        while self._take(","):
            arguments.append(self._sum())
        self._close()
        if len(arguments) != FUNCTIONS[name]:
            raise ExpressionError(_ARGUMENTS, name)
        return Call(name, tuple(arguments))

    def _close(self) -> None:
        if not self._take(")"):
            raise ExpressionError(UNREADABLE)
