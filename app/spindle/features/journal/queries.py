"""Reads of the journal on a plain sqlite3 connection; standard library only."""

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Final

from spindle.core.ids import Ref
from spindle.features.journal.glance import NIGHTS, OPEN, QUESTIONS, UNDONE, night_of
from spindle.features.journal.model import Came, Night, QuestionState
from spindle.features.journal.records import (
    Entry,
    EntryKind,
    EveningSheet,
    Line,
    MorningSheet,
    Question,
    Shelf,
    Thread,
)

PICKS: Final = 3
"""How many questions an evening offers."""

MOST: Final = 500
SHOWN_MORNINGS: Final = 23

_NOT_DRAFT: Final = QUESTIONS.format(states="<> 'draft'")


def current_question(connection: sqlite3.Connection) -> Question | None:
    """The open question: the one last taken to bed, else the newest."""
    found = open_questions(connection, 1)
    return found[0] if found else None


def open_questions(connection: sqlite3.Connection, most: int = PICKS) -> tuple[Question, ...]:
    """Open questions, the one last taken to bed or written first."""
    rows = _all(connection, OPEN, most)
    return tuple(question_of(row) for row in rows)


def draft(connection: sqlite3.Connection) -> Question | None:
    """The question that was typed and not kept yet."""
    row = _one(
        connection,
        "SELECT *, 0 AS evenings FROM question WHERE state = 'draft' AND deleted IS NULL"
        " AND text <> '' ORDER BY updated DESC LIMIT 1",
    )
    return None if row is None else question_of(row)


def question(connection: sqlite3.Connection, identity: str) -> Question | None:
    """One question that was not removed, with its nights."""
    row = _one(connection, f"SELECT * FROM ({_NOT_DRAFT}) WHERE id = ?", identity)
    if row is None:
        return None
    brought = _brought(connection, [identity])
    return question_of(row, brought.get(identity, ()))


def evening_sheet(connection: sqlite3.Connection, night: str) -> EveningSheet:
    """What an evening's screens start from."""
    picks = open_questions(connection)
    return EveningSheet(
        lines=lines_of(connection, night),
        open=picks,
        draft=draft(connection),
        entries=tuple(
            entry_of(row)
            for row in _all(
                connection,
                "SELECT * FROM entry WHERE night_id = ? AND kind = 'evening' AND deleted IS NULL",
                night,
            )
        ),
        before=tuple(
            entry for pick in picks if (entry := _before(connection, pick.id, night)) is not None
        ),
    )


def morning_sheet(connection: sqlite3.Connection, night: Night) -> MorningSheet:
    """What a morning's screens start from."""
    row = _one(
        connection,
        "SELECT * FROM entry WHERE night_id = ? AND kind = 'morning' AND deleted IS NULL",
        night.id,
    )
    earlier = _all(
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
    )


def open_lines(connection: sqlite3.Connection) -> tuple[Line, ...]:
    """To-do lines not ticked yet, oldest night first."""
    return tuple(line_of(row) for row in _all(connection, UNDONE, "9999"))


def lines_of(connection: sqlite3.Connection, night: str) -> tuple[Line, ...]:
    """The to-do lines written on one night, in order."""
    rows = _all(
        connection,
        "SELECT * FROM todo WHERE night_id = ? AND deleted IS NULL ORDER BY position",
        night,
    )
    return tuple(line_of(row) for row in rows)


def shelf(connection: sqlite3.Connection) -> Shelf:
    """Everything the list at the left of the page shows."""
    rows = _all(connection, f"{_NOT_DRAFT} ORDER BY state <> 'open', latest DESC LIMIT ?", MOST)
    brought = _brought(connection, [row["id"] for row in rows])
    current = current_question(connection)
    free = _all(
        connection,
        "SELECT * FROM entry WHERE kind = 'free' AND deleted IS NULL AND text <> ''"
        " ORDER BY written DESC LIMIT ?",
        MOST,
    )
    judged = _all(connection, f"{NIGHTS} AND outcome IS NOT NULL ORDER BY began")
    evenings = _one(
        connection,
        "SELECT count(*) AS n FROM night WHERE deleted IS NULL AND skipped = 0",
    )
    return Shelf(
        questions=tuple(question_of(row, brought.get(row["id"], ())) for row in rows),
        free=tuple(entry_of(row) for row in free),
        evenings=0 if evenings is None else int(evenings["n"]),
        brought=tuple(Came(row["outcome"]) for row in judged),
        current=None if current is None else current.id,
    )


