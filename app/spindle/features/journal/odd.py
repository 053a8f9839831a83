"""Rows that stand in the file otherwise than Spindle writes them: named, and mended when asked."""

import sqlite3
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from spindle.core.ids import Ref
from spindle.features.journal.model import Scene
from spindle.features.journal.reading import LATEST, day_in, instant_in, is_zone, offset_in, zone_in

if TYPE_CHECKING:
    from spindle.features.journal.store import Database

Value = int | str
MOST: Final = 200

_ZONES: Final = "SELECT DISTINCT zone FROM night UNION SELECT DISTINCT zone FROM entry"
_DAYS: Final = """
SELECT DISTINCT night FROM night UNION SELECT DISTINCT night FROM entry
UNION SELECT DISTINCT night FROM todo
"""
_ODD: Final = f"""
(night IN ({{days}}) OR zone IN ({{zones}}) OR offset NOT BETWEEN -86399 AND 86399
  OR {{at}} NOT BETWEEN 0 AND {LATEST})
"""
_ROWS: Final = """
SELECT 'night' AS kind, id, night, zone, offset, began AS at, step, '' AS text FROM night
WHERE deleted IS NULL AND ({nights} OR step NOT IN ({steps}))
UNION ALL
SELECT 'entry', id, night, zone, offset, written, NULL,
  text || know || tried || answer || picture FROM entry WHERE deleted IS NULL AND {entries}
UNION ALL
SELECT 'todo', id, night, NULL, NULL, updated, NULL, what FROM todo
WHERE deleted IS NULL AND night IN ({days})
LIMIT ?
"""
_INSTANTS: Final = {"night": "began", "entry": "written"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """A row with what could not be read in it.

    Attributes:
        ref: A ``night``, an ``entry`` or a ``todo``.
        text: What was written in it.
        stored: The columns that could not be read, as they stand.
        read: What Spindle takes for each of them.
    """

    ref: Ref
    text: str
    stored: dict[str, Value]
    read: dict[str, Value]


def odd(connection: sqlite3.Connection) -> tuple[Odd, ...]:
    """The rows of which something had to be guessed, ``MOST`` at most."""
    zones = [row["zone"] for row in connection.execute(_ZONES) if not is_zone(row["zone"])][:MOST]
    days = [row["night"] for row in connection.execute(_DAYS) if not _is_day(row["night"])][:MOST]
    marks = {"days": _marks(days), "zones": _marks(zones)}
    sql = _ROWS.format(
        nights=_ODD.format(**marks, at="began"),
        entries=_ODD.format(**marks, at="written"),
        steps=", ".join(f"'{scene}'" for scene in Scene),
        days=marks["days"],
    )
    values = (*days, *zones, *days, *zones, *days, MOST)
    return tuple(_odd(row) for row in connection.execute(sql, values))


def write(db: "Database", ref: Ref, values: dict[str, Value], at: int) -> None:
    """Put values into the columns of a row: what was read, or again what stood there."""
    columns = ", ".join(f"{name} = ?" for name in values)
    db.execute(
        f"UPDATE {ref.kind} SET {columns}, updated = ? WHERE id = ?",
        [*values.values(), at, ref.id],
    )


def _is_day(stored: str) -> bool:
    try:
        return date.fromisoformat(stored).isoformat() == stored
    except ValueError:
        return False


def _marks(values: list[str]) -> str:
    return ", ".join("?" for _ in values)


def _odd(row: sqlite3.Row) -> Odd:
    kind, at, offset = str(row["kind"]), row["at"], row["offset"] or 0
    stored: dict[str, Value] = {"night": row["night"]}
    read: dict[str, Value] = {"night": day_in(row["night"], at, offset).isoformat()}
    if kind != "todo":
        stored |= {"zone": row["zone"], "offset": offset, _INSTANTS[kind]: at}
        read |= {
            "zone": zone_in(row["zone"], offset),
            "offset": offset_in(offset),
            _INSTANTS[kind]: instant_in(at),
        }
    if kind == "night" and row["step"] not in set(Scene):
        stored["step"], read["step"] = row["step"], Scene.UNLOAD.value
    wrong = [name for name in stored if stored[name] != read[name]]
    return Odd(
        ref=Ref(kind, row["id"]),
        text=row["text"],
        stored={name: stored[name] for name in wrong},
        read={name: read[name] for name in wrong},
    )
