"""A14: a clean attempt at something advanced counts, in part, for the simpler things inside it.

The simple item is only put off: what it is known by is left as it is, since it was not asked. A
failure at the advanced never counts against the simple; it only asks for a look at it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from spindle.features.drill.memory.schedule import Trace, recalled

ENOUGH: Final = 0.5
FRESH: Final = 0.97
"""From this chance of recall on there is nothing to credit."""


@dataclass(frozen=True, slots=True)
class Simple:
    """An item inside an advanced one."""

    trace: Trace
    due: date


@dataclass(frozen=True, slots=True)
class Effects:
    """What an advanced attempt does to the simpler items, by their ids.

    Attributes:
        due: New dates of those put off.
        probe: Those to have a look at, soon.
    """

    due: Mapping[str, date]
    probe: frozenset[str]


def credited(
    parts: Mapping[str, Simple],
    weights: Mapping[str, float],
    *,
    clean: bool,
    day: date,
) -> Effects:
    """Apply an advanced attempt to the parts it encompasses.

    Args:
        parts: Those that have been asked at least once.
        weights: How much of each the advanced one exercises, 0 to 1.
        clean: Whether the attempt was right and unaided.
        day: The user's day.
    """
    if not clean:
        shaky = {id_ for id_, part in parts.items() if recalled(part.trace, day) < FRESH}
        return Effects({}, frozenset(id_ for id_ in shaky if weights.get(id_, 0) >= ENOUGH))
    put_off = {}
    for id_, part in parts.items():
        credit = weights.get(id_, 0.0)
        if credit < ENOUGH or recalled(part.trace, day) >= FRESH:
            continue
        interval = max(1, (part.due - part.trace.day).days)
        put_off[id_] = max(part.due, day) + timedelta(days=round(credit * interval))
    return Effects(put_off, frozenset())
