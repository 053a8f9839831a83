"""Verbs on what is kept: dates by hand, trash, merged and parked questions, diary, the record.

Every verb writes behind and returns its inverse. GUI thread.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from spindle.core.feature import App
from spindle.core.ids import Ref, new_id
from spindle.features.journal import governor, history, honest, keeping, odd
from spindle.features.journal.governor import Offer, Pause
from spindle.features.journal.honest import Record
from spindle.features.journal.model import Night
from spindle.features.journal.odd import Odd
from spindle.features.journal.records import Entry, Question, Removed, Revision
from spindle.features.journal.writing import Inverse, Writing


class Shelving:
    """What the Journal page does with things already written."""

    def __init__(self, app: App, writing: Writing, hidden: Callable[[], str | None]) -> None:
        """Write by ``writing``; ``hidden`` is a question that is shown nowhere now."""
        self._app = app
        self._writing = writing
        self._hidden = hidden

    def move(self, entry: Entry, night: date) -> Inverse:
        """Give an entry another date; its history keeps the one it had."""
        self._move(entry.id, night)
        return partial(self._move, entry.id, entry.night)

    def remove(self, ref: Ref) -> Inverse:
        """Put a question or an entry into the trash."""
        self._put(keeping.remove, ref)
        return partial(self._put, keeping.restore, ref)

    def bring_back(self, entry: Entry) -> None:
        """Make an entry what it was before; what it is now becomes a version of it."""
        self._writing.write_now(partial(keeping.bring_back, entry=entry))

    def restore(self, ref: Ref) -> Inverse:
        """Take a question or an entry out of the trash."""
        self._put(keeping.restore, ref)
        return partial(self._put, keeping.remove, ref)

    def merge(self, question: Question, into: Question) -> Inverse:
        """Make a question part of another one: its nights and entries join that one's."""
        if question.id == into.id:
            return lambda: None
        self._merge(question.id, into.id)
        return partial(self._merge, question.id, None)

    def park(self, question: Question, *, parked: bool = True) -> Inverse:
        """Put an open question to rest, so that no evening offers it, or wake it."""
        self._park(question.id, self._app.clock.now().wall if parked else None)
        return partial(self._park, question.id, question.parked)

    def answer(self, offer: Offer, night: Night, *, taken: bool) -> tuple[Pause, Inverse]:
        """Keep the answer to the governor's offer."""
        pause = governor.answer(new_id(), offer, night.night, taken=taken)
        self._writing.write_now(partial(keeping.save_pause, pause=pause))
        return pause, partial(self._drop, pause.id)

    def overrule(self, pause: Pause) -> None:
        """End a pause that was taken."""
        self._drop(pause.id)

    def revisions(self, entry: Entry, done: Callable[[tuple[Revision, ...]], None]) -> None:
        """Fetch what an entry was before, newest first."""
        self._app.database.read(lambda db: history.revisions(db, entry.id), done)

    def trash(self, done: Callable[[tuple[Removed, ...]], None]) -> None:
        """Fetch what was removed, the latest first."""

        def found(removed: tuple[Removed, ...]) -> None:
            hidden = self._hidden()
            shown = (each for each in removed if hidden is None or each.question != hidden)
            done(tuple(shown))

        self._app.database.read(history.trash, found)

    def on_this_night(self, today: date, done: Callable[[tuple[Entry, ...]], None]) -> None:
        """Fetch what was written on this date a month, half a year and years ago."""

        def found(entries: tuple[Entry, ...]) -> None:
            hidden = self._hidden()
            done(tuple(each for each in entries if hidden is None or each.question != hidden))

        self._app.database.read(lambda db: history.on_this_night(db, today), found)

    def record(self, done: Callable[[Record], None]) -> None:
        """Fetch the honest record."""
        self._app.database.read(lambda db: honest.record(history.nights(db)), done)

    def odd_rows(self, done: Callable[[tuple[Odd, ...]], None]) -> None:
        """Fetch the rows of which something had to be guessed."""
        self._app.database.read(odd.odd, done)

    def mend(self, row: Odd) -> Inverse:
        """Write what was guessed into the row."""
        self._put_values(row.ref, row.read)
        return partial(self._put_values, row.ref, row.stored)

    def _put_values(self, ref: Ref, values: dict[str, odd.Value]) -> None:
        self._writing.write_now(partial(odd.write, ref=ref, values=values))

    def _move(self, entry: str, night: date) -> None:
        self._writing.write_now(partial(keeping.move_entry, entry=entry, night=night))

    def _put(self, job: Callable[..., None], ref: Ref) -> None:
        self._writing.write_now(partial(job, table=_TABLES[ref.kind], identity=ref.id))

    def _merge(self, question: str, into: str | None) -> None:
        self._writing.write_now(partial(keeping.merge, identity=question, into=into))

    def _park(self, question: str, parked: int | None) -> None:
        self._writing.write_now(partial(keeping.park, identity=question, parked=parked))

    def _drop(self, pause: str) -> None:
        self._writing.write_now(partial(keeping.drop_pause, identity=pause))


_TABLES = {"question": "question", "entry": "entry"}
