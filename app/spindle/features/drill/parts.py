"""What goes wrong and what is slow, as something to practise: items, or the steps of procedures.

Two selectors, kept apart (R8): a part may be right and slow, or quick and wrong.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from statistics import median
from typing import Final, NamedTuple

from spindle.features.drill.kinds.kind import AnyKind, Timed
from spindle.features.drill.kinds.known import kind_of
from spindle.features.drill.memory.steps import Tally
from spindle.features.drill.memory.weak_spots import Part, most_missed, slowest
from spindle.features.drill.remembering import answers_by_item
from spindle.features.drill.state import Sitting

MOST: Final = 20
"""Parts that one run practises: the worst ones."""

_LAST: Final = 5  # right answers of an item that its usual time comes from


class Which(StrEnum):
    """Which parts."""

    MISSED = "missed"
    SLOW = "slow"


class Spot(NamedTuple):
    """A part: an item, or one of its steps, by its place from 0."""

    item: str
    step: int | None = None


def spots(connection: sqlite3.Connection, drill: str, kind: str, which: Which) -> tuple[Spot, ...]:
    """The parts of a drill that go wrong or that are slow, the worst first."""
    known = kind_of(kind)
    if known.paced:
        return ()
    if known.traits.in_steps:
        return _steps(connection, drill, which)
    if which is Which.SLOW and known.traits.timed is Timed.NOT:
        return ()
    return _items(connection, drill, known, which)


def only(sitting: Sitting, found: Sequence[Spot], kind: AnyKind) -> Sitting:
    """The sitting with nothing but these parts of one drill, each asked once."""
    steps: dict[str, list[int]] = {}
    for spot in found:
        if spot.step is not None:
            steps.setdefault(spot.item, []).append(spot.step)
    queue = tuple(spot.item for spot in found if spot.item in sitting.items)
    drills = {sitting.items[id_].drill for id_ in queue}
    mode = kind.traits.part_mode if steps else sitting.plan.mode
    return replace(
        sitting,
        plan=replace(sitting.plan, mode=mode),
        queues=dict.fromkeys(drills, queue),
        steps={item: tuple(places) for item, places in steps.items()},
    )


def _steps(connection: sqlite3.Connection, drill: str, which: Which) -> tuple[Spot, ...]:
    """Steps of all procedures of a drill; errors of all ways of asking count together."""
    rows = connection.execute(
        "SELECT e.item_id, e.ord, t.mode, t.errors, t.rights, t.usual_ms / 1000"
        " FROM drill_element e JOIN drill_item i ON i.id = e.item_id"
        " JOIN drill_tally t ON t.element_id = e.id WHERE i.drill_id = ? AND i.deleted IS NULL"
        " AND i.resting = 0 AND e.deleted IS NULL ORDER BY i.ord, e.ord",
        (drill,),
    ).fetchall()
    if which is Which.MISSED:
        tallies: dict[Spot, Tally] = {}
        for item, place, _, errors, rights, _ in rows:
            before = tallies.get(Spot(item, place), Tally(0, 0))
            tallies[Spot(item, place)] = Tally(before.errors + errors, before.right + rights)
        return _picked({spot: Part(tally, None) for spot, tally in tallies.items()}, which)
    found: dict[Spot, None] = {}
    for way in dict.fromkeys((row[0], row[2]) for row in rows):  # times of one way of one item
        own = {
            Spot(item, place): Part(Tally(errors, rights), usual)
            for item, place, mode, errors, rights, usual in rows
            if (item, mode) == way
        }
        found |= dict.fromkeys(_picked(own, which))
    return tuple(found)[:MOST]


def _items(
    connection: sqlite3.Connection, drill: str, kind: AnyKind, which: Which
) -> tuple[Spot, ...]:
    times: Mapping[str, Sequence[float]] = {}
    if which is Which.SLOW:
        times = answers_by_item(connection, drill, kind.id, _LAST)
    rows = connection.execute(
        "SELECT id, wrong, attempts FROM drill_item WHERE drill_id = ? AND deleted IS NULL"
        " AND resting = 0 AND attempts > 0 ORDER BY ord",
        (drill,),
    )
    parts = {
        Spot(id_): Part(
            Tally(wrong, max(0, attempts - wrong)),
            median(times[id_]) if times.get(id_) else None,
        )
        for id_, wrong, attempts in rows
    }
    return _picked(parts, which)


def _picked(parts: Mapping[Spot, Part], which: Which) -> tuple[Spot, ...]:
    listed = list(parts)
    places = (most_missed if which is Which.MISSED else slowest)(list(parts.values()))
    return tuple(listed[place] for place in places[:MOST])
