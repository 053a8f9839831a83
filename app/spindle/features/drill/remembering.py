"""What a sitting is told of earlier ones: times, runs and errors, read once at its beginning."""

import sqlite3
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from spindle.features.drill.memory.speed_accuracy import NORM_BLOCKS, Block, block
from spindle.features.drill.memory.steps import Tally
from spindle.features.drill.sitting import Sitting
from spindle.features.drill.telling import Past

_TIMES = 100
_ANSWERS = 400
_BLOCK_FROM = 5
_RUNS = 3
_MOST_DRILLS = 40


def past(connection: sqlite3.Connection, sitting: Sitting) -> Past:
    """Of the drills and items that a sitting may ask."""
    drills = [drill for drill, queue in sitting.queues.items() if queue][:_MOST_DRILLS]
    steps = [
        item.id
        for item in sitting.items.values()
        if sitting.drills[item.drill].kind == "step_sequence"
    ]
    answers = {drill: _answers(connection, sitting, drill) for drill in drills}
    return Past(
        times={
            drill: tuple(row.seconds for row in reversed(rows[:_TIMES]) if row.right)
            for drill, rows in answers.items()
        },
        blocks={drill: _blocks(rows) for drill, rows in answers.items()},
        runs={item: _runs(connection, item) for item in steps},
        tallies={item: _tallies(connection, item) for item in steps},
    )


class _Answer(NamedTuple):
    seconds: float
    right: bool
    session: str | None


def _answers(connection: sqlite3.Connection, sitting: Sitting, drill: str) -> list[_Answer]:
    """The last answers, newest first."""
    typed = sitting.drills[drill].kind == "typed_recall"
    time = "coalesce(nullif(first_input_ms, 0), active_ms)" if typed else "active_ms"
    rows = connection.execute(
        f"SELECT {time} / 1000, outcome, session_id FROM attempt WHERE drill_id = ?"
        " AND outcome IS NOT NULL AND active_ms IS NOT NULL AND undone IS NULL"
        " AND deleted IS NULL ORDER BY started DESC LIMIT ?",
        (drill, _ANSWERS),
    )
    return [_Answer(row[0], bool(row[1]), row[2]) for row in rows]


def _blocks(rows: Sequence[_Answer]) -> tuple[Block, ...]:
    """The last runs of some length as blocks, oldest first."""
    runs = [list(run) for _, run in groupby(rows, key=lambda row: row.session)]
    return tuple(
        block([row.seconds for row in run], [row.right for row in run])
        for run in reversed(runs)
        if len(run) >= _BLOCK_FROM
    )[-NORM_BLOCKS:]


def _runs(connection: sqlite3.Connection, item: str) -> tuple[tuple[float | None, ...], ...]:
    """Seconds of each step in the last runs, oldest first."""
    ids = connection.execute(
        "SELECT id FROM attempt WHERE item_id = ? AND outcome IS NOT NULL AND undone IS NULL"
        " AND deleted IS NULL ORDER BY started DESC LIMIT ?",
        (item, _RUNS),
    ).fetchall()
    found = []
    for (attempt,) in reversed(ids):
        rows = connection.execute(
            "SELECT latency_ms FROM element_attempt WHERE attempt_id = ? ORDER BY ord", (attempt,)
        )
        run = tuple(None if row[0] is None else row[0] / 1000 for row in rows)
        if run:
            found.append(run)
    return tuple(found)


def _tallies(connection: sqlite3.Connection, item: str) -> tuple[Tally, ...]:
    rows = connection.execute(
        "SELECT errors, rights FROM drill_element WHERE item_id = ? AND deleted IS NULL"
        " ORDER BY ord",
        (item,),
    )
    return tuple(Tally(row[0], row[1]) for row in rows)
