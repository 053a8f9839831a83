"""Missed checks that may be asked once more: in the break after their block, and a day later.

Plain queries, the standard library only. Who missed one again is asked again the day after, as long
as the session in which it came is of that day or the one before.
"""

import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from spindle.core.clock import HOUR
from spindle.core.days import day_of, near, today
from spindle.core.feature import Asking
from spindle.core.recall import Recall
from spindle.core.translate import N_
from spindle.core.words import Words

MOST: Final = 3
"""So many in a break: about half a minute."""

_FRESH: Final = 2 * HOUR
"""For so long after its end a block's checks belong to the break after it."""

_ROWS: Final = (
    "SELECT c.*, s.started, s.offset, s.parent_id, d.title, a.outcome AS then_, a.asked AS again"
    " FROM session s JOIN reading_check c ON c.session_id = s.id"
    " JOIN document d ON d.id = c.document_id AND d.deleted IS NULL"
    " LEFT JOIN reading_again a ON a.check_id = c.id AND a.deleted IS NULL AND a.asked ="
    " (SELECT max(asked) FROM reading_again WHERE check_id = c.id AND deleted IS NULL)"
    " WHERE s.started >= ? AND s.started < ? AND s.activity = 'listen' AND s.deleted IS NULL"
    " AND c.outcome = 'missed' AND c.deleted IS NULL AND coalesce(a.outcome, 'missed') = 'missed'"
    " ORDER BY c.asked"
)


class Missed(NamedTuple):
    """A missed check that was not answered rightly since; its columns as they are stored.

    Attributes:
        document: Id of its text.
        title: Of that.
        block: Id of the block of work in which it was asked, if it was in one.
        day: How many days ago it was heard: 0 or 1.
        again: Whether it was asked once more already, and how many days ago.
    """

    id: str
    kind: str
    before: str
    after: str
    choices: str
    answer: int
    number: int
    place: tuple[int, int, int]
    document: str
    title: str
    block: str | None
    day: int
    again: int | None


def missed(connection: sqlite3.Connection, asking: Asking) -> Sequence[Missed]:
    """Those of today and yesterday, in the order they were asked."""
    now = today(asking.at, asking.day_start)
    span = near(now - timedelta(days=1), now, asking.at.zone, asking.day_start)
    found = (_missed(row, asking) for row in connection.execute(_ROWS, span))
    return [each for each in found if each.day in (0, 1)]


def waiting(connection: sqlite3.Connection, asking: Asking) -> Sequence[Missed]:
    """Those that make sense to be asked now: never twice on one day."""
    return [each for each in missed(connection, asking) if each.again != 0]


def of_yesterday(connection: sqlite3.Connection, asking: Asking) -> Missed | None:
    """The one that is asked once more today; None too once one of yesterday's was."""
    old = [each for each in missed(connection, asking) if each.day == 1]
    asked = connection.execute(
        "SELECT a.asked FROM reading_again a ORDER BY a.asked DESC LIMIT 1"
    ).fetchone()
    done = asked is not None and _days_ago(asked[0], asking) == 0
    return None if done or not old else old[-1]


def of_block(connection: sqlite3.Connection, asking: Asking) -> Sequence[Missed]:
    """Those of the block that ended last, if that was a moment ago."""
    row = connection.execute(
        "SELECT id, ended FROM session WHERE activity = 'focus' AND deleted IS NULL"
        " ORDER BY started DESC LIMIT 1"
    ).fetchone()
    if row is None or (row[1] is not None and asking.at.wall - row[1] > _FRESH):
        return ()
    found = waiting(connection, asking)
    return [each for each in found if each.block == row[0] and each.again is None][-MOST:]


def recalls(connection: sqlite3.Connection, asking: Asking) -> Sequence[Recall]:
    """The missed checks of the block, for its break."""
    found = of_block(connection, asking)
    if not found:
        return ()
    words = Words(N_("recalls", "Missed checks, {count}"), {"count": len(found)})
    return (Recall(words, "listen.missed"),)


def _days_ago(wall: int, asking: Asking, offset: int | None = None) -> int:
    offset = asking.at.offset if offset is None else offset
    return (today(asking.at, asking.day_start) - day_of(wall, offset, asking.day_start)).days


def _missed(row: sqlite3.Row, asking: Asking) -> Missed:
    return Missed(
        id=row["id"],
        kind=row["kind"],
        before=row["before"],
        after=row["after"],
        choices=row["choices"],
        answer=row["answer"],
        number=row["number"],
        place=(row["chapter"], row["block"], row["place"]),
        document=row["document_id"],
        title=row["title"],
        block=row["parent_id"],
        day=_days_ago(row["started"], asking, row["offset"]),
        again=None if row["again"] is None else _days_ago(row["again"], asking),
    )
