"""One drill with its measures, read on the database worker: some 50 ms with many attempts.

Everything that has to do with time is of one way of asking, measured in runs of Spindle on this
machine; a kind of which time tells nothing has none of it.
"""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median
from typing import Any, Final

from spindle.features.drill.counting import Amount
from spindle.features.drill.kinds.kind import MENTAL, Timed
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory import automaticity, curve, reliability, steps
from spindle.features.drill.memory.automaticity import Change, Evenness
from spindle.features.drill.memory.curve import Band, Curve, Reach
from spindle.features.drill.memory.mastery import Standing, from_plain
from spindle.features.drill.memory.rehearsal import isochrony
from spindle.features.drill.memory.reliability import Reliability, Share
from spindle.features.drill.memory.speed_accuracy import bis, frozen, norms
from spindle.features.drill.memory.steps import Tally
from spindle.features.drill.parts import Which, spots
from spindle.features.drill.plain_words import of_item
from spindle.features.drill.reading import HomeRow, home
from spindle.features.drill.remembering import answers, blocks_of, runs, trials

_TIMES: Final = 2000
_FITTED: Final = 3  # slow steps that a curve is fitted to
_GAINS: Final = 40  # blocks of keys that the sequence's own gain is told from


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementRow:
    """A part of an item, with what its own errors and times have come to."""

    label: str
    critical: bool
    tally: Tally
    usual: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillFacts:
    """The page of a drill.

    Attributes:
        mode: The way of asking that times, parts and runs are of.
        times: Seconds of right answers, oldest first; none where time tells nothing.
        curve: Where they are going; None while there are too few.
        even: The last window of them; ``change`` compares it with the one before.
        balance: Speed and accuracy of the last run in one number; 0 is usual.
        gain: What a sequence of keys itself is worth, in ms between two keys.
        recalled: Right after a day and more, when asked; ``expected`` what had been predicted.
        trust: Predictions against what happened.
        reach: How many more right answers until the time that was set.
        items: How many it has.
        chances: Of its only item, how likely a run still ends clean at each step.
        slow_floors: Of slow steps, the time that practice goes towards.
        elements: Of its only item, if it has parts; ``weak`` is the place of the weak one.
        runs: Seconds of each part in the last runs, oldest first.
        imagined: Rehearsals in the mind, and ``isochrony``, their usual time over the real one.
        missed, slow: Names of parts that go wrong, and of those that are slow; each can be
            practised by itself.
        parents: Titles of drills that come before it and are not mastered yet.
        target: Seconds that are quick enough, if the person set them.
    """

    row: HomeRow
    items: int
    mode: str
    created: int
    attempts: int
    right: Share | None
    recalled: Share | None
    expected: float | None
    standing: Standing
    target: float | None = None
    times: tuple[float, ...] = ()
    curve: Curve | None = None
    even: Evenness | None = None
    change: Change | None = None
    balance: float | None = None
    gain: float | None = None
    trust: Reliability | None = None
    reach: Reach | None = None
    chances: tuple[float, ...] = ()
    slow_floors: tuple[tuple[str, Band], ...] = ()
    elements: tuple[ElementRow, ...] = ()
    weak: int | None = None
    runs: tuple[tuple[float | None, ...], ...] = ()
    missed: tuple[str, ...] = ()
    slow: tuple[str, ...] = ()
    imagined: int = 0
    isochrony: float | None = None
    parents: tuple[str, ...] = ()


