"""The numbers of a generated problem: drawn from ranges and lists by a seed, bound by conditions.

A parameter is ``2..9``, ``0.5..2 step 0.25``, a list ``1, 2, 5`` (of words too), or ``= a*b``,
reckoned from those before it. Several of them with ``|`` between are levels of difficulty.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.answers.evaluating import Value, evaluate
from spindle.features.drill.answers.expression import ExpressionError, Node, read_expression
from spindle.features.drill.kinds.kind import SpecError
from spindle.features.drill.seeded import Seeded

TRIES: Final = 500
MOST_CHOICES: Final = 10_000

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{0,20}")
_NUMBER: Final = r"[+-]?\d{1,15}(?:\.\d{1,9})?"
_RANGE: Final = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})(?:\s+step\s+({_NUMBER}))?")
_COMPARED: Final = re.compile(r"(<=|>=|!=|==|≤|≥|≠|<|>|=)")
_SIGNS: Final = {"≤": "<=", "≥": ">=", "≠": "!=", "=": "=="}

_BAD_NAME: Final = N_("drill", "“{name}” cannot be the name of a number.")
_BAD_PARAMETER: Final = N_("drill", "“{text}” is no range, list or expression.")
_BAD_CONDITION: Final = N_("drill", "“{text}” is no condition such as a != b.")
_NONE_FITS: Final = N_("drill", "No numbers fit its conditions.")

Bound = Value | str
"""The value of a parameter: a number, or a word of a list."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A number from ``least`` on in ``count`` steps, or one of a list."""

    least: Fraction = Fraction(0)
    step: Fraction = Fraction(1)
    count: int = 0
    among: tuple[Bound, ...] = ()

    def draw(self, chance: Seeded) -> Bound:
        """One of them."""
        if self.among:
            return chance.choice(self.among)
        return self.least + self.step * chance.below(self.count)


@dataclass(frozen=True, slots=True)
class Condition:
    """Two expressions and a comparison between them."""

    left: Node
    sign: str
    right: Node

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Whether it does; an expression without a value fails it."""
        try:
            left, right = (_ordered(evaluate(side, values)) for side in (self.left, self.right))
        except (ExpressionError, OverflowError):
            return False
        if self.sign in {"==", "!="}:
            return (left == right) is (self.sign == "==")
        return {
            "<": left < right,
            "<=": left <= right,
            ">": left > right,
            ">=": left >= right,
        }[self.sign]


def _ordered(value: Value) -> Fraction:
    return value if isinstance(value, Fraction) else Fraction(value.real)


@dataclass(frozen=True, slots=True)
class Parameters:
    """All of a problem's, in the order written; each has one or more levels."""

    each: Mapping[str, tuple[Drawn | Node, ...]]
    conditions: tuple[Condition, ...]

    @property
    def levels(self) -> int:
        """How many levels of difficulty there are."""
        return max((len(one) for one in self.each.values()), default=1)

    def bind(self, seed: int, level: int = 0) -> dict[str, Bound]:
        """Values that fit the conditions, the same for the same seed and level.

        Raises:
            SpecError: None were found.
        """
        chance = Seeded(seed)
        for _ in range(TRIES if self.each else 1):
            found = self._try(chance, level)
            if found is not None:
                return found
        raise SpecError(_NONE_FITS, "where")

    def _try(self, chance: Seeded, level: int) -> dict[str, Bound] | None:
        found: dict[str, Bound] = {}
        for name, levels in self.each.items():
            at = levels[min(level, len(levels) - 1)]
            try:
                found[name] = (
                    at.draw(chance) if isinstance(at, Drawn) else evaluate(at, numbers(found))
                )
            except ExpressionError:
                return None
        values = numbers(found)
        return found if all(one.holds(values) for one in self.conditions) else None


def numbers(bound: Mapping[str, Bound]) -> dict[str, Value]:
    """The parameters that are numbers."""
    return {name: value for name, value in bound.items() if not isinstance(value, str)}


def read_parameters(listed: Mapping[str, object], where: tuple[str, ...]) -> Parameters:
    """Read a spec's ``params`` and ``where``.

    Raises:
        SpecError: One cannot be read, or no values fit.
    """
    each: dict[str, tuple[Drawn | Node, ...]] = {}
    for name, text in listed.items():
        if not _NAME.fullmatch(name):
            raise SpecError(_BAD_NAME, "params", name=name)
        each[name] = tuple(_read(part.strip(), frozenset(each)) for part in str(text).split("|"))
    names = frozenset(each)
    return Parameters(each, tuple(_condition(text, names) for text in where))


def _read(text: str, names: frozenset[str]) -> Drawn | Node:
    if text.startswith("="):
        return _expression(text[1:], names, text)
    if match := _RANGE.fullmatch(text):
        least, most, step = Fraction(match[1]), Fraction(match[2]), Fraction(match[3] or 1)
        if step <= 0 or most < least:
            raise SpecError(_BAD_PARAMETER, "params", text=text)
        return Drawn(least, step, int((most - least) / step) + 1)
    among = tuple(_entry(part.strip()) for part in text.split(",") if part.strip())
    if not among or len(among) > MOST_CHOICES:
        raise SpecError(_BAD_PARAMETER, "params", text=text)
    return Drawn(among=among)


def _entry(text: str) -> Bound:
    if re.fullmatch(rf"{_NUMBER}(?:/\d{{1,9}})?", text):
        try:
            return Fraction(text)
        except ZeroDivisionError:
            raise SpecError(_BAD_PARAMETER, "params", text=text) from None
    return text


def _condition(text: str, names: frozenset[str]) -> Condition:
    parts = _COMPARED.split(text)
    if len(parts) != 3:
        raise SpecError(_BAD_CONDITION, "where", text=text)
    left, sign, right = parts
    return Condition(
        _expression(left, names, text), _SIGNS.get(sign, sign), _expression(right, names, text)
    )


def _expression(text: str, names: frozenset[str], whole: str) -> Node:
    try:
        return read_expression(text, names)
    except ExpressionError as error:
        raise SpecError(_BAD_PARAMETER, "params", text=whole.strip()) from error
