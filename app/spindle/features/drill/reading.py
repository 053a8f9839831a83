"""What the home page and the page of a drill show, read on the database worker."""

import json
import sqlite3
from dataclasses import dataclass
from typing import Any, Final

from spindle.features.drill.counting import Amount, counts, left_over, next_due
from spindle.features.drill.keeping import DrillDraft
from spindle.features.drill.kinds.kind import MENTAL
from spindle.features.drill.memory import automaticity, curve, reliability, steps
from spindle.features.drill.memory.automaticity import Change, Evenness
from spindle.features.drill.memory.curve import Curve
from spindle.features.drill.memory.interleave import Mixing
from spindle.features.drill.memory.mastery import Standing, from_plain
from spindle.features.drill.memory.rehearsal import isochrony
from spindle.features.drill.memory.reliability import Reliability, Share
from spindle.features.drill.memory.steps import Tally
from spindle.features.drill.memory.weak_spots import Part, most_missed, slowest

_RUNS: Final = 3
_TIMES: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeRow:
    """One drill on the home page.

    Attributes:
        usual: Seconds of a usual answer; None where nothing is known or time says nothing.
        figure: What a ladder came to last, with its unit.
        next: When something of it is due next (µs UTC).
        items: How many it has; ``new`` of them were never asked.
    """

    id: str
    title: str
    kind: str
    due: int
    minutes: int
    usual: float | None
    figure: tuple[float, str] | None
    next: int | None
    items: int
    new: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The home page: drills that ask for something first, then by when they are due."""

    rows: tuple[HomeRow, ...]
    due: int
    minutes: int
    later: int


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
        times: Seconds of right answers, oldest first.
        curve: Where they are going; None while there are too few.
        even: The last window of them; ``change`` compares it with the one before.
        recalled: Right after a day and more, when asked.
        trust: Predictions against what happened.
        elements: Of its only item, if it has parts; ``weak`` is the place of the weak one.
        runs: Seconds of each part in the last runs, oldest first.
        imagined: Rehearsals in the mind, and ``isochrony``, their usual time over the real one.
        missed, slow: Places of elements that go wrong, and of those that are slow.
        parents: Titles of drills that come before it and are not mastered yet.
    """

    row: HomeRow
    created: int
    attempts: int
    right: Share | None
    recalled: Share | None
    standing: Standing
    times: tuple[float, ...] = ()
    curve: Curve | None = None
    even: Evenness | None = None
    change: Change | None = None
    trust: Reliability | None = None
    elements: tuple[ElementRow, ...] = ()
    weak: int | None = None
    runs: tuple[tuple[float | None, ...], ...] = ()
    missed: tuple[int, ...] = ()
    slow: tuple[int, ...] = ()
    imagined: int = 0
    isochrony: float | None = None
    parents: tuple[str, ...] = ()


def home(connection: sqlite3.Connection, amount: Amount) -> Home:
    """All drills."""
    asked = {each.drill: each for each in counts(connection, amount)}
    following = next_due(connection)
    rows = connection.execute(
        "SELECT d.id, d.title, d.kind, d.usual_ms, d.figure, d.figure_unit,"
        " (SELECT count(*) FROM drill_item i WHERE i.drill_id = d.id AND i.deleted IS NULL) AS n,"
        " (SELECT count(*) FROM drill_item i WHERE i.drill_id = d.id AND due IS NULL"
        "  AND i.deleted IS NULL AND resting = 0) AS new"
        " FROM drill d WHERE d.deleted IS NULL ORDER BY d.ord, d.created"
    )
    found = [_home_row(row, asked.get(row["id"]), following.get(row["id"])) for row in rows]
    far = max(following.values(), default=0) + 1
    found.sort(key=lambda row: (row.due == 0, row.next or far if row.due == 0 else 0))
    return Home(
        rows=tuple(found),
        due=sum(each.due for each in asked.values()),
        minutes=sum(each.minutes for each in asked.values()),
        later=left_over(connection, amount),
    )


def draft(connection: sqlite3.Connection, drill: str) -> DrillDraft | None:
    """A drill as it can be edited; None if it is gone."""
    row = connection.execute(
        "SELECT * FROM drill WHERE id = ? AND deleted IS NULL", (drill,)
    ).fetchone()
    if row is None:
        return None
    items = connection.execute(
        "SELECT id, spec FROM drill_item WHERE drill_id = ? AND deleted IS NULL ORDER BY ord",
        (drill,),
    ).fetchall()
    return DrillDraft(
        id=drill,
        kind=row["kind"],
        title=row["title"],
        options=json.loads(row["options"]),
        items=tuple(json.loads(item[1]) for item in items),
        ids=tuple(item[0] for item in items),
        guid=row["guid"],
        source=row["source"],
        aim=row["aim_id"],
        mixing=Mixing(row["mixing"]),
        target=None if row["target_ms"] is None else row["target_ms"] / 1000,
        wanted=row["wanted"],
    )


