"""What the screens of an evening and of a morning start from; standard library only."""

import sqlite3
from typing import Final

from spindle.features.journal import governor, history, model
from spindle.features.journal.glance import NIGHTS, night_of
from spindle.features.journal.model import Came, Night
from spindle.features.journal.queries import (
    PICKS,
    draft,
    entry_of,
    inbox,
    lines_of,
    one,
    open_lines,
    open_questions,
    question,
    rows_of,
)
from spindle.features.journal.records import Entry, EveningSheet, MorningSheet, Question

SHOWN_MORNINGS: Final = 23


def evening_sheet(connection: sqlite3.Connection, night: Night, weekly: int) -> EveningSheet:
    """What an evening's screens start from; ``weekly`` nights of seven may have a question."""
    picks = _picks(connection)
    told, pauses = history.told(connection, night), history.pauses(connection)
    pause = governor.paused(pauses, night.night)
    offer = governor.offer(told, pauses, night.night)
    if offer is None and pause is None and night.question is None and night.aside is None:
        offer = governor.enough(history.primed(connection, night), weekly, night.night)
    return EveningSheet(
        lines=lines_of(connection, night.id),
        open=picks,
        draft=draft(connection),
        entries=tuple(
            entry_of(row)
            for row in rows_of(
                connection,
                "SELECT * FROM entry WHERE night_id = ? AND kind = 'evening' AND deleted IS NULL",
                night.id,
            )
        ),
        before=tuple(
            entry for pick in picks if (entry := _before(connection, pick.id, night.id)) is not None
        ),
        last=_to_verify(connection, night),
        offer=offer,
        pause=pause,
    )


def _picks(connection: sqlite3.Connection) -> tuple[Question, ...]:
    """Open questions, and the newest of the inbox, which is made one first."""
    asked, raw = open_questions(connection), inbox(connection)
    return (*asked, *raw)[:PICKS] if len(asked) < PICKS or not raw else (*asked[:-1], raw[0])


def morning_sheet(connection: sqlite3.Connection, night: Night) -> MorningSheet:
    """What a morning's screens start from."""
    row = one(
        connection,
        "SELECT * FROM entry WHERE night_id = ? AND kind = 'morning' AND deleted IS NULL",
        night.id,
    )
    earlier = rows_of(
        connection,
        f"{NIGHTS} AND outcome IS NOT NULL AND began < ? ORDER BY began DESC LIMIT ?",
        night.began,
        SHOWN_MORNINGS,
    )
    return MorningSheet(
        entry=None if row is None else entry_of(row),
        question=None if night.question is None else question(connection, night.question),
        brought=tuple(Came(each["outcome"]) for each in reversed(earlier)),
        lines=open_lines(connection),
        diary=history.diary(connection, night.id),
    )


def _to_verify(connection: sqlite3.Connection, night: Night) -> tuple[Night, str] | None:
    """The night before, if it brought a step of which nothing was said yet."""
    row = one(
        connection,
        f"{NIGHTS} AND began < ? AND id <> ? AND skipped = 0 ORDER BY began DESC LIMIT 1",
        night.began,
        night.id,
    )
    last = None if row is None else night_of(row)
    if last is None or last.question is None or not model.to_verify(last):
        return None
    asked = question(connection, last.question)
    return None if asked is None else (last, asked.text)


def _before(connection: sqlite3.Connection, question_id: str, night: str) -> Entry | None:
    row = one(
        connection,
        "SELECT * FROM entry WHERE question_id = ? AND kind = 'evening' AND deleted IS NULL"
        " AND night_id IS NOT ? AND know || tried || answer || picture <> ''"
        " ORDER BY written DESC LIMIT 1",
        question_id,
        night,
    )
    return None if row is None else entry_of(row)
