"""What stands in a text of drills, and what could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that could not be read: its number from 1, and a sentence in English.

    The sentence is marked for translation in the context ``drill``; ``what`` stands for its
    ``{what}``.
    """

    line: int
    sentence: str
    what: str = ""

    def __str__(self) -> str:
        return self.sentence.format(what=self.what)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillText:
    """One drill, as plain as a kind reads it.

    Attributes:
        kind: Id of its kind.
        title: One line, without white space at its ends.
        options: Hold for all items; JSON values.
        items: One mapping of JSON values each.
        lines: Where each item begins in the text it was read from; not part of the drill.
    """

    kind: str
    title: str
    options: Mapping[str, Any] = field(default_factory=dict)
    items: tuple[Mapping[str, Any], ...] = ()
    lines: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """All drills of a text; lines that could not be read are named and left out."""

    drills: tuple[DrillText, ...]
    bad: tuple[Bad, ...]
