"""What is typed into the search field: words to look for, and filters. Pure; nothing is an error.

``#tag``, ``is:morning`` (or ``evening``, ``entry``, ``question``), ``from:2026-03`` and
``to:2026-03-10`` filter; all else is looked for as it stands.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from spindle.features.journal.tags import tags_of

KINDS: Final = ("question", "evening", "morning", "free")
_NAMES: Final = {**{kind: kind for kind in KINDS}, "entry": "free", "thought": "free"}
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", re.ASCII)
_BOUNDS: Final = {"from:": False, "since:": False, "to:": True, "until:": True}


@dataclass(frozen=True, slots=True)
class Filters:
    """What is looked for, and among what.

    Attributes:
        words: To be found in the text; empty finds all that passes the filters.
        kinds: Of ``KINDS``; empty means all.
        first, last: Nights, both included.
    """

    words: str = ""
    kinds: frozenset[str] = frozenset()
    tags: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None

    @property
    def narrow(self) -> bool:
        """Whether anything but words is asked for."""
        return bool(self.kinds or self.tags or self.first or self.last)


def filters_of(typed: str) -> Filters:
    """Take the filters out of what was typed.

    >>> filters_of("bound is:morning #proof from:2026-03").words
    'bound'
    """
    words: list[str] = []
    kinds: set[str] = set()
    tags: list[str] = []
    bounds: dict[bool, date] = {}
    for word in typed.split():
        lower = word.casefold()
        edge = next((key for key in _BOUNDS if lower.startswith(key)), None)
        day = None if edge is None else _day(lower[len(edge) :], end=_BOUNDS[edge])
        if lower.startswith("is:") and lower[3:] in _NAMES:
            kinds.add(_NAMES[lower[3:]])
        elif edge is not None and day is not None:
            bounds[_BOUNDS[edge]] = day
        elif lower.startswith("#") and tags_of(word) == (lower[1:],):
            tags.append(lower[1:])
        else:
            words.append(word)
    return Filters(
        " ".join(words), frozenset(kinds), tuple(tags), bounds.get(False), bounds.get(True)
    )


def _day(typed: str, *, end: bool) -> date | None:
    """The first or last day of a year, a month or a day."""
    found = _DAY.fullmatch(typed)
    if found is None:
        return None
    year, month, day = (None if part is None else int(part) for part in found.groups())
    try:
        first = date(year or 0, month or (12 if end else 1), 1)
        return first.replace(day=day or (monthrange(first.year, first.month)[1] if end else 1))
    except ValueError:
        return None
