"""What the database worker does for a sitting: each function is one write on an open transaction.

An attempt has its id before it is answered, so a write that is tried again is the same write.
"""

import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from spindle.core.clock import MINUTE
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory import mastery
from spindle.features.drill.records import Attempt, Drill, Item
from spindle.features.drill.state import parsed

_SMOOTH: Final = 0.2
"""How much of a part's usual time its last one is."""


def save_attempt(db: Any, attempt: Attempt, session: str, now: int) -> None:
    """Keep an attempt, its elements, and what it changed of its item and drill."""
    _upsert(db, "attempt", {**_row(attempt, session, now), "spec_id": _save_spec(db, attempt, now)})
    _save_elements(db, attempt, now)
    for result in attempt.judged.elements:
        if result.ok is not None:
            element = element_id(attempt.item.id, result.element)
            _count(db, (element, attempt.asked.mode, now), result.ok, result.latency_ms)
    save_item(db, attempt.item, now)
    save_drill(db, attempt.drill, now)


def undo_attempt(db: Any, attempt: Attempt, drill: Drill, item: Item, now: int) -> None:
    """Take an attempt back: the row stays, marked; item and drill are as they were before it."""
    db.execute(
        "UPDATE attempt SET undone = ?, updated = ? WHERE id = ?", (now, now, attempt.asked.id)
    )
    save_item(db, item, now)
    save_drill(db, drill, now)
    for result in attempt.judged.elements:
        _recount(db, (element_id(item.id, result.element), attempt.asked.mode, now))


def save_item(db: Any, item: Item, now: int) -> None:
    """Write what is left of an item in memory."""
    trace = item.trace
    db.execute(
        "UPDATE drill_item SET stability = ?, difficulty = ?, day = ?, lapses = ?, attempts = ?,"
        " wrong = ?, streak = ?, swift = ?, begun = ?, asked = ?, due = ?, updated = ?"
        " WHERE id = ?",
        (
            None if trace is None else trace.stability,
            None if trace is None else trace.difficulty,
            None if trace is None else trace.day.isoformat(),
            0 if trace is None else trace.lapses,
            item.attempts,
            item.wrong,
            item.streak,
            item.swift,
            None if item.begun is None else item.begun.isoformat(),
            item.asked,
            item.due,
            now,
            item.id,
        ),
    )


def save_drill(db: Any, drill: Drill, now: int) -> None:
    """Write what is known of a drill."""
    state = drill.difficulty
    db.execute(
        "UPDATE drill SET value_x = ?, value_n = ?, standing = ?, difficulty = ?, attempts = ?,"
        " usual_ms = ?, costs = ?, figure = ?, figure_unit = ?, waited = ?, updated = ?"
        " WHERE id = ?",
        (
            drill.value.log_odds,
            drill.value.attempts,
            json.dumps(mastery.to_plain(drill.standing)),
            json.dumps((state.level, state.reversals, state.rising)),
            drill.attempts,
            None if drill.usual is None else drill.usual * 1000,
            json.dumps([round(ms) for ms in drill.costs]),
            None if drill.figure is None else drill.figure[0],
            "" if drill.figure is None else drill.figure[1],
            drill.waited,
            now,
            drill.id,
        ),
    )


def element_id(item: str, place: int) -> str:
    """The id of an item's element, the same however often it is written."""
    return str(uuid5(UUID(item), f"element {place}"))


def _save_spec(db: Any, attempt: Attempt, now: int) -> str:
    """Keep the spec as it is asked, once for all attempts at it; returns its id."""
    item = attempt.asked.item
    text = json.dumps(dict(item.spec), ensure_ascii=False, sort_keys=True)
    id_ = str(uuid5(NAMESPACE_URL, f"drill:spec:{item.id}:{text}"))
    db.execute(
        "INSERT OR IGNORE INTO drill_spec (id, item_id, spec, updated) VALUES (?, ?, ?, ?)",
        (id_, item.id, text, now),
    )
    return id_


def _row(attempt: Attempt, session: str, now: int) -> dict[str, object]:
    asked, judged, timing = attempt.asked, attempt.judged, attempt.answer.timing
    last = asked.item.asked
    return {
        "id": asked.id,
        "session_id": session,
        "drill_id": asked.drill.id,
        "item_id": asked.item.id,
        "mode": asked.mode,
        "seed": asked.seed,
        "version": asked.drill.version,
        "difficulty": asked.level,
        "started": asked.at,
        "offset": attempt.offset,
        "day": attempt.day.isoformat(),
        "raw_ms": attempt.raw_ms,
        "active_ms": attempt.active_ms,
        "first_input_ms": timing.first_ms,
        "outcome": judged.outcome,
        "score": judged.score,
        "grade": attempt.answer.grade,
        "grade_source": attempt.source,
        "minutes": None if last is None else max(0, asked.at - last) / MINUTE,
        "wrong": asked.item.wrong,
        "streak": asked.item.streak,
        "nth": asked.item.attempts,
        "predicted": asked.predicted,
        "model": str(asked.model),
        "value": asked.drill.value.expected,
        "error": attempt.error,
        "hints": attempt.hints,
        "mixed": int(asked.mixed),
        "warm": int(attempt.warm),
        "why": json.dumps(asked.why),
        "payload": json.dumps({**judged.payload, **_extra(attempt)}, ensure_ascii=False),
        "undone": None,
        "updated": now,
    }


