"""What a drill is among others, in the lines before its first item: aim, mixing, what comes first.

    aim: French exam
    aim_day: 2026-07-04
    mixing: blocked
    quick_s: 3.5
    wanted: 92 %
    comes_after: Numbers to 100
    comes_after: The alphabet, at 80 %
    includes: Greetings, at 50 %
    id: 0d5e8b1c-6d0e-4c39-9d58-0f5c0a9d2a11

A line that says nothing beyond what holds anyway is left out. Where a title could be misread the
line is written as JSON: ``@comes_after = [["…", 0.8]]``. An option that happens to have one of
these names has it in quotes: ``@"aim" = …``.
"""

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from spindle.core.translate import N_
from spindle.features.drill.text_format.bad import Bad

MIXINGS: Final = ("mixed", "blocked")
ALL: Final = 1.0
MOST: Final = 0.8
"""How well what comes first is known, and how much of what is inside is exercised, unless said."""

WORDS: Final = frozenset(
    {"id", "aim", "aim_day", "mixing", "quick_s", "wanted", "comes_after", "includes"}
)
"""Names that are no options."""

_AT: Final = re.compile(r"(?P<title>.*), at (?P<share>\d{1,3}(?:\.\d+)?) %")
_PERCENT: Final = re.compile(r"(\d{1,3}(?:\.\d+)?) ?%")
_ID: Final = re.compile(r"[0-9A-Za-z-]{1,64}")
_WANTED: Final = (0.7, 0.97)
_NOT_READ: Final = N_("drill", "“{what}” cannot be read here.")

Shares = tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A drill among others; what is empty is as it is anyway.

    Attributes:
        id: By which it is known where it was written out.
        aim, aim_day: Name of what it is for, and the day of that as ISO 8601.
        mixing: ``mixed`` or ``blocked``; empty leaves it to its kind.
        quick_s: Seconds that are quick enough.
        wanted: The share recalled that is aimed at, 0.7 to 0.97.
        after: Titles of the drills that come first, and how well each must be known, up to 1.
        includes: Titles of the drills inside it, and how much of each it exercises, up to 1.
    """

    id: str = ""
    aim: str = ""
    aim_day: str = ""
    mixing: str = ""
    quick_s: float | None = None
    wanted: float | None = None
    after: Shares = ()
    includes: Shares = ()


def is_id(text: str) -> bool:
    """Whether a text can be the id of a drill."""
    return _ID.fullmatch(text) is not None


def lines(place: Place) -> list[str]:
    """The lines that say it."""
    found = []
    if place.id:
        found.append(f"id: {place.id}")
    if place.aim:
        found.append(_plain("aim", place.aim))
    for name, value in (("aim_day", place.aim_day), ("mixing", place.mixing)):
        if value:
            found.append(f"{name}: {value}")
    if place.quick_s is not None:
        found.append(f"quick_s: {place.quick_s!r}")
    if place.wanted is not None:
        shown = f"{place.wanted * 100:g} %"
        found.append(f"wanted: {shown if _share(shown) == place.wanted else repr(place.wanted)}")
    found += [_shared("comes_after", each, ALL) for each in place.after]
    found += [_shared("includes", each, MOST) for each in place.includes]
    return found


def said(place: Place, name: str, value: str, line: int) -> tuple[Place, Bad | None]:
    """The place with what one line ``name: value`` says, or what is wrong with it."""
    read = _READERS[name]
    try:
        return read(place, value.strip()), None
    except ValueError:
        return place, Bad(line, _NOT_READ, value.strip()[:60])


def said_as_json(place: Place, name: str, text: str, line: int) -> tuple[Place, Bad | None]:
    """The same of a line ``@name = …``."""
    try:
        value = json.loads(text)
        if name in {"comes_after", "includes"}:
            for title, share in value:
                place = _with(place, name, str(title), float(share))
            return place, None
        if name != "aim" or not isinstance(value, str):
            raise ValueError(name)  # noqa: TRY301 - one answer to all that cannot be read
        return replace(place, aim=value), None
    except (ValueError, TypeError, RecursionError):
        return place, Bad(line, _NOT_READ, text[:60])


def _shared(name: str, each: tuple[str, float], usual: float) -> str:
    title, share = each
    shown = f"{name}: {title}" if share == usual else f"{name}: {title}, at {share * 100:g} %"
    found, bad = said(Place(), name, shown.partition(": ")[2], 1)
    fits = bad is None and (found.after or found.includes) == (each,)
    one_line = not set(title) & set("\r\n")
    if fits and one_line:
        return shown
    return f"@{name} = {json.dumps([[title, share]], ensure_ascii=False)}"


def _plain(name: str, text: str) -> str:
    if text == text.strip() and not set(text) & set("\r\n"):
        return f"{name}: {text}"
    return f"@{name} = {json.dumps(text, ensure_ascii=False)}"


def _with(place: Place, name: str, title: str, share: float) -> Place:
    if not title.strip() or not 0 < share <= 1:
        raise ValueError(title)
    if name == "comes_after":
        return replace(place, after=(*place.after, (title, share)))
    return replace(place, includes=(*place.includes, (title, share)))


def _share(text: str) -> float:
    match = _PERCENT.fullmatch(text)
    return round(float(match[1]) / 100, 12) if match else float(text)


def _ended(name: str, usual: float) -> Any:
    def read(place: Place, text: str) -> Place:
        match = _AT.fullmatch(text)
        title, share = (text, usual) if match is None else (match["title"], match["share"])
        return _with(place, name, title, usual if share is usual else _share(f"{share} %"))

    return read


def _id(place: Place, text: str) -> Place:
    if not is_id(text):
        raise ValueError(text)
    return replace(place, id=text)


def _mixing(place: Place, text: str) -> Place:
    if text not in {*MIXINGS, "auto"}:
        raise ValueError(text)
    return replace(place, mixing="" if text == "auto" else text)


def _quick(place: Place, text: str) -> Place:
    seconds = float(text)
    if not 0 < seconds < 1_000_000:
        raise ValueError(text)
    return replace(place, quick_s=seconds)


def _wanted(place: Place, text: str) -> Place:
    share = _share(text)
    if not _WANTED[0] <= share <= _WANTED[1]:
        raise ValueError(text)
    return replace(place, wanted=share)


_READERS: Final[dict[str, Any]] = {
    "id": _id,
    "aim": lambda place, text: replace(place, aim=text),
    "aim_day": lambda place, text: replace(place, aim_day=date.fromisoformat(text).isoformat()),
    "mixing": _mixing,
    "quick_s": _quick,
    "wanted": _wanted,
    "comes_after": _ended("comes_after", ALL),
    "includes": _ended("includes", MOST),
}
