"""Reads a number written by hand, with its unit, and compares it within a tolerance. Exact."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from spindle.core.translate import N_
from spindle.features.drill.answers.folding import plain
from spindle.features.drill.answers.units import Unit, read_unit

LONGEST: Final = 120
_MOST_DIGITS: Final = 60
_MOST_EXPONENT: Final = 300
_ENOUGH_DIGITS: Final = 3
"""A rounded answer counts from so many significant digits on."""
_WRITTEN_OUT: Final = 6
"""An answer of up to so many significant digits is asked for in full."""

_DIGITS: Final = r"\d(?:[\d.,' ]*\d)?"
_NUMBER: Final = re.compile(
    rf"(?P<sign>[+-]?)\s*(?P<digits>{_DIGITS}|[.,]\d+)"
    rf"(?:\s*/\s*(?P<under>\d{{1,20}})(?!\d))?"
    r"(?:[eE](?P<e>[+-]?\d{1,4})|\s*[x*×·]\s*10\s*(?:\^|\*\*)\s*\(?(?P<ten>[+-]?\d{1,4})\)?)?"
    r"\s*(?P<unit>.*)"
)
_SUPERSCRIPT_TEN: Final = re.compile("10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_BARE_TEN: Final = re.compile(r"^10\s*(?:\^|\*\*)")
_SUPERSCRIPTS: Final = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")

NOT_A_NUMBER: Final = N_("drill", "This is not a number.")
OTHER_UNIT: Final = N_("drill", "This unit measures something else.")
UNKNOWN_UNIT: Final = N_("drill", "Spindle does not know this unit.")
NO_UNIT: Final = N_("drill", "The unit is missing.")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written.

    Attributes:
        half: Half of the last digit's place: what rounding may have taken away.
        significant: Significant digits written.
        unit: None for one that is not known.
    """

    value: Fraction
    unit: Unit | None
    unit_text: str
    half: Fraction = Fraction(0)
    significant: int = 0

    @property
    def absolute(self) -> Fraction:
        """The value in units of the SI."""
        unit = self.unit
        return self.value if unit is None else self.value * unit.factor + unit.offset


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerance:
    """How far off still counts: by so much, or by so great a part of the answer; both inclusive."""

    absolute: Fraction = Fraction(0)
    relative: Fraction = Fraction(0)

    @property
    def stated(self) -> bool:
        """Whether there is one; without, digits decide."""
        return bool(self.absolute or self.relative)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of a comparison; ``reason`` says why not, marked for translation.

    ``unread`` is true of what is nothing of the kind that is asked for, so that nothing was
    compared.
    """

    right: bool
    near: bool = False
    reason: str = ""
    unread: bool = False


def read_quantity(text: str, *, comma: bool = False) -> Quantity | None:
    """The number and unit of a text; None where there is none.

    A single comma is taken for the decimal sign unless it groups thousands; with ``comma`` it
    always is, and the point groups.
    """
    written = plain(text[: 2 * LONGEST])
    if len(written) > LONGEST:
        return None
    written = _SUPERSCRIPT_TEN.sub(lambda ten: "10^" + ten[1].translate(_SUPERSCRIPTS), written)
    match = _NUMBER.fullmatch(_BARE_TEN.sub("1*10^", written))
    if match is None:
        return None
    digits = _decimal(match["digits"], comma=comma)
    exponent = int(match["e"] or match["ten"] or 0)
    if digits is None or len(digits) > _MOST_DIGITS or abs(exponent) > _MOST_EXPONENT:
        return None
    if match["under"] and not int(match["under"]):
        return None
    ten = Fraction(10) ** exponent
    value = Fraction(digits) / int(match["under"] or 1) * ten
    places = len(digits.partition(".")[2])
    return Quantity(
        value=-value if match["sign"] == "-" else value,
        unit=read_unit(match["unit"]),
        unit_text=match["unit"],
        half=Fraction(0) if match["under"] else ten / 10**places / 2,
        significant=len(digits.replace(".", "").lstrip("0")),
    )


def _decimal(written: str, *, comma: bool) -> str | None:
    """Digits with at most one point, from digits with any grouping; None for a muddle."""
    point, group = (",", ".") if comma else (".", ",")
    grouped = re.compile(rf"\d{{1,3}}(?:(?:{re.escape(group)}\d{{3}})+|(?:[ ']\d{{3}})+)")
    whole, mark, rest = written.partition(point)
    if grouped.fullmatch(whole):
        whole = re.sub(r"\D", "", whole)
    elif not mark and whole.count(group) == 1:
        whole, mark, rest = whole.partition(group)
    if (whole and not whole.isdigit()) or (mark and not rest.isdigit()):
        return None
    return f"{whole or '0'}.{rest}" if mark else whole


def read_tolerance(text: str) -> Tolerance | None:
    """``0.05`` or ``2 %``; None for anything else."""
    found = read_quantity(text)
    if found is None or found.value < 0 or found.unit_text not in {"", "%"}:
        return None
    if found.unit_text:
        return Tolerance(relative=found.value / 100)
    return Tolerance(absolute=found.value)


def same_number(
    typed: str, expected: Quantity, tolerance: Tolerance, *, comma: bool = False
) -> Reading:
    """Whether a typed text is the quantity; the tolerance is in the expected unit."""
    found = read_quantity(typed, comma=comma)
    if found is None:
        return Reading(right=False, reason=NOT_A_NUMBER, unread=True)
    if found.unit is None or expected.unit is None:
        same = found.unit_text == expected.unit_text and _close(found, expected, tolerance)
        return Reading(right=same, reason="" if same else UNKNOWN_UNIT)
    if not found.unit_text and expected.unit_text:
        near = _close(Quantity(found.value, expected.unit, ""), expected, tolerance)
        return Reading(right=False, near=near, reason=NO_UNIT)
    if found.unit.powers != expected.unit.powers:
        return Reading(right=False, reason=OTHER_UNIT)
    return Reading(right=_close(found, expected, tolerance))


def _close(found: Quantity, expected: Quantity, tolerance: Tolerance) -> bool:
    factor = expected.unit.factor if expected.unit else Fraction(1)
    off = abs(found.absolute - expected.absolute)
    if off == 0:
        return True
    if tolerance.stated:
        part = abs(expected.value) * tolerance.relative
        return off <= factor * max(tolerance.absolute, part)
    return _rounded(found, expected, off)


def _rounded(found: Quantity, expected: Quantity, off: Fraction) -> bool:
    """Whether the number is the expected one rounded, which has more digits than one writes."""
    if found.significant < _ENOUGH_DIGITS or _is_short(expected.value):
        return False
    return off <= found.half * (found.unit.factor if found.unit else 1)


def _is_short(value: Fraction) -> bool:
    """Whether a number has few significant digits, written out."""
    if value == 0:
        return True
    under = value.denominator
    for prime in (2, 5):
        while under % prime == 0:
            under //= prime
    if under != 1:
        return False
    return len(str(abs(value.numerator) * 10 ** _places(value)).strip("0")) <= _WRITTEN_OUT


def _places(value: Fraction) -> int:
    """Decimal places of a number that has finitely many, at most."""
    return value.denominator.bit_length()