def _extra(attempt: Attempt) -> dict[str, object]:
    """What the window system timed besides: each key's onset, and how late it was handled."""
    timing = attempt.answer.timing
    extra: dict[str, object] = {"keys_ms": list(timing.keys)} if timing.keys else {}
    if timing.slot_ms:
        extra["slot_ms"] = timing.slot_ms
    if any(timing.late):
        extra["late_ms"] = [round(each, 1) for each in timing.late]
    return extra


def _save_elements(db: Any, attempt: Attempt, now: int) -> None:
    """The parts that were measured; an element's row is made with its first attempt."""
    results = attempt.judged.elements
    if not results:
        return
    kind, item = kind_of(attempt.drill.kind), attempt.asked.item
    known = kind.elements(parsed(kind, item))
    for place, result in enumerate(results):
        id_ = element_id(item.id, result.element)
        element = known[result.element] if result.element < len(known) else None
        db.execute(
            "INSERT INTO drill_element (id, item_id, ord, label, critical, updated)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET label = excluded.label,"
            " critical = excluded.critical, updated = excluded.updated",
            (
                id_,
                item.id,
                result.element,
                result.expected if element is None else element.label,
                0 if element is None else int(element.critical),
                now,
            ),
        )
        row = {
            "id": str(uuid5(UUID(attempt.asked.id), str(place))),
            "attempt_id": attempt.asked.id,
            "element_id": id_,
            "ord": place,
            "expected": result.expected,
            "got": result.got,
            "ok": None if result.ok is None else int(result.ok),
            "onset_ms": result.onset_ms,
            "latency_ms": result.latency_ms,
            "updated": now,
        }
        _upsert(db, "element_attempt", row)


def _count(db: Any, of: tuple[str, str, int], ok: bool, latency: float | None) -> None:  # noqa: FBT001 - what was counted
    """One more of an element in a way of asking; a right one moves its usual time."""
    element, mode, now = of
    timed = latency if ok and latency else None
    db.execute(
        "INSERT INTO drill_tally (id, element_id, mode, errors, rights, usual_ms, updated)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (element_id, mode) DO UPDATE SET"
        " errors = errors + excluded.errors, rights = rights + excluded.rights,"
        " usual_ms = coalesce(usual_ms + ? * (excluded.usual_ms - usual_ms), usual_ms,"
        " excluded.usual_ms), updated = excluded.updated",
        (_tally_id(element, mode), element, mode, int(not ok), int(ok), timed, now, _SMOOTH),
    )


def _recount(db: Any, of: tuple[str, str, int]) -> None:
    """Errors, rights and the usual time of an element in a way of asking, from its log."""
    element, mode, now = of
    rows = db.execute(
        "SELECT e.ok, e.latency_ms FROM element_attempt e"
        " JOIN attempt a ON a.id = e.attempt_id WHERE e.element_id = ? AND a.mode = ?"
        " AND e.ok IS NOT NULL AND a.undone IS NULL AND a.deleted IS NULL"
        " ORDER BY a.started, e.ord",
        (element, mode),
    ).fetchall()
    usual: float | None = None
    for ok, latency in rows:
        if ok and latency:
            usual = latency if usual is None else usual + _SMOOTH * (latency - usual)
    rights = sum(row[0] for row in rows)
    db.execute(
        "UPDATE drill_tally SET errors = ?, rights = ?, usual_ms = ?, updated = ? WHERE id = ?",
        (len(rows) - rights, rights, usual, now, _tally_id(element, mode)),
    )


def _tally_id(element: str, mode: str) -> str:
    return str(uuid5(UUID(element), mode))


def _upsert(db: Any, table: str, row: Mapping[str, object]) -> None:
    columns = ", ".join(row)
    values = ", ".join(f":{name}" for name in row)
    changes = ", ".join(f"{name} = excluded.{name}" for name in row if name != "id")
    db.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({values})"
        f" ON CONFLICT (id) DO UPDATE SET {changes}",
        row,
    )
