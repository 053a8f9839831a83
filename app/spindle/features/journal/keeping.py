"""Writes beside the evening: trash, dates moved by hand, merged and parked questions, diary."""

from datetime import date
from typing import TYPE_CHECKING, Final

from spindle.core.ids import new_id
from spindle.features.journal.diary import Diary
from spindle.features.journal.governor import Pause
from spindle.features.journal.records import Entry
from spindle.features.journal.store import save_entry

if TYPE_CHECKING:
    from spindle.features.journal.store import Database

_REVISE: Final = """
INSERT INTO entry_revision (id, entry_id, text, know, tried, answer, picture, night, updated)
SELECT ?, id, text, know, tried, answer, picture, night, ? FROM entry WHERE id = ?
"""
_DIARY: Final = """
INSERT INTO diary (id, night_id, in_bed, tried, onset, awakenings, awake, woke, rose, quality,
  screen, updated, deleted)
VALUES (:id, :night_id, :in_bed, :tried, :onset, :awakenings, :awake, :woke, :rose, :quality,
  :screen, :at, :deleted)
ON CONFLICT (night_id) DO UPDATE SET in_bed = :in_bed, tried = :tried, onset = :onset,
  awakenings = :awakenings, awake = :awake, woke = :woke, rose = :rose, quality = :quality,
  screen = :screen, updated = :at, deleted = :deleted
"""


def move_entry(db: "Database", entry: str, night: date, at: int) -> None:
    """Give an entry another date; its history keeps the one it had."""
    db.execute(_REVISE, [new_id(), at, entry])
    db.execute(
        "UPDATE entry SET night = ?, updated = ? WHERE id = ?", [night.isoformat(), at, entry]
    )


def bring_back(db: "Database", entry: Entry, at: int) -> None:
    """Write an older version of an entry; the present one is kept as a version, too."""
    db.execute(_REVISE, [new_id(), at, entry.id])
    save_entry(db, entry, at)


def move_night(db: "Database", identity: str, night: date, at: int) -> None:
    """Give a night another date, with all that was written in it."""
    day = night.isoformat()
    db.execute("UPDATE night SET night = ?, updated = ? WHERE id = ?", [day, at, identity])
    db.execute("UPDATE todo SET night = ?, updated = ? WHERE night_id = ?", [day, at, identity])
    rows = db.execute("SELECT id FROM entry WHERE night_id = ?", [identity]).fetchall()
    for (entry,) in rows:
        move_entry(db, entry, night, at)


def remove(db: "Database", table: str, identity: str, at: int) -> None:
    """Put a question or an entry into the trash; its text stays in the file."""
    _set_deleted(db, table, identity, at, at)


def restore(db: "Database", table: str, identity: str, at: int) -> None:
    """Take it out of the trash again."""
    _set_deleted(db, table, identity, None, at)


def merge(db: "Database", identity: str, into: str | None, at: int) -> None:
    """Make a question part of another one, or its own again with None."""
    db.execute(
        "UPDATE question SET merged_into = ?, updated = ? WHERE id = ?", [into, at, identity]
    )


def park(db: "Database", identity: str, parked: int | None, at: int) -> None:
    """Put an open question to rest (µs UTC), or back with None: no evening offers it then."""
    db.execute("UPDATE question SET parked = ?, updated = ? WHERE id = ?", [parked, at, identity])


def save_diary(db: "Database", diary: Diary, at: int) -> None:
    """Write a night's diary; an emptied one is removed."""
    row: dict[str, object] = {
        "id": diary.id,
        "night_id": diary.night_id,
        "in_bed": diary.in_bed,
        "tried": diary.tried,
        "onset": diary.onset,
        "awakenings": diary.awakenings,
        "awake": diary.awake,
        "woke": diary.woke,
        "rose": diary.rose,
        "quality": diary.quality,
        "screen": None if diary.screen is None else int(diary.screen),
        "at": at,
        "deleted": at if diary.empty else None,
    }
    db.execute(_DIARY, row)


def save_pause(db: "Database", pause: Pause, at: int) -> None:
    """Keep an answer to the governor."""
    db.execute(
        "INSERT INTO pause (id, night, reason, taken, until, updated) VALUES (?, ?, ?, ?, ?, ?)",
        [
            pause.id,
            pause.night.isoformat(),
            pause.reason,
            int(pause.taken),
            pause.until.isoformat(),
            at,
        ],
    )


def drop_pause(db: "Database", identity: str, at: int) -> None:
    """Undo ``save_pause``."""
    _set_deleted(db, "pause", identity, at, at)


def _set_deleted(db: "Database", table: str, identity: str, deleted: int | None, at: int) -> None:
    db.execute(f"UPDATE {table} SET deleted = ?, updated = ? WHERE id = ?", [deleted, at, identity])