def facts(
    connection: sqlite3.Connection, drill: str, amount: Amount, mode: str = ""
) -> DrillFacts | None:
    """One drill with its measures; None if it is gone."""
    row = next((row for row in home(connection, amount).rows if row.id == drill), None)
    if row is None:
        return None
    kind = kind_of(row.kind)
    mode = mode if mode in kind.modes else kind.modes[0]
    kept = connection.execute(
        "SELECT created, attempts, standing, target_ms FROM drill WHERE id = ?", (drill,)
    ).fetchone()
    told = connection.execute(
        "SELECT outcome, predicted, model FROM attempt WHERE drill_id = ? AND outcome IS NOT NULL"
        " AND undone IS NULL AND deleted IS NULL ORDER BY started DESC LIMIT ?",
        (drill, _TIMES),
    ).fetchall()
    after_a_night = [each for each in told if each["model"] == "forgetting"]
    elements, weak, past_runs = _elements(connection, drill, mode)
    in_mind = _imagined(connection, drill)
    timed = _timed(connection, drill, row.kind, mode, amount.day)
    target = None if kept["target_ms"] is None else kept["target_ms"] / 1000
    known = timed.get("curve")
    [items] = connection.execute(
        "SELECT count(*) FROM drill_item WHERE drill_id = ? AND deleted IS NULL", (drill,)
    ).fetchone()
    return DrillFacts(
        row=row,
        items=items,
        mode=mode,
        created=kept["created"],
        attempts=kept["attempts"],
        target=target,
        right=reliability.share(sum(each["outcome"] for each in told), len(told)),
        recalled=reliability.share(
            sum(each["outcome"] for each in after_a_night), len(after_a_night)
        ),
        expected=_mean([each["predicted"] for each in after_a_night]),
        standing=_standing(kept["standing"]),
        **timed,
        reach=known.reach(target) if known is not None and target is not None else None,
        chances=steps.chances([part.tally for part in elements]) if kind.traits.in_steps else (),
        slow_floors=_slow_floors(connection, drill, row.kind, mode),
        trust=reliability.reliability(
            [(e["predicted"], bool(e["outcome"])) for e in told if e["predicted"] is not None]
        ),
        elements=elements,
        weak=weak,
        runs=past_runs,
        missed=_named(connection, drill, row.kind, Which.MISSED),
        slow=_named(connection, drill, row.kind, Which.SLOW),
        imagined=len(in_mind),
        isochrony=isochrony([s for s in in_mind if s], _real(connection, drill)),
        parents=_missing(connection, drill),
    )


def _timed(
    connection: sqlite3.Connection, drill: str, kind: str, mode: str, day: date
) -> dict[str, Any]:
    """What is told by time; nothing where it tells nothing."""
    if kind_of(kind).traits.timed is Timed.NOT:
        return {}
    rows = answers(connection, drill, kind, _TIMES)
    own = [row for row in rows if row.mode == mode]
    times = tuple(row.seconds for row in reversed(own) if row.right and row.seconds)
    window = automaticity.WINDOW
    blocks = blocks_of([row for row in trials(connection, drill, kind, own) if row.mode == mode])
    usual = norms(frozen(blocks[:-1], day))
    return {
        "times": times,
        "curve": curve.curve(times),
        "even": automaticity.evenness(times[-window:]),
        "change": automaticity.change(times[-2 * window : -window], times[-window:]),
        "balance": None if usual is None else bis(blocks[-1], usual),
        "gain": _gain(connection, drill) if kind_of(kind).traits.in_blocks else None,
    }


def _gain(connection: sqlite3.Connection, drill: str) -> float | None:
    """How much sooner a key follows in the sequence than in a random order, in ms."""
    medians: Mapping[bool, list[float]] = {True: [], False: []}
    for payload, outcome in connection.execute(
        "SELECT payload, outcome FROM attempt WHERE drill_id = ? AND mode != ? AND undone IS NULL"
        " AND deleted IS NULL ORDER BY started DESC LIMIT ?",
        (drill, MENTAL, _GAINS),
    ):
        gap = json.loads(payload).get("median_ms")
        if gap is not None:
            medians[outcome is not None].append(float(gap))
    if not all(medians.values()):
        return None
    return median(medians[False]) - median(medians[True])


def _imagined(connection: sqlite3.Connection, drill: str) -> list[float | None]:
    """Seconds between the beginning and the end of each rehearsal in the mind."""
    rows = connection.execute(
        "SELECT json_extract(payload, '$.seconds') FROM attempt WHERE drill_id = ? AND mode = ?"
        " AND undone IS NULL AND deleted IS NULL ORDER BY started DESC LIMIT ?",
        (drill, MENTAL, _TIMES),
    )
    return [row[0] for row in rows]


