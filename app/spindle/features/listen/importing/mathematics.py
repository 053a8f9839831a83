"""Formulas of markup, Word and TeX as one line of signs."""

import re
from typing import Any, Final

from spindle.features.listen.importing import tags

_SIGNS: Final = frozenset({"mi", "mn", "mo", "ms", "mtext", "t"})
_NO_SIGNS: Final = frozenset({"annotation", "annotation-xml", "mphantom", "mspace", "ctrlpr"})
_RAISED: Final = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED: Final = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_INNER: Final = re.compile(r"(?<=[(\[{|]) | (?=[)\]},;:])")
_UNHEARD: Final = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064"))
_DELIMITERS: Final = re.compile(r"^\s*(?:\$\$?|\\[\[(])\s*|\s*(?:\$\$?|\\[\])])\s*$")
_FRACTION: Final = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_GROUPED: Final = re.compile(r"(\\[A-Za-z]+)?\s*([\^_])\s*(?:\{([^{}]*)\}|([^\W_]))")
_SILENT: Final = re.compile(
    r"\\(?:(?:left|right|[bB]igg?[lr]?|quad|qquad|limits|displaystyle|text|operatorname|boldsymbol|"
    r"math(?:rm|bf|bb|cal|it|sf))(?![A-Za-z])|[,;:! ])"
)
# What has a sign that is said better than the name TeX gives it.
_SIGN: Final = {
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "times": "×", "cdot": "·",
    "pm": "±", "infty": "∞", "int": "∫", "sum": "∑", "prod": "∏", "to": "→", "sqrt": "√",
}  # fmt: skip
_COMMAND: Final = re.compile(r"\\([A-Za-z]+)")
_BRACES: Final = {ord(sign): None for sign in "{}"}
_MOST_FRACTIONS: Final = 50
_DEEPEST: Final = 100  # parts of a formula within each other


def formula(element: Any) -> str:
    """A formula in words if it has them, else its signs; TeX is no words.

    Args:
        element: ``math`` of HTML, or ``oMath`` of Word.
    """
    return worded(element) or " ".join(_INNER.sub("", _line(element)).split())


def worded(element: Any) -> str:
    """Its words, ``""`` if it has none."""
    words = str(element.get("alttext", ""))
    return words if "\\" not in words and "not available" not in words else ""


def is_apart(element: Any) -> bool:
    """Whether a formula stands by itself, as a paragraph does."""
    return element.get("display") == "block" or "display" in element.get("class", "").split()


def from_tex(text: str) -> str:
    """What TeX writes, without its commands."""
    text = _SILENT.sub(" ", _DELIMITERS.sub("", text))
    for _ in range(_MOST_FRACTIONS):
        before = text
        text = _GROUPED.sub(_scripted, text)
        text = _FRACTION.sub(lambda found: f"{_whole(found[1])}/{_whole(found[2])}", text)
        if text == before:
            break
    text = _COMMAND.sub(lambda found: f" {_SIGN.get(found[1], found[1])} ", text)
    return " ".join(text.translate(_BRACES).replace("\\", " ").split())


def _scripted(found: re.Match[str]) -> str:
    command, kind, group, sign = found.groups("")
    said = _script(kind, group or sign)
    return f"{command}{' ' if command and said[:1].isalpha() else ''}{said}"


def _line(element: Any, left: int = _DEEPEST) -> str:
    if not left:
        return " ".join(tags.plain(element).split())
    name = tags.name(element)
    if name in _NO_SIGNS or name.endswith("pr"):
        return ""
    if name in _SIGNS:
        return (element.text or "").translate(_UNHEARD).strip()
    parts = [_line(each, left - 1) for each in element if not tags.name(each).endswith("pr")]
    made = _MADE.get(name)
    if made is not None and len(parts) >= made[0]:
        return str(made[1](parts))
    if name == "d":
        return _fenced(element, parts)
    if name == "nary":
        parts.insert(0, _said(element, "chr") or "∫")
    return " ".join(part for part in parts if part)


def _fenced(element: Any, parts: list[str]) -> str:
    first = _said(element, "begchr")
    last = _said(element, "endchr")
    return f"{'(' if first is None else first}{', '.join(parts)}{')' if last is None else last}"


def _said(element: Any, name: str) -> str | None:
    """What a property of a part of a formula of Word says; None without it."""
    for properties in (each for each in element if tags.name(each).endswith("pr")):
        for each in properties:
            if tags.name(each) == name:
                return next((str(value) for value in each.attrib.values()), "")
    return None


def _whole(text: str) -> str:
    return f"({text.strip()})" if " " in text.strip() else text.strip()


def _script(kind: str, text: str) -> str:
    table = _RAISED if kind == "^" else _LOWERED
    if text and all(ord(sign) in table for sign in text):
        return text.translate(table)
    return f"^{_whole(text)}" if kind == "^" else text


def _raised(parts: list[str]) -> str:
    return parts[0] + _script("^", parts[1])


def _lowered(parts: list[str]) -> str:
    return parts[0] + _script("_", parts[1])


def _both(parts: list[str]) -> str:
    return parts[0] + _script("_", parts[1]) + _script("^", parts[2])


def _fraction(parts: list[str]) -> str:
    return f"{_whole(parts[0])}/{_whole(parts[1])}"


_MADE: Final = {
    "mfrac": (2, _fraction),
    "f": (2, _fraction),
    "msup": (2, _raised),
    "ssup": (2, _raised),
    "msub": (2, _lowered),
    "ssub": (2, _lowered),
    "msubsup": (3, _both),
    "ssubsup": (3, _both),
    "msqrt": (1, lambda parts: "√" + _whole(" ".join(parts))),
    "mroot": (2, lambda parts: "√" + _whole(parts[0])),
    "rad": (1, lambda parts: "√" + _whole(parts[-1])),
}
