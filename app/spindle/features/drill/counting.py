"""What is due, counted from stored dates; plain queries, the standard library only."""

import json
import math
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from spindle.features.drill.memory.cost import Cost, cost, together, total

NEAR: Final = 14
"""Days before an aim in which what is due for it comes first."""

FAR: Final = 60
"""Days before an aim from which what is left for it is reckoned by the day."""

_MOST_LEFT: Final = 2000
_DAY: Final = 24 * 3600 * 1_000_000

TRIED: Final = 10
"""Attempts before a share of right answers may open what comes after a drill."""


class Amount(NamedTuple):
    """How much a day may hold.

    Attributes:
        now: µs UTC.
        day: The user's day.
        most: Items due to be asked on it at the most, those asked already included.
        new: New items to begin on it at the most, likewise.
    """

    now: int
    day: date
    most: int
    new: int


class Chosen(NamedTuple):
    """An item that a day asks; ``due`` is None while it is new."""

    id: str
    drill: str
    due: int | None


class Load(NamedTuple):
    """What is left to do for an aim until its day.

    Attributes:
        days: Until then.
        cost: Of all of it.
    """

    aim: str
    day: date
    days: int
    cost: Cost

    @property
    def minutes_a_day(self) -> int:
        """On each of the days left, one at least."""
        return max(1, round(self.cost.middle / self.days / 60_000))


class Count(NamedTuple):
    """What one drill asks for today.

    Attributes:
        due: Items to be asked, new ones included.
        new: Those among them that were never asked.
        cost: How long that takes.
        oldest: When the longest waiting one was due (µs UTC); None with new ones only.
    """

    drill: str
    title: str
    kind: str
    aim: str | None
    due: int
    new: int
    cost: Cost
    oldest: int | None


def near_aim(aim_day: date | None, day: date) -> bool:
    """Whether what a drill is for comes within a fortnight."""
    return aim_day is not None and 0 <= (aim_day - day).days <= NEAR


def chosen(connection: sqlite3.Connection, amount: Amount) -> list[Chosen]:
    """What a day still asks, those due first; what is counted and what is asked is this.

    Those for a near aim come first, then those due longest; of each family of siblings one a day
    (R22), whether it is new or not.
    """
    families = _families(connection, amount.day)
    due = _due(connection, amount, families)
    return [*due, *_new(connection, amount, families)]


def counts(connection: sqlite3.Connection, amount: Amount) -> list[Count]:
    """The drills that ask for something, in the person's order."""
    asked: dict[str, list[Chosen]] = {}
    for each in chosen(connection, amount):
        asked.setdefault(each.drill, []).append(each)
    marks = ", ".join("?" * len(asked))
    rows = connection.execute(
        "SELECT id, title, kind, aim_id, costs, guess_ms FROM drill"
        f" WHERE id IN ({marks}) AND deleted IS NULL ORDER BY ord, created",
        list(asked),
    )
    found = []
    for id_, title, kind, aim, costs, guess in rows:
        items = asked[id_]
        since = [each.due for each in items if each.due is not None]
        takes = total([(len(items), cost(json.loads(costs), guess))])
        new, oldest = len(items) - len(since), min(since, default=None)
        found.append(Count(id_, title, kind, aim, len(items), new, takes, oldest))
    return found


def loads(connection: sqlite3.Connection, amount: Amount) -> list[Load]:
    """Aims with a date and work left until then, the most a day first."""
    found: dict[str, tuple[date, list[tuple[int, Cost]]]] = {}
    rows = connection.execute(
        "SELECT d.id, d.aim_id, a.due, d.costs, d.guess_ms FROM drill d JOIN aim a"
        " ON a.id = d.aim_id WHERE d.deleted IS NULL AND a.deleted IS NULL AND a.due > ?",
        (amount.day.isoformat(),),
    ).fetchall()
    for drill, aim, due, costs, guess in rows:
        day = date.fromisoformat(due)
        days = (day - amount.day).days
        if days > FAR:
            continue
        items = _before(connection, drill, amount.now + days * _DAY)
        if items:
            parts = found.setdefault(aim, (day, []))[1]
            parts.append((items, cost(json.loads(costs), guess)))
    left = [
        Load(aim, day, (day - amount.day).days, total(parts)) for aim, (day, parts) in found.items()
    ]
    return sorted(left, key=lambda load: (-load.cost.middle / load.days, load.day))


def _before(connection: sqlite3.Connection, drill: str, end: int) -> int:
    """Items of a drill that are still to be asked before a moment: new ones, and those due."""
    [new] = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM drill_item WHERE drill_id = ? AND due IS NULL"
        " AND deleted IS NULL AND resting = 0 LIMIT ?)",
        (drill, _MOST_LEFT),
    ).fetchone()
    [due] = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM drill_item WHERE drill_id = ? AND due < ?"
        " AND due IS NOT NULL AND deleted IS NULL AND resting = 0 LIMIT ?)",
        (drill, end, _MOST_LEFT),
    ).fetchone()
    return int(new + due)


def whole(found: Sequence[Count]) -> Cost:
    """What all of it takes together."""
    return together([each.cost for each in found])


def left_over(connection: sqlite3.Connection, amount: Amount) -> int:
    """Items due that a day leaves for the days after."""
    [due] = connection.execute(
        "SELECT count(*) FROM drill_item WHERE due <= ? AND due IS NOT NULL"
        " AND deleted IS NULL AND resting = 0",
        (amount.now,),
    ).fetchone()
    taken = _due(connection, amount, _families(connection, amount.day))
    return max(0, int(due) - len(taken))


