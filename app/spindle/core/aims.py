"""Aims: a subject or exam with an optional date, carried by anything."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

_MARK: Final = re.compile(r"(?:^|\s)#(?P<name>[^#]+)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A named aim; ``due`` is the date of the exam, if it has one."""

    id: str
    name: str
    due: date | None = None


def split_title(text: str) -> tuple[str, str | None]:
    """Take the aim off a typed title.

    >>> split_title("Prove Lemma 4 #Graph theory")
    ('Prove Lemma 4', 'Graph theory')
    >>> split_title("C# basics")
    ('C# basics', None)
    """
    found = _MARK.search(text)
    if found is None or not found["name"].strip():
        return text.strip(), None
    return text[: found.start()].strip(), found["name"].strip()
