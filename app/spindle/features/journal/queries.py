"""Reads of the journal on a plain sqlite3 connection; standard library only."""

import sqlite3
from collections.abc import Iterable
from typing import Final

from spindle.core.ids import Ref
from spindle.features.journal.glance import NIGHTS, OPEN, QUESTIONS, UNDONE, night_of
from spindle.features.journal.model import Came, QuestionState
from spindle.features.journal.reading import day_in, instant_in, offset_in, zone_in
from spindle.features.journal.records import (
    Entry,
    EntryKind,
    Line,
    Question,
    Shelf,
    Thread,
)

PICKS: Final = 3
"""How many questions an evening offers."""

MOST: Final = 500
_PLACE: Final = "state <> 'open', inbox IS NULL, parked IS NOT NULL"

FAMILY: Final = """
WITH RECURSIVE family (id) AS (
  VALUES (?) UNION SELECT question.id FROM question
  JOIN family ON question.merged_into = family.id WHERE question.deleted IS NULL)
"""
_ROOT: Final = """
WITH RECURSIVE above (id, merged_into) AS (
  SELECT id, merged_into FROM question WHERE id = ? UNION
  SELECT question.id, question.merged_into FROM question
  JOIN above ON question.id = above.merged_into)
SELECT id FROM above WHERE merged_into IS NULL
"""
_ALONE: Final = """
SELECT * FROM entry WHERE deleted IS NULL AND (kind = 'free' OR question_id IS NULL)
  AND text || know || tried || answer || picture <> '' ORDER BY written DESC LIMIT ?
"""
_MADE_OF: Final = """
SELECT *, 0 AS evenings FROM question
WHERE merged_into = ? AND inbox IS NOT NULL AND deleted IS NULL ORDER BY inbox
"""
_INBOX: Final = QUESTIONS.format(
    states="= 'open' AND question.parked IS NULL AND question.inbox IS NOT NULL"
)
_NOT_DRAFT: Final = QUESTIONS.format(states="<> 'draft'")


def current_question(connection: sqlite3.Connection) -> Question | None:
    """The open question: the one last taken to bed, else the newest."""
    found = open_questions(connection, 1)
    return found[0] if found else None


def open_questions(connection: sqlite3.Connection, most: int = PICKS) -> tuple[Question, ...]:
    """Open questions, the one last taken to bed or written first."""
    rows = rows_of(connection, OPEN, most)
    return tuple(question_of(row) for row in rows)


def inbox(connection: sqlite3.Connection, most: int = PICKS) -> tuple[Question, ...]:
    """What waits to be made a question, the newest first."""
    rows = rows_of(connection, f"SELECT * FROM ({_INBOX}) ORDER BY inbox DESC LIMIT ?", most)
    return tuple(question_of(row) for row in rows)


def draft(connection: sqlite3.Connection) -> Question | None:
    """The question that was typed and not kept yet."""
    row = one(
        connection,
        "SELECT *, 0 AS evenings FROM question WHERE state = 'draft' AND deleted IS NULL"
        " AND text <> '' ORDER BY updated DESC LIMIT 1",
    )
    return None if row is None else question_of(row)


def question(connection: sqlite3.Connection, identity: str) -> Question | None:
    """One question that was not removed, with its nights."""
    row = one(connection, f"SELECT * FROM ({_NOT_DRAFT}) WHERE id = ?", identity)
    if row is None:
        return None
    brought = _brought(connection, [identity])
    return question_of(row, brought.get(identity, ()))


def open_lines(connection: sqlite3.Connection) -> tuple[Line, ...]:
    """To-do lines not ticked yet, oldest night first."""
    return tuple(line_of(row) for row in rows_of(connection, UNDONE, "9999"))


def lines_of(connection: sqlite3.Connection, night: str) -> tuple[Line, ...]:
    """The to-do lines written on one night, in order."""
    rows = rows_of(
        connection,
        "SELECT * FROM todo WHERE night_id = ? AND deleted IS NULL ORDER BY position",
        night,
    )
    return tuple(line_of(row) for row in rows)


