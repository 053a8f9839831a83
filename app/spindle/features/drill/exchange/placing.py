"""What a text says of a drill's place among others: set once all of its file is here.

Other drills are found by their titles; one of the same file before one that was here.
"""

from collections.abc import Mapping
from typing import Any, Final

from spindle.features.drill import relating
from spindle.features.drill.memory.interleave import Mixing
from spindle.storage.aims import find_or_create

Plain = Mapping[str, Any]
"""The fields of ``text_format.place.Place``; what is empty is left as it is."""

_OWN: Final = """
    SELECT d.mixing, d.target_ms, d.wanted, a.name, a.due FROM drill d
    LEFT JOIN aim a ON a.id = d.aim_id AND a.deleted IS NULL WHERE d.id = ?
"""
_NAMED: Final = """
    SELECT id FROM drill WHERE title = ? AND id != ? AND (deleted IS NULL OR deleted = ?)
    ORDER BY deleted IS NULL, ord, created LIMIT 1
"""


def differs(db: Any, drill: str, place: Plain, hidden: int) -> bool:
    """Whether it is to stand otherwise than it does; a drill not found yet may still come."""
    mixing, target, wanted, aim, day = db.execute(_OWN, (drill,)).fetchone()
    said = (
        (place["aim"].casefold(), (aim or "").casefold()),
        (place["aim_day"] if place["aim"] and day is None else None, None),
        (place["mixing"], mixing),
        (_ms(place["quick_s"]), target),
        (place["wanted"], wanted),
    )
    if any(new and new != stands for new, stands in said):
        return True
    before, inside = relating.stands(db.conn, drill)
    loops = relating.after(db.conn, drill)
    for found, shares in ((before, place["after"]), (inside, place["includes"])):
        for title, share in shares:
            other = _named(db, title, drill, hidden)
            stood = None if other is None else found.get(other)
            if stood != share and not (found is before and other in loops):
                return True
    return False


def put(db: Any, drill: str, place: Plain, hidden: int) -> None:
    """Set it; ``hidden`` marks drills of this import that nobody sees yet, and is the time."""
    if place["aim"]:
        aim = find_or_create(db, place["aim"], hidden)
        db.execute("UPDATE drill SET aim_id = ?, updated = ? WHERE id = ?", (aim, hidden, drill))
        if place["aim_day"]:
            # The day of an aim that has one is the user's.
            db.execute(
                "UPDATE aim SET due = ?, updated = ? WHERE id = ? AND due IS NULL",
                (place["aim_day"], hidden, aim),
            )
    if place["mixing"]:
        relating.set_mixing(db, drill, Mixing(place["mixing"]), hidden)
    if place["quick_s"] is not None:
        relating.set_target(db, drill, place["quick_s"], hidden)
    if place["wanted"] is not None:
        db.execute("UPDATE drill SET wanted = ? WHERE id = ?", (place["wanted"], drill))
    for shares, relate in (
        (place["after"], relating.set_before),
        (place["includes"], relating.set_inside),
    ):
        for title, share in shares:
            other = _named(db, title, drill, hidden)
            if other is not None:
                relate(db, drill, other, share, hidden)


def _named(db: Any, title: str, drill: str, hidden: int) -> str | None:
    row = db.execute(_NAMED, (title, drill, hidden)).fetchone()
    return None if row is None else str(row[0])


def _ms(seconds: float | None) -> int | None:
    return None if seconds is None else round(seconds * 1000)
