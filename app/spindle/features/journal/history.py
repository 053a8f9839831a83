"""What was: revisions, trash, diaries, the nights behind the record; standard library only."""

import sqlite3
from datetime import date
from typing import Final

from spindle.core.ids import Ref
from spindle.features.journal.diary import Diary
from spindle.features.journal.glance import NIGHTS, night_of
from spindle.features.journal.governor import WEEK, Pause, Reason, Told
from spindle.features.journal.model import Night
from spindle.features.journal.queries import entry_of, one, rows_of
from spindle.features.journal.reading import day_in, instant_in
from spindle.features.journal.records import Entry, Removed, Revision

MOST: Final = 200
NIGHTS_TOLD: Final = 60
"""More than the governor compares."""

_TOLD: Final = """
SELECT night.night, night.began, night.offset, night.worried, diary.onset FROM night
LEFT JOIN diary ON diary.night_id = night.id AND diary.deleted IS NULL
WHERE night.deleted IS NULL AND night.began < ? AND night.id <> ?
  AND (night.worried IS NOT NULL OR diary.onset IS NOT NULL)
ORDER BY night.began DESC LIMIT ?
"""
_PRIMED: Final = """
SELECT night, began, offset FROM night
WHERE deleted IS NULL AND question_id IS NOT NULL AND closed IS NOT NULL AND skipped = 0
  AND began < ? AND id <> ? ORDER BY began DESC LIMIT ?
"""
_TRASH: Final = """
SELECT 'entry' AS kind, id, question_id AS question,
  text || know || tried || answer || picture AS text, deleted FROM entry
WHERE deleted IS NOT NULL AND text || know || tried || answer || picture <> ''
UNION ALL
SELECT 'question', id, id, text, deleted FROM question WHERE deleted IS NOT NULL AND text <> ''
ORDER BY deleted DESC LIMIT ?
"""
_THIS_NIGHT: Final = """
SELECT * FROM entry WHERE deleted IS NULL AND night IN ({marks})
  AND text || know || tried || answer || picture <> '' ORDER BY night DESC, written LIMIT ?
"""


def told(connection: sqlite3.Connection, night: Night) -> tuple[Told, ...]:
    """What was said of the nights before this one, oldest first."""
    rows = rows_of(connection, _TOLD, night.began, night.id, NIGHTS_TOLD)
    return tuple(
        Told(day_in(row["night"], row["began"], row["offset"]), row["onset"], row["worried"])
        for row in reversed(rows)
    )


def primed(connection: sqlite3.Connection, night: Night) -> tuple[date, ...]:
    """The latest nights before this one on which a question was taken to bed."""
    rows = rows_of(connection, _PRIMED, night.began, night.id, 2 * WEEK)
    return tuple(day_in(row["night"], row["began"], row["offset"]) for row in rows)


def pauses(connection: sqlite3.Connection) -> tuple[Pause, ...]:
    """The latest answers to the governor."""
    rows = rows_of(
        connection, "SELECT * FROM pause WHERE deleted IS NULL ORDER BY night DESC LIMIT 20"
    )
    return tuple(pause for row in rows if (pause := _pause(row)) is not None)


def _pause(row: sqlite3.Row) -> Pause | None:
    """An answer from its row; one whose nights cannot be read pauses nothing."""
    try:
        return Pause(
            id=row["id"],
            night=date.fromisoformat(row["night"]),
            reason=Reason(row["reason"]),
            taken=bool(row["taken"]),
            until=date.fromisoformat(row["until"]),
        )
    except ValueError:
        return None


def diary(connection: sqlite3.Connection, night: str) -> Diary | None:
    """The diary of a night, if one was written."""
    row = one(connection, "SELECT * FROM diary WHERE night_id = ? AND deleted IS NULL", night)
    if row is None:
        return None
    screen = None if row["screen"] is None else bool(row["screen"])
    rest = {name: row[name] for name in Diary.__slots__ if name != "screen"}
    return Diary(screen=screen, **rest)


def nights(connection: sqlite3.Connection) -> tuple[Night, ...]:
    """All nights with a question, oldest first."""
    rows = rows_of(connection, f"{NIGHTS} AND question_id IS NOT NULL ORDER BY began")
    return tuple(map(night_of, rows))


def revisions(connection: sqlite3.Connection, entry: str) -> tuple[Revision, ...]:
    """What an entry was before, newest first."""
    rows = rows_of(
        connection,
        "SELECT * FROM entry_revision WHERE entry_id = ? ORDER BY updated DESC LIMIT ?",
        entry,
        MOST,
    )
    return tuple(
        Revision(
            id=row["id"],
            kept=instant_in(row["updated"]),
            night=None if row["night"] is None else day_in(row["night"], row["updated"], 0),
            text=row["text"],
            know=row["know"],
            tried=row["tried"],
            answer=row["answer"],
            picture=row["picture"],
        )
        for row in rows
    )


def trash(connection: sqlite3.Connection) -> tuple[Removed, ...]:
    """What was removed, the latest first."""
    rows = rows_of(connection, _TRASH, MOST)
    return tuple(
        Removed(
            ref=Ref(row["kind"], row["id"]),
            text=row["text"],
            at=instant_in(row["deleted"]),
            question=row["question"],
        )
        for row in rows
    )


def on_this_night(connection: sqlite3.Connection, today: date) -> tuple[Entry, ...]:
    """What was written on this date in earlier years, and a month and half a year ago."""
    days = [day.isoformat() for day in anniversaries(today)]
    marks = ", ".join("?" for _ in days)
    rows = rows_of(connection, _THIS_NIGHT.format(marks=marks), *days, MOST)
    return tuple(map(entry_of, rows))


def anniversaries(today: date) -> tuple[date, ...]:
    """The same date one and six months and up to twenty years ago, where there is one."""
    found = []
    for months in (1, 6, *range(12, 241, 12)):
        index = today.year * 12 + today.month - 1 - months
        try:
            found.append(date(index // 12, index % 12 + 1, today.day))
        except ValueError:
            continue
    return tuple(found)
