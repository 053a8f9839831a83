"""The units Spindle knows, and how to read one written by hand: ``km/h``, ``m s^-2``, ``N·m``.

A unit is a factor to the units of the SI and a power of each of its base quantities. Temperatures
with a zero of their own have an offset too, and stand alone.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

Powers = tuple[int, ...]
"""Of metre, kilogram, second, ampere, kelvin, mole, candela."""

_NONE: Final[Powers] = (0,) * 7
_MOST_PARTS: Final = 8
_MOST_POWER: Final = 6
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: ``SI value = value · factor + offset``."""

    factor: Fraction
    powers: Powers
    offset: Fraction = Fraction(0)

    def times(self, other: "Unit", power: int) -> "Unit":
        """This unit multiplied with a power of another."""
        powers = tuple(a + b * power for a, b in zip(self.powers, other.powers, strict=True))
        return Unit(self.factor * other.factor**power, powers)


ONE: Final = Unit(Fraction(1), _NONE)

_PI: Final = Fraction(3141592653589793, 10**15)

# Written as: names, factor, powers of m kg s A K mol cd. Those marked * take a prefix.
_TABLE: Final = """
*m            1                  1 0 0 0 0 0 0
*g            1/1000             0 1 0 0 0 0 0
*s|sec        1                  0 0 1 0 0 0 0
*A            1                  0 0 0 1 0 0 0
*K            1                  0 0 0 0 1 0 0
*mol          1                  0 0 0 0 0 1 0
*cd           1                  0 0 0 0 0 0 1
*Hz           1                  0 0 -1 0 0 0 0
*N            1                  1 1 -2 0 0 0 0
*Pa           1                  -1 1 -2 0 0 0 0
*J            1                  2 1 -2 0 0 0 0
*W            1                  2 1 -3 0 0 0 0
*C            1                  0 0 1 1 0 0 0
*V            1                  2 1 -3 -1 0 0 0
*F            1                  -2 -1 4 2 0 0 0
*Ω|ohm        1                  2 1 -3 -2 0 0 0
*S            1                  -2 -1 3 2 0 0 0
*Wb           1                  2 1 -2 -1 0 0 0
*T            1                  0 1 -2 -1 0 0 0
*H            1                  2 1 -2 -2 0 0 0
*Bq           1                  0 0 -1 0 0 0 0
*Gy|Sv        1                  2 0 -2 0 0 0 0
*L|l          1/1000             3 0 0 0 0 0 0
*bar          100000             -1 1 -2 0 0 0 0
*eV           801088317/5000000000000000000000000000  2 1 -2 0 0 0 0
*cal          523/125            2 1 -2 0 0 0 0
*t            1000               0 1 0 0 0 0 0
*M            1000               -3 0 0 0 0 1 0
atm           101325             -1 1 -2 0 0 0 0
mmHg          133322387415/1000000000  -1 1 -2 0 0 0 0
min           60                 0 0 1 0 0 0 0
h             3600               0 0 1 0 0 0 0
d             86400              0 0 1 0 0 0 0
ha            10000              2 0 0 0 0 0 0
in            127/5000           1 0 0 0 0 0 0
ft            381/1250           1 0 0 0 0 0 0
yd            1143/1250          1 0 0 0 0 0 0
mi            201168/125         1 0 0 0 0 0 0
lb            45359237/100000000 0 1 0 0 0 0 0
oz            45359237/1600000000  0 1 0 0 0 0 0
kn            463/900            1 0 -1 0 0 0 0
rad           1                  0 0 0 0 0 0 0
%             1/100              0 0 0 0 0 0 0
‰             1/1000             0 0 0 0 0 0 0
bpm           1/60               0 0 -1 0 0 0 0
"""
_PREFIXES: Final = {
    "p": -12, "n": -9, "µ": -6, "μ": -6, "u": -6, "m": -3, "c": -2, "d": -1, "da": 1,
    "h": 2, "k": 3, "M": 6, "G": 9, "T": 12,
}  # fmt: skip
_TEMPERATURES: Final = {
    "°C": Unit(Fraction(1), (0, 0, 0, 0, 1, 0, 0), Fraction(27315, 100)),
    "°F": Unit(Fraction(5, 9), (0, 0, 0, 0, 1, 0, 0), Fraction(45967, 180)),
}
_DEGREE: Final = Unit(_PI / 180, _NONE)
_SUPERSCRIPTS: Final = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_POWER: Final = re.compile("[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_PART: Final = re.compile(r"([^\d\s*·/^()-]+)(?:\^?(-?\d{1,2}))?")


def _read_table() -> tuple[dict[str, Unit], dict[str, Unit]]:
    plain, prefixed = {}, {}
    for line in _TABLE.split("\n"):
        if not line:
            continue
        names, factor, *powers = line.split()
        unit = Unit(Fraction(factor), tuple(map(int, powers)))
        for name in names.lstrip("*").split("|"):
            plain[name] = unit
            if names.startswith("*"):
                prefixed[name] = unit
    return {**plain, "°": _DEGREE, "deg": _DEGREE, **_TEMPERATURES}, prefixed


_PLAIN, _PREFIXED = _read_table()


def read_unit(text: str) -> Unit | None:
    """The unit of a text; ``ONE`` for an empty text, None for one Spindle does not know."""
    written = _shape(text)
    if not written:
        return ONE
    if len(written) > _LONGEST:
        return None
    if written in _TEMPERATURES:
        return _TEMPERATURES[written]
    found, sign, parts = ONE, 1, 0
    for part in re.split(r"([*/ ])", written):
        if part in {"*", " ", ""}:
            continue
        if part == "/":
            sign = -1
            continue
        match = _PART.fullmatch(part)
        unit = _named(match[1]) if match else None
        power = int(match[2] or 1) if match else 0
        parts += 1
        if unit is None or unit.offset or abs(power) > _MOST_POWER or parts > _MOST_PARTS:
            return None
        found = found.times(unit, sign * power)
    return found


def _shape(text: str) -> str:
    written = text.strip().replace("·", "*").replace("×", "*").replace("\u2126", "Ω")
    written = re.sub(
        "[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda power: "^" + power[0].translate(_SUPERSCRIPTS), written
    )
    return re.sub(r"\s*([*/^])\s*", r"\1", written).replace("º", "°")


def _named(name: str) -> Unit | None:
    if name in _PLAIN:
        return _PLAIN[name]
    for length in (2, 1):
        prefix, rest = name[:length], name[length:]
        if prefix in _PREFIXES and rest in _PREFIXED:
            unit = _PREFIXED[rest]
            return Unit(unit.factor * Fraction(10) ** _PREFIXES[prefix], unit.powers)
    return None