def shelf(connection: sqlite3.Connection) -> Shelf:
    """Everything the list at the left of the page shows."""
    rows = rows_of(connection, f"{_NOT_DRAFT} ORDER BY {_PLACE}, latest DESC LIMIT ?", MOST)
    brought = _brought(connection, [row["id"] for row in rows])
    current = current_question(connection)
    alone = rows_of(connection, _ALONE, MOST)
    judged = rows_of(connection, f"{NIGHTS} AND outcome IS NOT NULL ORDER BY began")
    evenings = one(
        connection,
        "SELECT count(*) AS n FROM night WHERE deleted IS NULL AND skipped = 0",
    )
    return Shelf(
        questions=tuple(question_of(row, brought.get(row["id"], ())) for row in rows),
        entries=tuple(entry_of(row) for row in alone),
        evenings=0 if evenings is None else int(evenings["n"]),
        brought=tuple(Came(row["outcome"]) for row in judged),
        current=None if current is None else current.id,
    )


def thread(connection: sqlite3.Connection, identity: str) -> Thread | None:
    """One question with all its evenings and mornings; of a merged one, what it belongs to."""
    found = question(connection, _root(connection, identity))
    if found is None:
        return None
    identity = found.id
    nights = tuple(
        night_of(row)
        for row in rows_of(
            connection,
            f"{FAMILY} {NIGHTS} AND question_id IN (SELECT id FROM family) ORDER BY began",
            identity,
        )
    )
    entries = rows_of(
        connection,
        f"{FAMILY} SELECT entry.*, night.outcome AS outcome FROM entry"
        " LEFT JOIN night ON night.id = entry.night_id WHERE entry.deleted IS NULL"
        " AND entry.question_id IN (SELECT id FROM family) ORDER BY entry.written",
        identity,
    )
    made_of = rows_of(connection, _MADE_OF, identity)
    return Thread(
        question=found,
        entries=tuple(map(entry_of, entries)),
        nights=nights,
        made_of=tuple(map(question_of, made_of)),
    )


def _root(connection: sqlite3.Connection, identity: str) -> str:
    row = one(connection, _ROOT, identity)
    return identity if row is None else str(row["id"])


def entry(connection: sqlite3.Connection, identity: str) -> Entry | None:
    """One entry that was not removed."""
    row = one(connection, "SELECT * FROM entry WHERE id = ? AND deleted IS NULL", identity)
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
        created=instant_in(row["created"]),
        source=source,
        evenings=row["evenings"],
        brought=brought,
        aim=row["aim_id"],
        parked=row["parked"],
        inbox=None if row["inbox"] is None else instant_in(row["inbox"]),
    )


def entry_of(row: sqlite3.Row) -> Entry:
    """An entry from its row; ``outcome`` of its night may stand beside it."""
    came = row["outcome"] if "outcome" in row.keys() else None  # noqa: SIM118 - a Row is no dict
    kind = EntryKind(row["kind"])
    written, offset = instant_in(row["written"]), offset_in(row["offset"])
    return Entry(
        id=row["id"],
        kind=kind,
        night=day_in(row["night"], written, offset),
        written=written,
        zone=zone_in(row["zone"], offset),
        offset=offset,
        night_id=row["night_id"],
        question=row["question_id"],
        text=row["text"],
        know=row["know"],
        tried=row["tried"],
        answer=row["answer"],
        picture=row["picture"],
        came=Came(came) if came is not None and kind is EntryKind.MORNING else None,
    )


def line_of(row: sqlite3.Row) -> Line:
    """A to-do line from its row."""
    return Line(
        id=row["id"],
        night=day_in(row["night"], row["updated"], 0),
        night_id=row["night_id"],
        position=row["position"],
        what=row["what"],
        when=row["when_"],
        first_step=row["first_step"],
        done=row["done"],
    )


def _brought(
    connection: sqlite3.Connection, identities: Iterable[str]
) -> dict[str, tuple[Came | None, ...]]:
    wanted = set(identities)
    found: dict[str, list[Came | None]] = {}
    rows = rows_of(connection, f"{NIGHTS} AND question_id IS NOT NULL ORDER BY began")
    for row in rows:
        if row["question_id"] in wanted:
            came = None if row["outcome"] is None else Came(row["outcome"])
            found.setdefault(row["question_id"], []).append(came)
    return {identity: tuple(brought) for identity, brought in found.items()}


def one(connection: sqlite3.Connection, sql: str, *values: object) -> sqlite3.Row | None:
    """The first row of a query."""
    row: sqlite3.Row | None = connection.execute(sql, values).fetchone()
    return row


def rows_of(connection: sqlite3.Connection, sql: str, *values: object) -> list[sqlite3.Row]:
    """All rows of a query."""
    return connection.execute(sql, values).fetchall()
