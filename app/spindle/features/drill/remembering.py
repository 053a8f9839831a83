"""What a sitting is told of earlier ones: times, runs and errors, read once at its beginning.

Times tell of the skill only where they were measured in a run of Spindle, and one way of asking is
never compared with another: what was imported, and what was warming up, is left out.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from statistics import median
from typing import Final, NamedTuple

from spindle.features.drill.kinds.kind import MENTAL, Timed
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory.speed_accuracy import Block, block
from spindle.features.drill.memory.steps import Tally
from spindle.features.drill.memory.weak_spots import Part
from spindle.features.drill.running import device
from spindle.features.drill.state import Sitting, mode_of
from spindle.features.drill.telling import SWIFT, Past, Ran, Way

_TIMES: Final = 100
_ANSWERS: Final = 400
_TRIALS: Final = 4000
_BLOCK_FROM: Final = 5
_BLOCKS: Final = 40
_RUNS: Final = 3
_MOST_DRILLS: Final = 40

_HERE: Final = (
    " JOIN session s ON s.id = a.session_id"
    " AND coalesce(json_extract(s.detail, '$.device'), :device) = :device"
)
"""SQL of attempts ``a`` in runs on this machine: keyboards and screens lag differently."""


class Answer(NamedTuple):
    """One answer: its seconds where they tell of the skill, and where it was given."""

    seconds: float | None
    right: bool
    session: str
    mode: str
    day: date


def past(connection: sqlite3.Connection, sitting: Sitting, today: date) -> Past:
    """Of the drills and items that a sitting may ask."""
    asked = {drill for drill, queue in (*sitting.queues.items(), *sitting.spare.items()) if queue}
    drills = [sitting.drills[id_] for id_ in sorted(asked)][:_MOST_DRILLS]
    steps = {
        item.id: mode_of(sitting.plan, kind)
        for item in sitting.items.values()
        if (kind := kind_of(sitting.drills[item.drill].kind)).traits.in_steps
    }
    times: dict[Way, tuple[float, ...]] = {}
    week: dict[Way, tuple[float, ...]] = {}
    blocks: dict[Way, tuple[Block, ...]] = {}
    for drill in drills:
        rows = answers(connection, drill.id, drill.kind, _ANSWERS)
        for mode, own in by_mode(rows).items():
            right = [row for row in own if row.right and row.seconds]
            times[drill.id, mode] = _seconds(reversed(right[:_TIMES]))
            week[drill.id, mode] = _seconds(row for row in right if _last_week(row.day, today))
        for mode, own in by_mode(trials(connection, drill.id, drill.kind, rows)).items():
            blocks[drill.id, mode] = blocks_of(own)
    return Past(
        times=times,
        week=week,
        blocks=blocks,
        runs={item: runs(connection, item, mode) for item, mode in steps.items()},
        parts={item: parts(connection, item, mode) for item, mode in steps.items()},
        ran={item: ran for item in steps if (ran := _ran(connection, item)) is not None},
        automatic={drill.id: _automatic(connection, drill.id) for drill in drills},
        real=_real(connection, sitting) if sitting.plan.mode == MENTAL else {},
    )


def answers(connection: sqlite3.Connection, drill: str, kind: str, most: int) -> list[Answer]:
    """The last answers given in a run, newest first; in the mind there are none."""
    rows = connection.execute(
        f"SELECT {_time(kind)} / 1000, a.outcome, a.session_id, a.mode, a.day, a.warm"
        f" FROM attempt a{_HERE} WHERE a.drill_id = :drill AND a.outcome IS NOT NULL"
        " AND a.mode != :mental AND a.undone IS NULL AND a.deleted IS NULL"
        " ORDER BY a.started DESC LIMIT :most",
        {"drill": drill, "mental": MENTAL, "most": most, "device": device()},
    )
    return _warmed_up(rows.fetchall())


def answers_by_item(
    connection: sqlite3.Connection, drill: str, kind: str, most: int
) -> dict[str, list[float]]:
    """Seconds of the last right answers to each item, newest first; none where time is idle."""
    time = _time(kind)
    rows = connection.execute(
        f"SELECT a.item_id, {time} / 1000 FROM attempt a{_HERE} WHERE a.drill_id = :drill"
        f" AND a.outcome = 1 AND a.mode != :mental AND {time} > 0 AND a.undone IS NULL"
        " AND a.deleted IS NULL ORDER BY a.started DESC LIMIT :most",
        {"drill": drill, "mental": MENTAL, "most": _TRIALS, "device": device()},
    )
    found: dict[str, list[float]] = {}
    for item, seconds in rows:
        own = found.setdefault(item, [])
        if len(own) < most:
            own.append(seconds)
    return found


def _time(kind: str) -> str:
    """SQL of the time of an attempt that tells of the skill, in ms."""
    return {
        Timed.NOT: "NULL",
        Timed.FIRST_KEY: "coalesce(nullif(a.first_input_ms, 0), a.active_ms)",
        Timed.WHOLE: "a.active_ms",
    }[kind_of(kind).traits.timed]


def trials(
    connection: sqlite3.Connection, drill: str, kind: str, rows: Sequence[Answer]
) -> Sequence[Answer]:
    """What a block is made of: the answers, or where one answer is a block its parts."""
    if not kind_of(kind).traits.in_blocks:
        return rows
    found = connection.execute(
        "SELECT e.latency_ms / 1000, e.ok, a.session_id, a.mode, a.day, a.warm FROM attempt a"
        f" JOIN element_attempt e ON e.attempt_id = a.id{_HERE} WHERE a.drill_id = :drill"
        " AND a.outcome IS NOT NULL AND a.undone IS NULL AND a.deleted IS NULL"
        " AND e.ord > 0 AND e.latency_ms > 0 ORDER BY a.started DESC LIMIT :most",
        {"drill": drill, "most": _TRIALS, "device": device()},
    )
    return _warmed_up(found.fetchall())


def _warmed_up(rows: Sequence[sqlite3.Row]) -> list[Answer]:
    """The rows as answers; times of the first seconds are left out of runs that lasted longer."""
    longer = {row[2] for row in rows if not row[5]}
    return [
        Answer(
            None if row[5] and row[2] in longer else row[0],
            bool(row[1]),
            row[2],
            row[3],
            date.fromisoformat(row[4]),
        )
        for row in rows
    ]


def by_mode(rows: Iterable[Answer]) -> dict[str, list[Answer]]:
    """The answers of each way of asking, in their order."""
    found: dict[str, list[Answer]] = {}
    for row in rows:
        found.setdefault(row.mode, []).append(row)
    return found


def blocks_of(rows: Sequence[Answer]) -> tuple[Block, ...]:
    """The last runs of some length as blocks, oldest first."""
    timed = [row for row in rows if row.seconds]
    blocks = [list(run) for _, run in groupby(timed, key=lambda row: row.session)]
    return tuple(
        block([row.seconds or 0 for row in run], [row.right for row in run], run[0].day)
        for run in reversed(blocks)
        if len(run) >= _BLOCK_FROM
    )[-_BLOCKS:]


def runs(
    connection: sqlite3.Connection, item: str, mode: str
) -> tuple[tuple[float | None, ...], ...]:
    """Seconds of each step in the last runs, oldest first; a step that did not come is None."""
    ids = connection.execute(
        "SELECT id FROM attempt WHERE item_id = ? AND mode = ? AND outcome IS NOT NULL"
        " AND undone IS NULL AND deleted IS NULL ORDER BY started DESC LIMIT ?",
        (item, mode, _RUNS),
    ).fetchall()
    found = []
    for (attempt,) in reversed(ids):
        rows = connection.execute(
            "SELECT d.ord, e.latency_ms / 1000 FROM element_attempt e JOIN drill_element d"
            " ON d.id = e.element_id WHERE e.attempt_id = ? AND e.latency_ms IS NOT NULL",
            (attempt,),
        ).fetchall()
        times = dict(rows)
        if len(times) > 1:
            found.append(tuple(times.get(place) for place in range(max(times) + 1)))
    return tuple(found)


def parts(connection: sqlite3.Connection, item: str, mode: str) -> tuple[Part, ...]:
    """What the errors and times of an item's parts have come to in one way of asking."""
    rows = connection.execute(
        "SELECT coalesce(t.errors, 0), coalesce(t.rights, 0), t.usual_ms / 1000"
        " FROM drill_element e LEFT JOIN drill_tally t ON t.element_id = e.id AND t.mode = ?"
        " WHERE e.item_id = ? AND e.deleted IS NULL ORDER BY e.ord",
        (mode, item),
    )
    return tuple(Part(Tally(row[0], row[1]), row[2]) for row in rows)