def facts(connection: sqlite3.Connection, drill: str, amount: Amount) -> DrillFacts | None:
    """One drill with its measures; None if it is gone. Some 50 ms with many attempts."""
    row = next((row for row in home(connection, amount).rows if row.id == drill), None)
    if row is None:
        return None
    kept = connection.execute(
        "SELECT created, attempts, standing FROM drill WHERE id = ?", (drill,)
    ).fetchone()
    answers = connection.execute(
        "SELECT active_ms, first_input_ms, outcome, predicted, model, mode, started FROM attempt"
        " WHERE drill_id = ? AND undone IS NULL AND deleted IS NULL ORDER BY started DESC LIMIT ?",
        (drill, _TIMES),
    ).fetchall()[::-1]
    told = [each for each in answers if each["outcome"] is not None]
    times = tuple(
        seconds for each in told if each["outcome"] and (seconds := _seconds(each, row.kind))
    )
    parts, weak = _elements(connection, drill)
    spots = [Part(part.tally, part.usual) for part in parts]
    window = automaticity.WINDOW
    in_mind = [each["active_ms"] for each in answers if each["mode"] == MENTAL]
    after_a_night = [each for each in told if each["model"] == "forgetting"]
    return DrillFacts(
        row=row,
        created=kept["created"],
        attempts=kept["attempts"],
        right=reliability.share(sum(each["outcome"] for each in told), len(told)),
        recalled=reliability.share(
            sum(each["outcome"] for each in after_a_night), len(after_a_night)
        ),
        standing=_standing(kept["standing"]),
        times=times,
        curve=curve.curve(times),
        even=automaticity.evenness(times[-window:]),
        change=automaticity.change(times[-2 * window : -window], times[-window:]),
        trust=reliability.reliability(
            [(e["predicted"], bool(e["outcome"])) for e in told if e["predicted"] is not None]
        ),
        elements=parts,
        weak=weak,
        runs=_runs(connection, drill) if parts else (),
        missed=tuple(most_missed(spots)),
        slow=tuple(slowest(spots)),
        imagined=len(in_mind),
        isochrony=isochrony(
            [ms for ms in in_mind if ms], [e["active_ms"] for e in told if e["active_ms"]]
        ),
        parents=_missing(connection, drill),
    )


def _home_row(row: sqlite3.Row, count: Any, following: int | None) -> HomeRow:
    timed = row["kind"] not in {"show_and_grade", "tempo_ladder", "repetition_set"}
    return HomeRow(
        id=row["id"],
        title=row["title"],
        kind=row["kind"],
        due=0 if count is None else count.due,
        minutes=0 if count is None else count.minutes,
        usual=row["usual_ms"] / 1000 if timed and row["usual_ms"] else None,
        figure=None if row["figure"] is None else (row["figure"], row["figure_unit"]),
        next=following,
        items=row["n"],
        new=row["new"],
    )


def _seconds(row: sqlite3.Row, kind: str) -> float | None:
    time = row["active_ms"]
    if kind == "typed_recall" and row["first_input_ms"]:
        time = row["first_input_ms"]
    return time / 1000 if time else None


def _standing(text: str | None) -> Standing:
    try:
        return Standing() if text is None else from_plain(json.loads(text))
    except (ValueError, TypeError, KeyError):
        return Standing()


def _elements(
    connection: sqlite3.Connection, drill: str
) -> tuple[tuple[ElementRow, ...], int | None]:
    """The parts of a drill's only item."""
    items = connection.execute(
        "SELECT id FROM drill_item WHERE drill_id = ? AND deleted IS NULL LIMIT 2", (drill,)
    ).fetchall()
    if len(items) != 1:
        return (), None
    rows = connection.execute(
        "SELECT label, critical, errors, rights, usual_ms FROM drill_element"
        " WHERE item_id = ? AND deleted IS NULL ORDER BY ord",
        (items[0][0],),
    )
    parts = tuple(
        ElementRow(
            label=row[0],
            critical=bool(row[1]),
            tally=Tally(row[2], row[3]),
            usual=None if row[4] is None else row[4] / 1000,
        )
        for row in rows
    )
    return parts, steps.weak_step([part.tally for part in parts])


def _runs(connection: sqlite3.Connection, drill: str) -> tuple[tuple[float | None, ...], ...]:
    ids = connection.execute(
        "SELECT id FROM attempt WHERE drill_id = ? AND outcome IS NOT NULL AND undone IS NULL"
        " AND deleted IS NULL ORDER BY started DESC LIMIT ?",
        (drill, _RUNS),
    ).fetchall()
    found = []
    for (attempt,) in reversed(ids):
        rows = connection.execute(
            "SELECT latency_ms FROM element_attempt WHERE attempt_id = ? ORDER BY ord", (attempt,)
        )
        found.append(tuple(None if row[0] is None else row[0] / 1000 for row in rows))
    return tuple(run for run in found if run)


def _missing(connection: sqlite3.Connection, drill: str) -> tuple[str, ...]:
    """What comes before it and is still to be mastered."""
    rows = connection.execute(
        "SELECT d.title, d.standing FROM prerequisite p JOIN drill d ON d.id = p.parent"
        " WHERE p.child = ? AND p.deleted IS NULL AND d.deleted IS NULL ORDER BY d.ord",
        (drill,),
    )
    return tuple(row[0] for row in rows if not _standing(row[1]).mastered)
