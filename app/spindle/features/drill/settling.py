"""After a sitting: the standings of its drills, credit for what is inside them, the day's model.

These are jobs of the database worker.
"""

import json
import math
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from spindle.core.days import at_minute, day_of
from spindle.core.ids import new_id
from spindle.features.drill.memory.credit import Simple, credited
from spindle.features.drill.memory.schedule import Trace
from spindle.features.drill.memory.value import Value
from spindle.features.drill.memory.within import ENOUGH, Before, Fitting, Within, begin
from spindle.features.drill.records import Attempt, Drill
from spindle.features.drill.saving import save_drill

MOST_FITTED: Final = 4000
"""Attempts within a day that the model is fitted to: the last ones."""

_FIT_EVERY: Final = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """When and where a sitting ended.

    Attributes:
        active: Drills that could have been asked in it; those that were not have waited.
    """

    now: int
    day: date
    zone: str
    day_start: int
    active: frozenset[str] = frozenset()


def settle(db: Any, done: Sequence[Attempt], drills: Sequence[Drill], end: End) -> None:
    """Book the end of a sitting.

    Args:
        db: The worker's database.
        done: Its attempts.
        drills: All drills as they are now.
        end: When it ended.
    """
    asked = {attempt.drill.id for attempt in done}
    for drill in drills:
        if drill.id in asked:
            standing = drill.standing.end_session(end.day)
            save_drill(db, replace(drill, standing=standing, waited=0), end.now)
        elif drill.id in end.active:
            save_drill(db, replace(drill, waited=drill.waited + 1), end.now)
    for drill in drills:
        if drill.id in asked and drill.simpler:
            _credit(db, drill, [each for each in done if each.drill.id == drill.id], end)
    _learn_aims(db, done, end.now)


def _credit(db: Any, drill: Drill, done: Sequence[Attempt], end: End) -> None:
    """A clean sitting with an advanced drill puts off the items of those inside it."""
    told = [each for each in done if each.right is not None]
    if not told:
        return
    clean = all(each.right and not each.hints for each in told)
    for simple, weight in drill.simpler:
        rows = db.execute(
            "SELECT id, stability, difficulty, day, attempts, lapses, due, (SELECT offset FROM"
            " attempt a WHERE a.item_id = drill_item.id ORDER BY started DESC LIMIT 1)"
            " FROM drill_item WHERE drill_id = ? AND day IS NOT NULL AND deleted IS NULL",
            (simple,),
        ).fetchall()
        parts = {
            row[0]: Simple(
                Trace(row[1], row[2], date.fromisoformat(row[3]), row[4], row[5]),
                day_of(row[6], row[7] or 0, end.day_start),
            )
            for row in rows
        }
        effects = credited(parts, dict.fromkeys(parts, weight), clean=clean, day=end.day)
        due = {id_: at_minute(day, end.day_start, end.zone) for id_, day in effects.due.items()}
        tomorrow = at_minute(end.day + timedelta(days=1), end.day_start, end.zone)
        due |= {row[0]: min(row[6], tomorrow) for row in rows if row[0] in effects.probe}
        for id_, at in due.items():
            db.execute(
                "UPDATE drill_item SET due = ?, updated = ? WHERE id = ?", (at, end.now, id_)
            )


def _learn_aims(db: Any, done: Sequence[Attempt], now: int) -> None:
    """What is expected of all that serves an aim: a new drill for it begins with that (A1)."""
    found: dict[str, Value] = {}
    for attempt in done:
        aim, outcome = attempt.drill.aim, attempt.judged.outcome
        if aim is None or outcome is None:
            continue
        if aim not in found:
            row = db.execute(
                "SELECT value_x, value_n FROM drill_value WHERE aim_id = ?", (aim,)
            ).fetchone()
            found[aim] = Value() if row is None else Value(row[0], row[1])
        found[aim] = found[aim].learn(outcome)
    for aim, value in found.items():
        db.execute(
            "INSERT INTO drill_value (id, aim_id, value_x, value_n, updated)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT (aim_id) DO UPDATE SET"
            " value_x = excluded.value_x, value_n = excluded.value_n, updated = excluded.updated",
            (
                str(uuid5(NAMESPACE_URL, f"drill:value:{aim}")),
                *(aim, value.log_odds, value.attempts, now),
            ),
        )


def unfitted(connection: sqlite3.Connection) -> Fitting | None:
    """The model of repetitions within a day to be fitted anew; None while little is new."""
    row = connection.execute(
        "SELECT attempts, trained_to FROM drill_model WHERE kind = 'within_day'"
    ).fetchone()
    since = 0 if row is None else row[1]
    fresh = connection.execute(
        "SELECT count(*) FROM attempt WHERE started > ? AND outcome IS NOT NULL"
        " AND undone IS NULL AND deleted IS NULL AND model IN ('value', 'within_day')",
        (since,),
    ).fetchone()[0]
    if fresh < (ENOUGH if row is None else _FIT_EVERY):
        return None
    rows = connection.execute(
        "SELECT minutes, value, wrong, streak, nth, outcome FROM attempt"
        " WHERE minutes IS NOT NULL AND outcome IS NOT NULL AND value IS NOT NULL"
        " AND undone IS NULL AND deleted IS NULL AND model IN ('value', 'within_day')"
        " ORDER BY started DESC LIMIT ?",
        (MOST_FITTED,),
    ).fetchall()
    if len(rows) < ENOUGH:
        return None
    return begin([(Before(row[0], _log_odds(row[1]), *row[2:5]), bool(row[5])) for row in rows])


def keep_fitted(db: Any, model: Within, now: int) -> None:
    """Keep a model that was fitted to all attempts so far."""
    [last] = db.execute(
        "SELECT max(started) FROM attempt WHERE model IN ('value', 'within_day')"
    ).fetchone()
    db.execute(
        "INSERT INTO drill_model (id, kind, parameters, attempts, trained_to, updated)"
        " VALUES (?, 'within_day', ?, ?, ?, ?) ON CONFLICT (kind) DO UPDATE SET"
        " parameters = excluded.parameters, attempts = excluded.attempts,"
        " trained_to = excluded.trained_to, updated = excluded.updated",
        (new_id(), json.dumps(model.weights), model.attempts, last or 0, now),
    )


def _log_odds(chance: float) -> float:
    sure = min(max(chance, 1e-9), 1 - 1e-9)
    return math.log(sure / (1 - sure))