def _real(connection: sqlite3.Connection, drill: str) -> Sequence[float]:
    """Seconds of doing it, right or not."""
    rows = connection.execute(
        "SELECT active_ms / 1000 FROM attempt WHERE drill_id = ? AND mode != ?"
        " AND outcome IS NOT NULL AND session_id IS NOT NULL AND active_ms IS NOT NULL"
        " AND undone IS NULL AND deleted IS NULL ORDER BY started DESC LIMIT ?",
        (drill, MENTAL, _TIMES),
    )
    return [row[0] for row in rows]


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def _standing(text: str | None) -> Standing:
    try:
        return Standing() if text is None else from_plain(json.loads(text))
    except (ValueError, TypeError, KeyError):
        return Standing()


def _elements(
    connection: sqlite3.Connection, drill: str, mode: str
) -> tuple[tuple[ElementRow, ...], int | None, tuple[tuple[float | None, ...], ...]]:
    """The parts of a drill's only item in one way of asking, the weak one, and the last runs."""
    items = connection.execute(
        "SELECT id FROM drill_item WHERE drill_id = ? AND deleted IS NULL LIMIT 2", (drill,)
    ).fetchall()
    if len(items) != 1:
        return (), None, ()
    rows = connection.execute(
        "SELECT e.label, e.critical, coalesce(t.errors, 0), coalesce(t.rights, 0),"
        " t.usual_ms / 1000 FROM drill_element e LEFT JOIN drill_tally t ON t.element_id = e.id"
        " AND t.mode = ? WHERE e.item_id = ? AND e.deleted IS NULL ORDER BY e.ord",
        (mode, items[0][0]),
    )
    parts = tuple(
        ElementRow(label=row[0], critical=bool(row[1]), tally=Tally(row[2], row[3]), usual=row[4])
        for row in rows
    )
    weak = steps.weak_step([part.tally for part in parts])
    return parts, weak, runs(connection, items[0][0], mode) if parts else ()


def _named(connection: sqlite3.Connection, drill: str, kind: str, which: Which) -> tuple[str, ...]:
    """What stands for the parts that can be practised by themselves."""
    found = []
    for spot in spots(connection, drill, kind, which):
        if spot.step is not None:
            row = connection.execute(
                "SELECT label FROM drill_element WHERE item_id = ? AND ord = ?", spot
            ).fetchone()
            found.append(str(row[0]))
        else:
            row = connection.execute(
                "SELECT spec FROM drill_item WHERE id = ?", (spot.item,)
            ).fetchone()
            item = json.loads(row[0])
            found.append(of_item(item, "cue") or of_item(item, "prompt"))
    return tuple(found)


def _slow_floors(
    connection: sqlite3.Connection, drill: str, kind: str, mode: str
) -> tuple[tuple[str, Band], ...]:
    """Of the slowest steps where practice leads them, each fitted by itself."""
    found = []
    for spot in spots(connection, drill, kind, Which.SLOW)[:_FITTED]:
        if spot.step is None:
            continue
        rows = connection.execute(
            "SELECT e.latency_ms / 1000, d.label FROM element_attempt e"
            " JOIN drill_element d ON d.id = e.element_id JOIN attempt a ON a.id = e.attempt_id"
            " WHERE d.item_id = ? AND d.ord = ? AND a.mode = ? AND e.ok = 1 AND e.latency_ms > 0"
            " AND a.undone IS NULL AND a.deleted IS NULL ORDER BY a.started DESC LIMIT ?",
            (spot.item, spot.step, mode, _TIMES // 10),
        ).fetchall()
        fitted = curve.curve([row[0] for row in reversed(rows)])
        floor = None if fitted is None else fitted.floor()
        if floor is not None:
            found.append((str(rows[0][1]), floor))
    return tuple(found)


def _missing(connection: sqlite3.Connection, drill: str) -> tuple[str, ...]:
    """What comes before it and is still to be mastered."""
    rows = connection.execute(
        "SELECT d.title, d.standing FROM prerequisite p JOIN drill d ON d.id = p.parent"
        " WHERE p.child = ? AND p.deleted IS NULL AND d.deleted IS NULL ORDER BY d.ord",
        (drill,),
    )
    return tuple(row[0] for row in rows if not _standing(row[1]).mastered)
