"""An item that is left alone for a while, or begun anew; jobs of the database worker.

Its attempts stay, whatever happens to it: only what is planned from them changes.
"""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any, Final

from spindle.features.drill.kinds.kind import SpecError
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.plain_words import of_item

MOST: Final = 5000
"""Items that are listed of a drill."""

_STATE: Final = (
    "stability", "difficulty", "day", "attempts", "lapses", "wrong", "streak", "swift", "begun",
    "asked", "due", "resting",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """An item in the list of a drill's items.

    Attributes:
        name: What stands for it.
        attempts, wrong: What it has come to since it was begun.
        due: µs UTC; None while it is new.
    """

    id: str
    name: str
    attempts: int
    wrong: int
    due: int | None
    resting: bool


@dataclass(frozen=True, slots=True)
class Before:
    """What an item was before it was changed."""

    item: str
    state: tuple[Any, ...]


def items(connection: sqlite3.Connection, drill: str) -> tuple[ItemRow, ...]:
    """All items of a drill, in their order."""
    row = connection.execute("SELECT kind FROM drill WHERE id = ?", (drill,)).fetchone()
    if row is None:
        return ()
    rows = connection.execute(
        "SELECT id, spec, attempts, wrong, due, resting FROM drill_item WHERE drill_id = ?"
        " AND deleted IS NULL ORDER BY ord LIMIT ?",
        (drill, MOST),
    )
    return tuple(
        ItemRow(
            id=each["id"],
            name=_name(row["kind"], json.loads(each["spec"])),
            attempts=each["attempts"],
            wrong=each["wrong"],
            due=each["due"],
            resting=bool(each["resting"]),
        )
        for each in rows
    )


def set_resting(db: Any, item: str, now: int, *, on: bool) -> Before:
    """Ask it no more, or again; returns what it was."""
    before = _state(db, item)
    db.execute("UPDATE drill_item SET resting = ?, updated = ? WHERE id = ?", (int(on), now, item))
    return before


def begin_anew(db: Any, item: str, now: int) -> Before:
    """Make it new again: what is planned from its attempts is gone, its log stays (R7)."""
    before = _state(db, item)
    db.execute(
        "UPDATE drill_item SET stability = NULL, difficulty = NULL, day = NULL, attempts = 0,"
        " lapses = 0, wrong = 0, streak = 0, swift = 0, begun = NULL, asked = NULL, due = NULL,"
        " updated = ? WHERE id = ?",
        (now, item),
    )
    return before


def restore(db: Any, before: Before, now: int) -> None:
    """Make it what it was."""
    changes = ", ".join(f"{name} = ?" for name in _STATE)
    db.execute(
        f"UPDATE drill_item SET {changes}, updated = ? WHERE id = ?",
        (*before.state, now, before.item),
    )


def _state(db: Any, item: str) -> Before:
    row = db.execute(f"SELECT {', '.join(_STATE)} FROM drill_item WHERE id = ?", (item,)).fetchone()
    return Before(item, tuple(row))


def _name(kind: str, item: dict[str, Any]) -> str:
    """The cue and the question; of anything else what its kind calls it."""
    said = " · ".join(filter(None, (of_item(item, "cue"), of_item(item, "prompt"))))
    if said:
        return said
    try:
        known = kind_of(kind)
        return known.name(known.parse(item))
    except SpecError:
        return ""
