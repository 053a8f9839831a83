"""Texts of other features that wait to be made drills: in the file, so that no end loses one."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spindle.core.feature import App, Handed, HandedBack
from spindle.core.ids import Ref, new_id

if TYPE_CHECKING:
    from spindle.features.drill.store import DrillStore


@dataclass(frozen=True, slots=True)
class Waits:
    """One text; ``id`` is that of its row."""

    id: str
    handed: Handed


class Waiting:
    """GUI thread.

    Attributes:
        all: Oldest first.
    """

    def __init__(self, app: App, store: "DrillStore", changed: Callable[[], None]) -> None:
        """``changed`` is called when others wait than before."""
        self._app, self._store, self._changed = app, store, changed
        self.all: tuple[Waits, ...] = ()
        self._leaves = (
            app.bus.subscribe(Handed, self._take),
            app.bus.subscribe(HandedBack, lambda event: self._give_back(event.handed)),
        )
        store.ask(waiting, self._know)

    def stop(self) -> None:
        """Take nothing more."""
        for leave in self._leaves:
            leave()

    def next(self) -> Waits | None:
        """The oldest, which waits in the file until a drill is made of it or it is dropped."""
        first = next(iter(self.all), None)
        self.all = self.all[1:]
        return first

    def drop(self, name: str) -> None:
        """Nothing is to be made of it."""
        now = self._app.clock.now().wall
        self.all = tuple(each for each in self.all if each.id != name)
        self._store.change(drop, self._changed, name, now)

    def _take(self, handed: Handed) -> None:
        """Until the page is visited: whoever handed it over is not done there."""
        here = any(each.handed == handed for each in self.all)
        if handed.to_kind != "drill" or not handed.text.strip() or here:
            return
        waits = Waits(new_id(), handed)
        self.all = (*self.all, waits)
        self._store.wait(waits, self._app.clock.now().wall)
        self._changed()

    def _give_back(self, handed: Handed) -> None:
        for each in self.all:
            if each.handed == handed:
                self.drop(each.id)

    def _know(self, found: tuple[Waits, ...]) -> None:
        new = {each.id for each in self.all}
        self.all = (*(each for each in found if each.id not in new), *self.all)
        if found:
            self._changed()


def waiting(connection: sqlite3.Connection) -> tuple[Waits, ...]:
    """All that wait, oldest first."""
    rows = connection.execute(
        "SELECT id, text, source_kind, source_id, answer FROM drill_waiting"
        " WHERE drill_id IS NULL AND deleted IS NULL ORDER BY created, rowid"
    )
    return tuple(
        Waits(name, Handed(text, Ref(kind, source), "drill", answer))
        for name, text, kind, source, answer in rows
    )


def keep(db: Any, waits: Waits, now: int) -> None:
    """Write one down. Within a write job, as the others."""
    handed = waits.handed
    db.execute(
        "INSERT INTO drill_waiting (id, text, answer, source_kind, source_id, created, updated)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (waits.id, handed.text, handed.answer, handed.source.kind, handed.source.id, now, now),
    )


def made(db: Any, name: str, drill: str, now: int) -> None:
    """A drill was made of it."""
    db.execute(
        "UPDATE drill_waiting SET drill_id = ?, updated = ? WHERE id = ?", (drill, now, name)
    )


def drop(db: Any, name: str, now: int) -> None:
    """Mark it removed."""
    db.execute("UPDATE drill_waiting SET deleted = ?, updated = ? WHERE id = ?", (now, now, name))
