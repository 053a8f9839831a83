"""How long a large deck takes to come in, and how long its longest piece holds the writer.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from spindle.adapters.system_clock import SystemClock
from spindle.features.drill.exchange.keeping import Import
from spindle.features.drill.exchange.task import pieces
from spindle.registry import FEATURES
from spindle.storage.open import open_database
from tests.helpers import decks
from tests.helpers.decks import Deck, Note
from tests.helpers.waiting import now

Row = tuple[str, float, float, str]

NOTES = 50_000
_DAY = 86_400_000


def deck(path: Path) -> Path:
    """A package of the newest kind, each card answered three times."""
    notes = [
        Note(
            f"n{number}",
            (f"word {number}", f"Wort {number}, <b>so</b>"),
            reviews=tuple((1_700_000_000_000 + number + 3 * n * _DAY, 3, 4000) for n in range(3)),
        )
        for number in range(NOTES)
    ]
    return decks.write(path, Deck(notes))


def bring(folder: Path) -> tuple[float, float]:
    """Seconds for all of it, and milliseconds of the longest write."""
    path = deck(folder / "large.apkg")
    clock = SystemClock()
    at = clock.now()
    sets = [feature.migrations() for feature in FEATURES if feature.migrations]
    db = open_database(folder / "spindle.db", sets, clock=clock)
    work = Import(source="large.apkg", zone=at.zone, day_start=240, now=at.wall)
    longest = 0.0
    began = now()
    with closing(db.conn):
        for piece in pieces(path, zone=at.zone, day_start=240):
            wrote = now()
            with transaction(db):
                work.write(db, piece)
            longest = max(longest, now() - wrote)
        wrote = now()
        with transaction(db):
            work.finish(db)
        longest = max(longest, now() - wrote)
    return now() - began, 1000 * longest


@contextmanager
def transaction(db: Any) -> Iterator[None]:
    """As the worker does it."""
    db.conn.execute("BEGIN IMMEDIATE")
    yield
    db.conn.execute("COMMIT")


def rows() -> list[Row]:
    """Read and written one after the other, in one process: the app does both at once."""
    with tempfile.TemporaryDirectory() as folder:
        seconds, longest = bring(Path(folder))
    return [
        ("drill: a package of 50,000 notes comes in", 10, seconds, "s"),
        ("drill: the longest write of an import", 50, longest, "ms"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.3g} {unit} (target ≤ {target:g})")
