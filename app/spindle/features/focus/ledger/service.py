"""The ledger for its page: a day, what is chosen in it, and edits that can be taken back."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spindle.core.days import today
from spindle.core.events import Event
from spindle.core.feature import App, Contributed
from spindle.core.general import DAY_START
from spindle.core.ids import SessionId
from spindle.core.session import Activity, Session, SessionChanged
from spindle.core.text import clean
from spindle.core.translate import N_
from spindle.features.focus.back import Inverse
from spindle.features.focus.ledger import edits
from spindle.features.focus.ledger.book import (
    Book,
    Edit,
    RefusedError,
)
from spindle.features.focus.ledger.export import Days, write_file
from spindle.features.focus.ledger.reading import (
    DayPage,
    Details,
    book_of,
    day_page,
    details,
    session_row,
)
from spindle.features.focus.ledger.spans import Span
from spindle.features.focus.ledger.store import LedgerStore
from spindle.features.focus.ledger.totals import Hit, Totals, search, totals
from spindle.features.focus.ledger.wishes import (
    NOTHING,
    following,
    moved,
    reclassed,
    words_changed,
)

if TYPE_CHECKING:
    from spindle.features.focus.back import UndoStack

_NOT_WRITTEN: Final = N_("ledger", "That file could not be written.")


@dataclass(frozen=True, slots=True)
class LedgerChanged(Event):
    """Another day, or the same with other rows."""


class Ledger:
    """GUI thread. Reads and writes go over the database worker.

    Each edit returns its inverse and remembers it with the page's; None when it was refused.

    Attributes:
        page: The day shown; None until it has been read.
        told: The last sentence about an edit, marked in ``ledger``; empty for none.
    """

    def __init__(self, app: App, taken: "UndoStack") -> None:
        self._app = app
        self._store = LedgerStore(app.database)
        self._taken = taken
        self.page: DayPage | None = None
        self.told = ""

    @property
    def today(self) -> date:
        """The day it is."""
        return today(self._app.clock.now(), self._start)

    def show(self, day: date | None = None) -> None:
        """Read a day, today when left out."""
        wanted, at, start = day or self.today, self._app.clock.now(), self._start
        self._app.database.read(
            lambda connection: day_page(connection, wanted, at, start), self._take
        )

    def again(self) -> None:
        """Read the same day again."""
        self.show(None if self.page is None else self.page.day)

    def turn(self, days: int) -> None:
        """Go some days on or back, not past today."""
        if self.page is not None:
            self.show(min(self.today, self.page.day + timedelta(days=days)))

    def ask_details(self, session: str, done: Callable[[Details | None], None]) -> None:
        """Read all about one session."""
        self._app.database.read(lambda connection: details(connection, session), done)

    def ask_totals(self, first: date, last: date, done: Callable[[Totals], None]) -> None:
        """Read the sums over days, both ends included."""
        at, start = self._app.clock.now(), self._start
        self._app.database.read(lambda connection: totals(connection, first, last, at, start), done)

    def export(self, path: Path, first: date, last: date, done: Callable[[str], None]) -> None:
        """Write the ledger of some days, both ends included, into a file.

        Its ending says how: ``.csv``, ``.jsonl`` or ``.ics``. ``done`` gets a sentence marked in
        the context ``ledger`` when that failed, else nothing.
        """
        days = Days(first, last, self._start)

        def write(connection: sqlite3.Connection) -> str:
            try:
                write_file(path, connection, days)
            except OSError:
                return _NOT_WRITTEN
            return ""

        self._app.database.read(write, done)

    def ask_search(
        self, text: str, activity: str | None, done: Callable[[tuple[Hit, ...]], None]
    ) -> None:
        """Find sessions by words of title, note and tags."""
        self._app.database.read(lambda connection: search(connection, text, activity), done)

    def retime(self, span: Span, start: int, end: int) -> Inverse | None:
        """Another beginning and end (µs UTC) of the row under a span."""
        if span.entry is None or span.entry.ref.kind not in {"session", "break"}:
            self._refuse(NOTHING)
            return None
        table, row = span.entry.ref.kind, span.entry.ref.id
        return self._do(lambda book: edits.retime(book, table, row, start, end))

    def reclass(self, span: Span, kind: str, title: str = "") -> Inverse | None:
        """Say what a span was: an activity, ``break``, ``sleep`` or ``untracked``.

        A gap is cut out of its session; ``work`` gives it back.
        """
        return self._do(lambda book: reclassed(book, span, kind, title))

    def split(self, span: Span, at: int) -> Inverse | None:
        """Cut the session under a span in two at an instant (µs UTC)."""
        if span.entry is None or not span.entry.session:
            self._refuse(NOTHING)
            return None
        session = span.entry.session
        return self._do(lambda book: edits.split(book, session, at))

    def merge_with_next(self, span: Span) -> Inverse | None:
        """Put the session under a span and the next one together."""
        if span.entry is None or not span.entry.session:
            self._refuse(NOTHING)
            return None
        one = span.entry.session
        return self._do(lambda book: edits.merge(book, one, following(book, one)))

    def add(self, start: int, end: int, activity: str, title: str = "") -> Inverse | None:
        """Enter a session (µs UTC) that Spindle did not see."""
        return self._do(lambda book: edits.add(book, start, end, activity, clean(title).strip()))

    def log_movement(self, name: str, length: int) -> None:
        """Enter a movement of so many µs that ended now; shorter where something else ended."""
        at = self._app.clock.now()
        self._app.database.read(
            lambda connection: book_of(connection, at.wall - length, at.wall, at),
            lambda book: self._elsewhere(lambda: moved(book, clean(name).strip(), length)),
        )

    def remove(self, span: Span) -> Inverse | None:
        """Take the row under a span out; the time of a gap becomes work."""
        if span.entry is None or span.entry.ref.kind == "night":
            self._refuse(NOTHING)
            return None
        ref = span.entry.ref
        return self._do(lambda book: edits.remove(book, ref.kind, ref.id))

    def describe(self, was: Details, *, title: str, note: str, tags: str) -> Inverse | None:
        """Other words on a session; tags are parted by commas or spaces."""
        changes = tuple(words_changed(was, clean(title).strip(), clean(note).strip(), tags))
        if not changes:
            return None
        return self._apply(Edit(N_("undo", "changed words"), changes))

    def was(self, session: Session, kind: str) -> None:
        """Say what an ended session really was, whatever day the page shows."""
        at, start = self._app.clock.now(), session.started
        end = start + 1 if session.ended is None else session.ended
        self._app.database.read(
            lambda connection: book_of(connection, start, end + 1, at),
            partial(self._was, session.id, kind),
        )

    def gap_was_work(self, gap: str, started: int) -> None:
        """The gap of an ended block, which began at an instant (µs UTC), was work after all."""
        at = self._app.clock.now()
        self._app.database.read(
            lambda connection: book_of(connection, started, started + 1, at),
            lambda book: self._elsewhere(partial(edits.gap_to_work, book, gap)),
        )

    def _was(self, session: str, kind: str, book: Book) -> None:
        self._elsewhere(partial(edits.reclass_session, book, session, kind))

    def _elsewhere(self, act: Callable[[], Edit]) -> None:
        """An edit of rows that the page may not show."""
        try:
            self._apply(act())
        except RefusedError as refused:
            self._refuse(str(refused))
        except KeyError:
            self._refuse(NOTHING)

    def rate(self, session: str, rating: int, done: Callable[[Details | None], None]) -> None:
        """Rate a session that ended some time ago, 1–5; only its first rating teaches."""
        self._app.database.read(
            lambda connection: session_row(connection, session),
            partial(self._rate, rating, done),
        )

    def _rate(
        self, rating: int, done: Callable[[Details | None], None], found: Session | None
    ) -> None:
        if found is None or found.ended is None or found.activity is Activity.PRIME:
            self._refuse(NOTHING)
            return
        before = found.rating
        rated = self._app.sessions.rate(found, rating)

        def rate_again() -> bool:
            if before is not None:
                self._app.sessions.rate(rated, before)
            self.again()
            return before is not None

        what = N_("undo", "rating")
        run = None if before is None else rate_again
        self._taken.push(Inverse(what, run, lasts=True))
        self.ask_details(found.id, done)

    @property
    def _start(self) -> int:
        return self._app.settings.get(DAY_START)

    def _take(self, page: DayPage) -> None:
        self.page = page
        self._app.bus.publish(LedgerChanged())

    def _do(self, act: Callable[[Book], Edit]) -> Inverse | None:
        if self.page is None:
            return None
        try:
            return self._apply(act(self.page.book))
        except RefusedError as refused:
            self._refuse(str(refused))
        except KeyError:
            self._refuse(NOTHING)
        return None

    def _refuse(self, sentence: str) -> None:
        self.told = sentence
        self._app.bus.publish(LedgerChanged())

    def _apply(self, edit: Edit) -> Inverse:
        self.told = N_("ledger", "Changed. Ctrl Z takes it back.")
        self._write(edit)
        return self._taken.push(Inverse(edit.what, partial(self._take_back, edit), lasts=True))

    def _take_back(self, edit: Edit) -> bool:
        self.told = ""
        self._write(edit.inverse())
        return True

    def _write(self, edit: Edit) -> None:
        self._store.apply(edit, self._app.clock.now().wall, partial(self._written, edit))

    def _written(self, edit: Edit) -> None:
        for session in edit.sessions:
            self._app.bus.publish(SessionChanged(SessionId(session)))
        self._app.bus.publish(Contributed("focus"))
        self.again()
