"""The log of an imported item as rows of attempts, each with a name that is always the same."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any, Final

from spindle.core.clock import SECOND
from spindle.features.drill.exchange.past import Answer
from spindle.features.drill.memory.schedule import Grade

Row = tuple[object, ...]

_MS: Final = SECOND // 1000
_APART: Final = 3
"""A package counts in ms, and moves an answer on by some where two fell into one."""

_INSERT: Final = (
    "INSERT INTO attempt (id, drill_id, item_id, mode, seed, version, started, offset, day,"
    " raw_ms, active_ms, outcome, score, grade, grade_source, nth, updated, deleted)"
    " VALUES (?, ?, ?, 'ask', 0, 1, ?, ?, ?, ?, ?, ?, ?, ?, 'import', ?, ?, ?)"
    " ON CONFLICT (id) DO NOTHING"
)


def rows(
    drill: str,
    item: str,
    log: Iterable[Sequence[Any]],
    *,
    nth: int,
    now: int,
    hidden: int | None,
) -> list[Row]:
    """One row for each answer.

    Args:
        drill: The drill they belong to.
        item: The item they belong to.
        log: Each an ``Answer``.
        nth: How many came before.
        now: µs UTC.
        hidden: What marks them as not to be seen yet.
    """
    return [
        (
            _id(item, wall),
            drill,
            item,
            wall,
            offset,
            day,
            took or None,
            took or None,
            int(ease > Grade.FORGOT),
            float(ease > Grade.FORGOT),
            ease,
            place,
            now,
            hidden,
        )
        for place, (wall, offset, day, ease, took) in enumerate(log, nth)
    ]


def insert(db: Any, attempts: Sequence[Row]) -> int:
    """Write them; returns how many were not there yet."""
    if not attempts:
        return 0
    written: int = db.conn.executemany(_INSERT, attempts).rowcount
    return max(0, written)


def known(db: Any, items: Sequence[str]) -> dict[str, set[int]]:
    """The ms of each answer of these items, by item."""
    found: dict[str, set[int]] = {}
    marks = ", ".join("?" * len(items))
    for item, started in db.execute(
        f"SELECT item_id, started FROM attempt WHERE item_id IN ({marks})", list(items)
    ):
        found.setdefault(item, set()).add(started // _MS)
    return found


def new(log: Iterable[Answer], there: set[int]) -> list[Answer]:
    """Those that are not there yet. An answer that was written out from here is one of them."""
    return [
        answer
        for answer in log
        if not any(answer[0] // _MS - back in there for back in range(_APART))
    ]


def _id(item: str, wall: int) -> str:
    """A UUID that begins like the item's and ends with a digest of the moment.

    So the answers of an item stand together in the index, which is what makes a large log quick.
    """
    digest = blake2b(f"{item}\x1f{wall}".encode(), digest_size=6).hexdigest()
    return f"{item[:14]}8{item[15:24]}{digest}"
