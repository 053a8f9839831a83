"""The few reads that Today asks for before the first paint; standard library only.

What they return are named tuples, since to define a dataclass takes ten times as long.
"""

import sqlite3
from datetime import date
from typing import Final, NamedTuple

from spindle.core.clock import HOUR
from spindle.features.journal.model import Arm, Aside, Came, Held, Night, Scene, Source
from spindle.features.journal.reading import day_in, instant_in, offset_in, one_of, zone_in

NIGHTS: Final = "SELECT * FROM night WHERE deleted IS NULL"
QUESTIONS: Final = """
SELECT question.*, coalesce(max(night.began), question.created) AS latest,
  count(night.id) AS evenings FROM question
LEFT JOIN night ON night.question_id = question.id AND night.deleted IS NULL
WHERE question.deleted IS NULL AND question.merged_into IS NULL AND question.state {states}
GROUP BY question.id
"""
OPEN: Final = (
    QUESTIONS.format(states="= 'open' AND question.parked IS NULL AND question.inbox IS NULL")
    + " ORDER BY latest DESC LIMIT ?"
)
UNDONE: Final = """
SELECT * FROM todo WHERE done IS NULL AND deleted IS NULL AND night < ?
ORDER BY night, position LIMIT 50
"""

_AHEAD: Final = 24 * HOUR


class Current(NamedTuple):
    """The open question: the one last taken to bed, else the newest."""

    id: str
    text: str
    created: int
    aim: str | None


class Undone(NamedTuple):
    """A to-do line of an earlier night that is not ticked."""

    id: str
    title: str


def last_night(connection: sqlite3.Connection, now: int) -> Night | None:
    """The night that began last, if any, at an instant (µs UTC).

    One that lies ahead was begun by a clock that was wrong, and hides none of the others.
    """
    row = connection.execute(
        f"{NIGHTS} AND began < ? ORDER BY began DESC LIMIT 1", (now + _AHEAD,)
    ).fetchone()
    return None if row is None else night_of(row)


def current(connection: sqlite3.Connection) -> Current | None:
    """The open question, if there is one."""
    row = connection.execute(OPEN, (1,)).fetchone()
    if row is None:
        return None
    return Current(row["id"], row["text"], instant_in(row["created"]), row["aim_id"])


def undone(connection: sqlite3.Connection, before: date) -> list[Undone]:
    """To-do lines of nights before a date that are not ticked, oldest night first."""
    return [
        Undone(row["id"], ", ".join(filter(None, (row["what"], row["when_"]))) or row["first_step"])
        for row in connection.execute(UNDONE, (before.isoformat(),))
    ]


def night_of(row: sqlite3.Row) -> Night:
    """A night from its row; what in it cannot be read is taken from what can."""
    began, offset = instant_in(row["began"]), offset_in(row["offset"])
    return Night(
        id=row["id"],
        night=day_in(row["night"], began, offset),
        zone=zone_in(row["zone"], offset),
        offset=offset,
        began=began,
        closed=_instant(row["closed"]),
        step=one_of(Scene, row["step"], Scene.UNLOAD),
        question=row["question_id"],
        session=row["session_id"],
        skipped=bool(row["skipped"]),
        woken=_instant(row["woken"]),
        captured=_instant(row["captured"]),
        nothing_came=bool(row["nothing_came"]),
        came=None if row["outcome"] is None else Came(row["outcome"]),
        mind_busy=row["mind_busy"],
        worried=row["worried"],
        aside=None if row["aside"] is None else Aside(row["aside"]),
        source=None if row["source"] is None else Source(row["source"]),
        insight=row["insight"],
        verified=None if row["verified"] is None else Held(row["verified"]),
        verified_at=_instant(row["verified_at"]),
        lights_out=_instant(row["lights_out"]),
        prime_ms=row["prime_ms"],
        after_close_use_s=row["after_close_use_s"],
        slips=row["night_slips"],
        dream_recall=row["dream_recall"],
        dream_related=None if row["dream_related"] is None else bool(row["dream_related"]),
        first_use=_instant(row["first_use"]),
        minutes_after_wake=row["minutes_after_wake"],
        excluded=row["excluded_reason"],
        later=_instant(row["later"]),
        arm=None if row["arm"] is None else Arm(row["arm"]),
        control_question=row["control_question_id"],
        prior=row["prior"],
    )


def _instant(stored: int | None) -> int | None:
    return None if stored is None else instant_in(stored)
