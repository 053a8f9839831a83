"""Numbers and units as people write them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.answers.numbers import (
    NO_UNIT,
    OTHER_UNIT,
    Quantity,
    Tolerance,
    read_quantity,
    read_tolerance,
    same_number,
)
from spindle.features.drill.answers.units import ONE, read_unit

EXACT = Tolerance()


def quantity(text: str) -> Quantity:
    found = read_quantity(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", Fraction(7)),
        ("-7", Fraction(-7)),
        ("−7", Fraction(-7)),
        (".5", Fraction(1, 2)),
        ("3,14", Fraction(314, 100)),
        ("1,234", Fraction(1234)),
        ("1,234.5", Fraction(12345, 10)),
        ("1 234 567", Fraction(1234567)),
        ("3/4", Fraction(3, 4)),
        ("1.5e3", Fraction(1500)),
        ("1.5 × 10^3", Fraction(1500)),
        ("1.5·10⁻³", Fraction(15, 10000)),
        ("10^3", Fraction(1000)),
    ],
)
def test_a_number_reads_as_it_is_written(text: str, value: Fraction) -> None:
    assert quantity(text).value == value


@pytest.mark.parametrize(
    "text",
    ["", "x", "1/0", "1,2,3", "1e999", "--1", "9" * 200, "1..2", "12,34,56", "/3", "Infinity"],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert read_quantity(text) is None


def test_a_decimal_comma_is_meant_where_the_drill_says_so() -> None:
    found = read_quantity("1.234,5", comma=True)
    assert found is not None
    assert found.value == Fraction(12345, 10)


@pytest.mark.requirement("R3")
@pytest.mark.parametrize(
    ("typed", "expected", "tolerance", "right"),
    [
        ("90 km/h", "25 m/s", "", True),
        ("25 m s^-1", "25 m/s", "", True),
        ("1 kWh", "3.6 MJ", "", False),  # kW·h is written with its sign
        ("1 kW·h", "3.6 MJ", "", True),
        ("20 °C", "293.15 K", "", True),
        ("68 °F", "20 °C", "0.01", True),
        ("180°", "3.14159265 rad", "0.001", True),
        ("101 kPa", "1 atm", "1 %", True),
        ("500 mL", "0.5 l", "", True),
        ("5 N m", "5 J", "", True),
        ("0.5", "50 %", "", False),
        ("50 %", "0.5", "", True),
        ("9.8 m/s²", "9.81 m/s²", "0.1", True),
        ("9.7 m/s²", "9.81 m/s²", "0.1", False),
        ("9.91", "9.81", "0.1", True),
        ("9.92", "9.81", "0.1", False),
        ("0.333", "1/3", "", True),
        ("0.33", "1/3", "", False),
        ("0.334", "1/3", "", False),
        ("3.14", "3.14159265", "", True),
        ("12.3", "12.345", "", False),
        ("12.345", "12.345", "", True),
        ("3 apples", "3 apples", "", True),
        ("3 pears", "3 apples", "", False),
    ],
)
def test_a_quantity_is_compared_in_any_unit_within_its_tolerance(
    typed: str, expected: str, tolerance: str, *, right: bool
) -> None:
    within = read_tolerance(tolerance) if tolerance else EXACT
    assert within is not None
    assert same_number(typed, quantity(expected), within).right is right


def test_a_missing_unit_is_the_persons_call_and_another_quantity_is_wrong() -> None:
    missing = same_number("25", quantity("25 m/s"), EXACT)
    assert (missing.right, missing.near, missing.reason) == (False, True, NO_UNIT)
    other = same_number("25 kg", quantity("25 m/s"), EXACT)
    assert (other.right, other.near, other.reason) == (False, False, OTHER_UNIT)


@pytest.mark.parametrize("text", ["m^99", "foo", "m/" * 40, "°C/m", "kkg", "^2", "1"])
def test_what_is_no_unit_is_none(text: str) -> None:
    assert read_unit(text) is None


def test_no_unit_is_one() -> None:
    assert read_unit(" ") is ONE


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_quantity(text)
    read_quantity(text, comma=True)
    read_unit(text)
    same_number(text, quantity("3 m"), EXACT)


@given(st.text(alphabet="0123456789.,'+-eE /x*^%kmsg°C²³⁻", max_size=40))
def test_any_near_number_is_read_or_refused(text: str) -> None:
    read_quantity(text)
    read_unit(text)


@given(
    st.fractions(max_denominator=10**6, min_value=-(10**9), max_value=10**9),
    st.fractions(max_denominator=1000, min_value=0, max_value=10),
)
def test_a_tolerance_includes_its_ends(value: Fraction, off: Fraction) -> None:
    expected = Quantity(value, ONE, "")
    end = value + off
    assert same_number(f"{end}", expected, Tolerance(absolute=off or Fraction(1))).right
    over = end + Fraction(1, 10**7)
    typed = f"{over.numerator}/{over.denominator}"
    if off and len(typed) < 40 and over.denominator < 10**19:
        assert not same_number(typed, expected, Tolerance(absolute=off)).right
