"""The marks a line can begin with, and how a text is kept from looking like one."""

import json
import math
import re
from typing import Any, Final

LISTS: Final = {"=": "answers", ">": "solution", "~": "others", "*": "anchors"}
"""Lines whose texts are collected, and the field they make."""

REPEATED: Final = frozenset({"where"})
"""Fields of which each line is one entry."""

COMMAS: Final = frozenset({"ignore", "positive"})
"""Fields that are a list in one line."""

BESIDE: Final = frozenset({"tags", "family", "resting"})
"""Lines of an item that stand beside what it asks."""

HINT: Final = "?"
STEP: Final = re.compile(r"(?:\d{1,4}[.)]|-) (?P<text>.*)", re.DOTALL)
FIELD: Final = re.compile(r"(?P<name>[a-z][a-z0-9_]{0,30}):(?: (?P<value>.*))?", re.DOTALL)
JSON: Final = re.compile(r'@(?P<name>"(?:[^"\\]|\\.)*"|[^"\s]\S*) = (?P<value>.*)', re.DOTALL)
LET: Final = re.compile(r"let (?P<name>\S+) = (?P<value>.*)", re.DOTALL)
GOES_ON: Final = "  |"
"""Begins a line that belongs to the one before."""

_SPECIAL: Final = frozenset("#=?>~*@\\-< \t")
_NUMBERED: Final = re.compile(r"\d{1,4}[.)] |let |//")


def is_comment(line: str) -> bool:
    """Whether a line says nothing."""
    return line.startswith("//")


def looks_marked(line: str, words: frozenset[str]) -> bool:
    """Whether a line of prose would be read as something else."""
    if not line:
        return False
    if line[0] in _SPECIAL or _NUMBERED.match(line):
        return True
    name = FIELD.match(line)
    return name is not None and name["name"] in words


def scalar(text: str) -> Any:
    """A value written in one line: a number as a program writes it, yes, no, or the text."""
    if text in {"yes", "no"}:
        return text == "yes"
    for reader in (int, float):
        try:
            found = reader(text)
        except ValueError:
            continue
        if math.isfinite(found) and repr(found) == text:
            return found
    return text


def write_scalar(value: Any) -> str:
    """The one line of a value; only what ``scalar`` reads back is of use."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(value) if isinstance(value, int | float) else str(value)


def write_json(name: str, value: Any, *, quoted: bool = False) -> str:
    """The line that holds any value of any field; ``quoted`` where the bare name means another."""
    plain = FIELD.fullmatch(f"{name}:") is not None and not quoted
    shown = name if plain else json.dumps(name, ensure_ascii=False)
    return f"@{shown} = {json.dumps(value, ensure_ascii=False)}"


def same(one: Any, other: Any) -> bool:
    """Equal as JSON, where 1, 1.0 and true are three values."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
