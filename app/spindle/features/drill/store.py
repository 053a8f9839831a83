"""Where drills and attempts are kept: each call is one job for the database worker."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from spindle.core.ports import Database
from spindle.features.drill import loading, saving, settling, waiting
from spindle.features.drill.counting import Amount
from spindle.features.drill.keeping import DrillDraft, keep, remove
from spindle.features.drill.memory.within import Fitting
from spindle.features.drill.records import Attempt, Drill, Item
from spindle.features.drill.remembering import past
from spindle.features.drill.state import Plan, Sitting
from spindle.features.drill.telling import Past


class DrillStore:
    """GUI thread; the jobs run on the database worker."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def load(
        self,
        plan: Plan,
        amount: Amount,
        of: loading.Of,
        done: Callable[[tuple[Sitting, Past]], None],
    ) -> None:
        """Read a sitting, and what is known of earlier ones."""

        def job(connection: sqlite3.Connection) -> tuple[Sitting, Past]:
            sitting = loading.sitting(connection, plan, amount, of)
            return sitting, past(connection, sitting, amount.day)

        self._database.read(job, done)

    def save(self, attempt: Attempt, session: str, now: int, done: Callable[[], None]) -> None:
        """Keep an attempt; ``done`` once it is on the disk."""
        self._database.write(
            lambda db: saving.save_attempt(db, attempt, session, now), lambda _: done()
        )

    def undo(
        self, attempt: Attempt, drill: Drill, item: Item, now: int, done: Callable[[], None]
    ) -> None:
        """Take an attempt back; ``drill`` and ``item`` are as they were before it."""
        self._database.write(
            lambda db: saving.undo_attempt(db, attempt, drill, item, now), lambda _: done()
        )

    def settle(self, done: Sequence[Attempt], drills: Sequence[Drill], facts: settling.End) -> None:
        """After a sitting: standings of its drills, credit for what is inside them, the model."""
        self._database.write(lambda db: settling.settle(db, done, drills, facts))
        self._database.read(settling.unfitted, partial(self._fit, facts.now))

    def _fit(self, now: int, fitting: Fitting | None) -> None:
        """Fit the model turn by turn: none keeps the worker from an answer for long."""
        if fitting is None:
            return
        if fitting.done:
            self._database.write(lambda db: settling.keep_fitted(db, fitting.model, now))
        else:
            self._database.read(lambda _: fitting.turn(), partial(self._fit, now))

    def keep(self, draft: DrillDraft, now: int, done: Callable[[str], None]) -> None:
        """Make a drill or change one; ``done`` gets its id."""
        self._database.write(lambda db: keep(db, draft, now), done, keep=draft.as_text())

    def wait(self, waits: waiting.Waits, now: int) -> None:
        """Keep a text that is to be made a drill."""
        kept = {"kind": "drill", "text": waits.handed.text}
        self._database.write(lambda db: waiting.keep(db, waits, now), keep=kept)

    def remove(self, drill: str, now: int, done: Callable[[], None], *, back: bool = False) -> None:
        """Remove a drill, or bring a removed one back; its attempts stay."""
        self._database.write(lambda db: remove(db, drill, now, back=back), lambda _: done())

    def change(
        self,
        verb: Callable[..., None],
        done: Callable[[], None],
        *arguments: object,
        **named: object,
    ) -> None:
        """Write with a function of ``relating``: ``verb(db, *arguments, **named)``."""
        self._database.write(lambda db: verb(db, *arguments, **named), lambda _: done())

    def alter(
        self,
        verb: Callable[..., Any],
        done: Callable[[Any], None],
        *arguments: object,
        **named: Any,
    ) -> None:
        """The same where ``done`` gets what the verb returns, such as what was there before."""
        self._database.write(lambda db: verb(db, *arguments, **named), done)

    def ask(
        self, question: Callable[..., Any], done: Callable[[Any], None], *arguments: object
    ) -> None:
        """Read with a function of ``reading``: ``question(connection, *arguments)``."""

        def job(connection: sqlite3.Connection) -> Any:
            return question(connection, *arguments)

        self._database.read(partial(job), done)