def _ran(connection: sqlite3.Connection, item: str) -> Ran | None:
    """How often an item was asked, and how long it took the last time it was right."""
    [count] = connection.execute(
        "SELECT count(*) FROM attempt WHERE item_id = ? AND outcome IS NOT NULL"
        " AND undone IS NULL AND deleted IS NULL",
        (item,),
    ).fetchone()
    rows = connection.execute(
        "SELECT mode, active_ms / 1000 FROM attempt WHERE item_id = ? AND outcome IS NOT NULL"
        " AND active_ms IS NOT NULL AND undone IS NULL AND deleted IS NULL"
        " ORDER BY started DESC LIMIT 30",
        (item,),
    ).fetchall()
    last: dict[str, float] = {}
    for mode, seconds in rows:
        last.setdefault(mode, seconds)
    return Ran(count, last) if count else None


def _real(connection: sqlite3.Connection, sitting: Sitting) -> dict[str, float]:
    """How long each item takes when it is done: the median of the last times."""
    found = {}
    for item in sitting.items:
        rows = connection.execute(
            "SELECT active_ms / 1000 FROM attempt WHERE item_id = ? AND mode != ?"
            " AND outcome IS NOT NULL AND session_id IS NOT NULL AND active_ms IS NOT NULL"
            " AND undone IS NULL AND deleted IS NULL ORDER BY started DESC LIMIT 20",
            (item, MENTAL),
        ).fetchall()
        if rows:
            found[item] = median(row[0] for row in rows)
    return found


def _automatic(connection: sqlite3.Connection, drill: str) -> tuple[int, int]:
    """How many of a drill's items were right, quick and even often enough, of how many."""
    [swift, of] = connection.execute(
        "SELECT count(*) FILTER (WHERE swift >= ?), count(*) FROM drill_item"
        " WHERE drill_id = ? AND deleted IS NULL AND resting = 0",
        (SWIFT, drill),
    ).fetchone()
    return swift, of


def _last_week(day: date, today: date) -> bool:
    """Whether a day lies in the calendar week before this one."""
    monday = today - timedelta(days=today.weekday())
    return monday - timedelta(days=7) <= day < monday


def _seconds(rows: Iterable[Answer]) -> tuple[float, ...]:
    return tuple(row.seconds for row in rows if row.seconds)
