"""Carries on what imports have left to do: at the start of the program, and behind each import."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from spindle.core.ports import Database
from spindle.features.drill.exchange import journal
from spindle.features.drill.exchange.journal import Folders


def folders_of(profile: Path) -> Folders:
    """Of a profile."""
    return Folders(profile / "media", profile / "incoming")


def ignore(_: Any) -> None:
    """The ``done`` of whoever does not wait."""


class Tidying:
    """GUI thread; each step is one write, so that others come in between."""

    def __init__(self, database: Database, folders: Folders) -> None:
        self._database, self._folders = database, folders

    def after_a_cut(self) -> None:
        """At the start: carry on what a power cut or a kill has cut off."""
        self._database.write(self._cut_off, lambda left: self.run() if left else None)

    def run(self, done: Callable[[Any], None] = ignore) -> None:
        """Do all that is to be kept or taken back."""

        def more(there: bool) -> None:  # noqa: FBT001 - a job's result
            if there:
                self.run(done)
            else:
                done(None)

        self._database.write(lambda db: journal.go_on(db, self._folders), more)

    def _cut_off(self, db: Any) -> bool:
        journal.sweep(self._folders, db)
        journal.leave(db)
        return db.execute("SELECT 1 FROM _drill_import LIMIT 1").fetchone() is not None