def thread(connection: sqlite3.Connection, identity: str) -> Thread | None:
    """One question with all its evenings and mornings."""
    found = question(connection, identity)
    if found is None:
        return None
    nights = tuple(
        night_of(row)
        for row in _all(connection, f"{NIGHTS} AND question_id = ? ORDER BY began", identity)
    )
    entries = _all(
        connection,
        "SELECT entry.*, night.outcome AS outcome FROM entry"
        " LEFT JOIN night ON night.id = entry.night_id"
        " WHERE entry.question_id = ? AND entry.deleted IS NULL ORDER BY entry.written",
        identity,
    )
    return Thread(question=found, entries=tuple(map(entry_of, entries)), nights=nights)


def entry(connection: sqlite3.Connection, identity: str) -> Entry | None:
    """One entry that was not removed."""
    row = _one(connection, "SELECT * FROM entry WHERE id = ? AND deleted IS NULL", identity)
    return None if row is None else entry_of(row)


def question_of(row: sqlite3.Row, brought: tuple[Came | None, ...] = ()) -> Question:
    """A question from its row, with the number of its evenings beside it."""
    source = None
    if row["source_kind"] is not None:
        source = Ref(row["source_kind"], row["source_id"] or "")
    return Question(
        id=row["id"],
        text=row["text"],
        state=QuestionState(row["state"]),
        created=row["created"],
        source=source,
        evenings=row["evenings"],
        brought=brought,
        aim=row["aim_id"],
    )


def entry_of(row: sqlite3.Row) -> Entry:
    """An entry from its row; ``outcome`` of its night may stand beside it."""
    came = row["outcome"] if "outcome" in row.keys() else None  # noqa: SIM118 - a Row is no dict
    kind = EntryKind(row["kind"])
    return Entry(
        id=row["id"],
        kind=kind,
        night=date.fromisoformat(row["night"]),
        written=row["written"],
        zone=row["zone"],
        offset=row["offset"],
        night_id=row["night_id"],
        question=row["question_id"],
        text=row["text"],
        know=row["know"],
        tried=row["tried"],
        answer=row["answer"],
        came=Came(came) if came is not None and kind is EntryKind.MORNING else None,
    )


def line_of(row: sqlite3.Row) -> Line:
    """A to-do line from its row."""
    return Line(
        id=row["id"],
        night=date.fromisoformat(row["night"]),
        night_id=row["night_id"],
        position=row["position"],
        what=row["what"],
        when=row["when_"],
        first_step=row["first_step"],
        done=row["done"],
    )


def _before(connection: sqlite3.Connection, question_id: str, night: str) -> Entry | None:
    row = _one(
        connection,
        "SELECT * FROM entry WHERE question_id = ? AND kind = 'evening' AND deleted IS NULL"
        " AND night_id IS NOT ? AND know || tried || answer <> '' ORDER BY written DESC LIMIT 1",
        question_id,
        night,
    )
    return None if row is None else entry_of(row)


def _brought(
    connection: sqlite3.Connection, identities: Iterable[str]
) -> dict[str, tuple[Came | None, ...]]:
    wanted = set(identities)
    found: dict[str, list[Came | None]] = {}
    rows = _all(connection, f"{NIGHTS} AND question_id IS NOT NULL ORDER BY began")
    for row in rows:
        if row["question_id"] in wanted:
            came = None if row["outcome"] is None else Came(row["outcome"])
            found.setdefault(row["question_id"], []).append(came)
    return {identity: tuple(brought) for identity, brought in found.items()}


def _one(connection: sqlite3.Connection, sql: str, *values: object) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(sql, values).fetchone()
    return row


def _all(connection: sqlite3.Connection, sql: str, *values: object) -> list[sqlite3.Row]:
    return connection.execute(sql, values).fetchall()
