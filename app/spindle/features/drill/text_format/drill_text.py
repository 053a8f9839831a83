"""What stands in a text of drills."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from spindle.features.drill.text_format.bad import Bad
from spindle.features.drill.text_format.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillText:
    """One drill, as plain as a kind reads it.

    Attributes:
        kind: Id of its kind.
        title: One line, without white space at its ends.
        options: Hold for all items; JSON values.
        items: One mapping of JSON values each.
        place: What it is among others.
        tags: Of each item, words with a space between; left out, none has any.
        families: Of each item what it shares with others that are not asked on the same day; left
            out, none shares anything.
        resting: Whether each item is not to be asked; left out, all are asked.
        lines: Where each item begins in the text it was read from; not part of the drill.
    """

    kind: str
    title: str
    options: Mapping[str, Any] = field(default_factory=dict)
    items: tuple[Mapping[str, Any], ...] = ()
    place: Place = field(default_factory=Place)
    tags: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    resting: tuple[bool, ...] = ()
    lines: tuple[int, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """All drills of a text; lines that could not be read are named and left out."""

    drills: tuple[DrillText, ...]
    bad: tuple[Bad, ...]
