"""The whole log of drills as JSON lines, oldest first, each line an object that says its ``type``.

``spec``: what was asked, once, before the first attempt that asked it. ``attempt``: one attempt
with all that was stored of it, its parts under ``elements``. ``run``: the answers of one drill in
one session and way of asking, together: how many, how quick, and the scores of speed and accuracy
that are kept for other programs alone, because they reward answering faster at more errors.

Times are ISO 8601 with the offset of the place; durations are ms in attempts, seconds in runs.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from typing import IO, Any, Final

from spindle.core.clock import SECOND
from spindle.features.drill.kinds.kind import MENTAL, Timed
from spindle.features.drill.kinds.known import KINDS
from spindle.features.drill.memory.speed_accuracy import Block, bis, block, frozen, norms, others

Plain = dict[str, Any]

_LOG: Final = """
    SELECT attempt.*, drill.title AS drill, drill.kind AS kind, item.guid AS item_guid
    FROM attempt JOIN drill ON drill.id = attempt.drill_id
    JOIN drill_item AS item ON item.id = attempt.item_id
    WHERE attempt.deleted IS NULL AND (:all OR drill.id IN (SELECT value FROM json_each(:drills)))
    ORDER BY attempt.started, attempt.id
"""
_PARTS: Final = """
    SELECT p.ord, e.label, e.critical, p.expected, p.got, p.ok, p.onset_ms, p.latency_ms
    FROM element_attempt p JOIN drill_element e ON e.id = p.element_id
    WHERE p.attempt_id = ? AND p.deleted IS NULL ORDER BY p.ord
"""
_PART: Final = ("ord", "label", "critical", "expected", "got", "ok", "onset_ms", "latency_ms")
_JSON: Final = frozenset({"why", "payload"})
_TRAITS: Final = {kind.id: kind.traits for kind in KINDS}


@dataclass(slots=True)
class _Run:
    """The judged answers of one drill in one session and way of asking."""

    first: Plain
    times: list[float] = field(default_factory=list)
    rights: list[bool] = field(default_factory=list)


def write(connection: sqlite3.Connection, out: IO[str], drills: Collection[str] | None) -> int:
    """Write it; returns how many attempts. ``drills`` are ids; None is all there ever were."""
    count = 0
    specs: set[str] = set()
    runs: dict[tuple[str, str, str], _Run] = {}
    for row in _rows(connection, drills):
        if row["spec_id"] is not None and row["spec_id"] not in specs:
            specs.add(row["spec_id"])
            _line(out, _spec(connection, row["spec_id"]))
        parts = [
            dict(zip(_PART, part, strict=True)) for part in connection.execute(_PARTS, (row["id"],))
        ]
        _take(runs, row, parts)
        _line(out, {"type": "attempt", **_plain(row), "elements": parts})
        count += 1
    for line in _told(runs.values()):
        _line(out, line)
    return count


def _rows(connection: sqlite3.Connection, drills: Collection[str] | None) -> Iterator[Plain]:
    asked = {"all": drills is None, "drills": json.dumps(list(drills or ()))}
    cursor = connection.execute(_LOG, asked)
    names = [column[0] for column in cursor.description]
    for values in cursor:
        yield dict(zip(names, values, strict=True))


def _spec(connection: sqlite3.Connection, id_: str) -> Plain:
    item, spec = connection.execute(
        "SELECT item_id, spec FROM drill_spec WHERE id = ?", (id_,)
    ).fetchone()
    return {"type": "spec", "id": id_, "item_id": item, "spec": json.loads(spec)}


def _take(runs: dict[tuple[str, str, str], _Run], row: Plain, parts: Sequence[Plain]) -> None:
    """Count an attempt into its run; imported ones have none, and nothing in the mind is judged."""
    told = row["session_id"] is None or row["outcome"] is None or row["undone"] is not None
    if told or row["mode"] == MENTAL:
        return
    traits = _TRAITS.get(row["kind"])
    if traits is None or traits.timed is Timed.NOT:
        return
    run = runs.setdefault((row["session_id"], row["drill_id"], row["mode"]), _Run(row))
    first = row["first_input_ms"] if traits.timed is Timed.FIRST_KEY else None
    trials = [(first or row["active_ms"], row["outcome"])]
    if traits.in_blocks:
        trials = [(part["latency_ms"], part["ok"]) for part in parts[1:]]
    for took, right in trials:
        if took:
            run.times.append(took / 1000)
            run.rights.append(bool(right))


def _told(runs: Collection[_Run]) -> Iterator[Plain]:
    before: dict[tuple[str, str], list[Block]] = {}
    for run in runs:
        if not run.times:
            continue
        row = run.first
        day = date.fromisoformat(row["day"])
        done = block(run.times, run.rights, day)
        earlier = before.setdefault((row["drill_id"], row["mode"]), [])
        usual = norms(frozen(earlier, day))
        scores = others(done)
        yield {
            "type": "run",
            "session_id": row["session_id"],
            "drill_id": row["drill_id"],
            "drill": row["drill"],
            "kind": row["kind"],
            "mode": row["mode"],
            "started": _iso(row["started"], row["offset"]),
            "answers": done.attempts,
            "right": done.right,
            "seconds_right": done.seconds,
            "spread_right": done.spread,
            "seconds": done.total,
            "balance": None if usual is None else bis(done, usual),
            "inverse_efficiency": scores.inverse_efficiency,
            "rate_correct": scores.rate_correct,
            "integrated": scores.integrated,
        }
        earlier.append(done)


def _plain(row: Plain) -> Plain:
    return {
        **row,
        "started": _iso(row["started"], row["offset"]),
        **{name: json.loads(row[name]) for name in _JSON},
    }


def _iso(wall: int, offset: int) -> str:
    whole = datetime.fromtimestamp(0, UTC) + timedelta(microseconds=wall // 1000 * 1000)
    return whole.astimezone(timezone(timedelta(seconds=offset))).isoformat(
        timespec="milliseconds" if wall % SECOND else "seconds"
    )


def _line(out: IO[str], plain: Plain) -> None:
    out.write(json.dumps(plain, ensure_ascii=False) + "\n")