def next_due(connection: sqlite3.Connection) -> dict[str, int]:
    """When each drill is due next (µs UTC); may lie in the past."""
    rows = connection.execute(
        "SELECT d.id, (SELECT min(due) FROM drill_item i WHERE i.drill_id = d.id"
        " AND due IS NOT NULL AND i.deleted IS NULL AND resting = 0)"
        " FROM drill d WHERE d.deleted IS NULL"
    )
    return {row[0]: row[1] for row in rows if row[1] is not None}


def asked_on(connection: sqlite3.Connection, day: date) -> int:
    """How many items were asked on a day that had been asked before it."""
    sql = "SELECT count(*) FROM drill_item WHERE day = ? AND day IS NOT NULL AND begun != day"
    return int(connection.execute(sql, (day.isoformat(),)).fetchone()[0])


def begun_on(connection: sqlite3.Connection, day: date) -> int:
    """How many items were asked for the first time on a day."""
    sql = "SELECT count(*) FROM drill_item WHERE begun = ? AND begun IS NOT NULL"
    return int(connection.execute(sql, (day.isoformat(),)).fetchone()[0])


def closed(connection: sqlite3.Connection) -> frozenset[str]:
    """Drills of which nothing new is begun: something before them is not known well enough."""
    rows = connection.execute(
        "SELECT p.child, p.min_level, json_extract(d.standing, '$.begun'), m.value_x, m.attempts,"
        " coalesce(json_extract(m.standing, '$.mastered'), 0) FROM prerequisite p"
        " JOIN drill m ON m.id = p.parent JOIN drill d ON d.id = p.child"
        " WHERE p.deleted IS NULL AND m.deleted IS NULL"
    )
    return frozenset(
        child
        for child, level, begun, log_odds, attempts, mastered in rows
        if not (mastered or reached(level, log_odds, attempts, begun=bool(begun)))
    )


def reached(level: float, log_odds: float, attempts: int, *, begun: bool) -> bool:
    """Whether a drill that is not mastered is known well enough for what comes after it.

    Args:
        level: The share right that is asked for; 1 asks for mastery.
        log_odds: Of the value of the drill (A1).
        attempts: At it.
        begun: Whether what comes after it was begun; it is not closed again for one bad answer.
    """
    if level >= 1:
        return False
    return begun or (attempts >= TRIED and 1 / (1 + math.exp(-log_odds)) >= level)


def _families(connection: sqlite3.Connection, day: date) -> set[str]:
    """Families of siblings of which one was asked on a day already."""
    rows = connection.execute(
        "SELECT DISTINCT sibling FROM drill_item WHERE day = ? AND sibling IS NOT NULL",
        (day.isoformat(),),
    )
    return {row[0] for row in rows}


def _due(connection: sqlite3.Connection, amount: Amount, families: set[str]) -> list[Chosen]:
    """The items due longest, those for a near aim first."""
    left = amount.most - asked_on(connection, amount.day)
    if left <= 0:
        return []
    rows: dict[str, tuple[str, str, int, str | None]] = {}
    for only in (*_near(connection, amount.day), None):
        one = "" if only is None else " AND drill_id = :drill"
        for row in connection.execute(
            "SELECT id, drill_id, due, sibling FROM drill_item WHERE due <= :now"
            f" AND due IS NOT NULL AND deleted IS NULL AND resting = 0{one}"
            " ORDER BY due, id LIMIT :most",
            {"now": amount.now, "drill": only, "most": 3 * left},
        ):
            rows.setdefault(row[0], row)
    return _apart(rows.values(), families, left)


def _new(connection: sqlite3.Connection, amount: Amount, families: set[str]) -> list[Chosen]:
    """The first new items, of drills for the next aims first."""
    left = amount.new - begun_on(connection, amount.day)
    waits = closed(connection)
    found: list[Chosen] = []
    for (drill,) in connection.execute(
        "SELECT d.id FROM drill d LEFT JOIN aim a ON a.id = d.aim_id AND a.deleted IS NULL"
        " AND a.due >= ? WHERE d.deleted IS NULL"
        " ORDER BY a.due IS NULL, a.due, d.ord, d.created",
        (amount.day.isoformat(),),
    ):
        if left <= 0:
            break
        if drill in waits:
            continue
        rows = connection.execute(
            "SELECT id, drill_id, due, sibling FROM drill_item WHERE drill_id = ? AND due IS NULL"
            " AND deleted IS NULL AND resting = 0 ORDER BY ord LIMIT ?",
            (drill, 3 * left),
        )
        some = _apart(rows, families, left)
        found += some
        left -= len(some)
    return found


def _near(connection: sqlite3.Connection, day: date) -> list[str]:
    """Drills for an aim that comes within a fortnight, the next aim first."""
    rows = connection.execute(
        "SELECT d.id, a.due FROM drill d JOIN aim a ON a.id = d.aim_id WHERE d.deleted IS NULL"
        " AND a.deleted IS NULL AND a.due >= ? ORDER BY a.due, d.ord, d.created",
        (day.isoformat(),),
    )
    return [row[0] for row in rows if near_aim(date.fromisoformat(row[1]), day)]


def _apart(
    rows: Iterable[tuple[str, str, int | None, str | None]], families: set[str], most: int
) -> list[Chosen]:
    """Without a second one of a family; those taken are noted in ``families``."""
    found: list[Chosen] = []
    for id_, drill, due, sibling in rows:
        if len(found) == most:
            break
        if sibling is None or sibling not in families:
            found.append(Chosen(id_, drill, due))
        if sibling is not None:
            families.add(sibling)
    return found
