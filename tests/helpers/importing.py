"""A real database, and imports into it as the command line does them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from spindle.core.clock import ManualClock
from spindle.features.drill.exchange import journal
from spindle.features.drill.exchange.keeping import Import
from spindle.features.drill.exchange.task import pieces
from spindle.features.drill.exchange.tidying import folders_of
from spindle.registry import FEATURES
from spindle.storage.open import open_database
from tests.helpers.database import rows
from tests.helpers.fakes import MORNING

T = TypeVar("T")


class File:
    """A database, and what imports say of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "spindle.db"
        self.folders = folders_of(folder)
        self.clock = ManualClock(MORNING, "Europe/Berlin")
        sets = [feature.migrations() for feature in FEATURES if feature.migrations]
        self.db = open_database(self.path, sets, clock=self.clock)

    def bring(self, path: Path, *, until: int | None = None) -> Import:
        now = self.clock.now()
        work = Import(source=path.name, now=now.wall)
        self.write(work.begin)
        every = pieces(
            path,
            zone=now.zone,
            day_start=240,
            media=self.folders.media,
            incoming=self.folders.incoming / work.id,
        )
        for number, piece in enumerate(every):
            if until is not None and number >= until:
                return work
            self.write(partial(work.write, number=number, piece=piece))
        self.write(work.keep)
        self.tidy()
        return work

    def write(self, job: Callable[[Any], T]) -> T:
        """As the database worker does it."""
        with self.db.conn:
            self.db.conn.execute("BEGIN IMMEDIATE")
            return job(self.db)

    def tidy(self) -> None:
        while self.write(lambda db: journal.go_on(db, self.folders)):
            pass

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return rows(self.path, sql)
