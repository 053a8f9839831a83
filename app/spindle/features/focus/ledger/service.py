"""The ledger for its page: a day, what is chosen in it, and edits that can be taken back."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, cast

from spindle.core.days import today
from spindle.core.events import Event
from spindle.core.feature import App, Contributed, title_of
from spindle.core.general import DAY_START
from spindle.core.ids import Ref, SessionId
from spindle.core.session import Activity, Session, SessionChanged
from spindle.core.text import clean
from spindle.core.translate import N_
from spindle.features.focus.back import Inverse
from spindle.features.focus.ledger import edits
from spindle.features.focus.ledger.book import (
    Book,
    Change,
    Edit,
    RefusedError,
)
from spindle.features.focus.ledger.export import Days, write_file
from spindle.features.focus.ledger.reading import (
    DayPage,
    Details,
    book_of,
    day_of_row,
    day_page,
    details,
    session_row,
)
from spindle.features.focus.ledger.rows import RUNS
from spindle.features.focus.ledger.spans import Span
from spindle.features.focus.ledger.store import LedgerStore
from spindle.features.focus.ledger.totals import (
    Hit,
    Totals,
    Wanted,
    search,
    tag_names,
    totals,
)
from spindle.features.focus.ledger.wishes import (
    MOVED_WITHIN,
    NOTHING,
    added,
    following,
    gap_was,
    moved,
    reclassed,
    words_changed,
)

if TYPE_CHECKING:
    from spindle.features.focus.back import UndoStack

_CHANGED: Final = N_("ledger", "Changed. Ctrl Z takes it back.")
_MOVED: Final = N_("ledger", "Entered: {what}, {start} to {end}. Ctrl Z takes it back.")
_NOT_WRITTEN: Final = N_("ledger", "That file could not be written.")


@dataclass(frozen=True, slots=True)
class LedgerChanged(Event):
    """Another day, or the same with other rows."""


class Entered(NamedTuple):
    """A movement that was entered; µs UTC, and how far east of UTC it was (seconds)."""

    name: str
    start: int
    end: int
    offset: int


class Gaps(Protocol):
    """Who keeps the gaps of the running block, for its rows follow the timer."""

    def was(self, session: str, gap: str, wall: int, kind: str) -> Inverse | None:
        """Say what one was, which began at an instant (µs UTC)."""
        ...

    def cut(self, session: str, wall: int, at: int) -> Inverse | None:
        """Part one, which began at an instant, at another (µs UTC)."""
        ...


class Ledger:
    """GUI thread. Reads and writes go over the database worker.

    Each edit returns its inverse and remembers it with the page's; None when it was refused.

    Attributes:
        page: The day shown; None until it has been read.
        told: The last sentence about an edit, marked in ``ledger``; empty for none.
        entered: The movement that ``told`` tells of.
        gaps: Who keeps those of the running block.
    """

    def __init__(self, app: App, taken: "UndoStack") -> None:
        self._app = app
        self._store = LedgerStore(app.database)
        self._taken = taken
        self.page: DayPage | None = None
        self.told = ""
        self.entered: Entered | None = None
        self.gaps: Gaps | None = None

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
        """Read all about one session, and what it worked on."""

        def read(connection: sqlite3.Connection) -> Details | None:
            found = details(connection, session)
            if found is None or found.ref is None:
                return found
            return found._replace(material=title_of(self._app.features, connection, found.ref))

        self._app.database.read(read, done)

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
                write_file(path, connection, days, partial(title_of, self._app.features))
            except OSError:
                return _NOT_WRITTEN
            return ""

        self._app.database.read(write, done)

    def ask_search(self, wanted: Wanted, done: Callable[[tuple[Hit, ...]], None]) -> None:
        """Find sessions by words of title, note and tags, by activity, rating and tag."""
        self._app.database.read(lambda connection: search(connection, wanted), done)

    def ask_tags(self, done: Callable[[tuple[str, ...]], None]) -> None:
        """Read the tags that stand on most sessions."""
        self._app.database.read(tag_names, done)

    def retime(self, span: Span, start: int, end: int) -> Inverse | None:
        """Another beginning and end (µs UTC) of the row under a span."""
        if span.entry is None or span.entry.ref.kind not in {"session", "break", "gap"}:
            self._refuse(NOTHING)
            return None
        table, row = span.entry.ref.kind, span.entry.ref.id
        if table == "gap":
            return self._do(lambda book: edits.retime_gap(book, row, start, end))
        return self._do(lambda book: edits.retime(book, table, row, start, end))

    def reclass(self, span: Span, kind: str, title: str = "") -> Inverse | None:
        """Say what a span was: an activity, ``break``, ``sleep`` or ``untracked``.

        A gap is cut out of its session; ``work`` gives it back.
        """
        running = self._running_gap(span)
        if running is not None:
            return self._or_refuse(running.was(*_gap_of(span), kind))
        return self._do(lambda book: reclassed(book, span, kind, title))

    def split(self, span: Span, at: int) -> Inverse | None:
        """Cut the session or the gap under a span in two at an instant (µs UTC)."""
        if span.entry is None or not span.entry.session:
            self._refuse(NOTHING)
            return None
        running = self._running_gap(span)
        if running is not None:
            return self._or_refuse(running.cut(span.entry.session, span.entry.started, at))
        if span.entry.ref.kind == "gap":
            gap = span.entry.ref.id
            return self._do(lambda book: edits.split_gap(book, gap, at))
        session = span.entry.session
        return self._do(lambda book: edits.split(book, session, at))

    def merge_with_next(self, span: Span) -> Inverse | None:
        """Put the session under a span and the next one together."""
        if span.entry is None or not span.entry.session:
            self._refuse(NOTHING)
            return None
        one = span.entry.session
        return self._do(lambda book: edits.merge(book, one, following(book, one)))

    def add(self, start: int, end: int, kind: str, title: str = "") -> Inverse | None:
        """Enter what Spindle did not see (µs UTC): an activity, ``break`` or ``sleep``."""
        words = clean(title).strip()
        return self._do(lambda book: added(book, start, end, kind, words))

    def log_movement(
        self, name: str, length: int, done: Callable[[bool], None] = lambda _: None
    ) -> None:
        """Enter a movement of so many µs before now; see ``moved``. ``done``: whether it was."""
        at = self._app.clock.now()

        def enter(book: Book) -> None:
            done(self._elsewhere(lambda: moved(book, clean(name).strip(), length), _MOVED))

        self._app.database.read(
            lambda connection: book_of(connection, at.wall - MOVED_WITHIN, at.wall, at), enter
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

    def gap_was(self, gap: str, started: int, kind: str) -> None:
        """Say what the gap of an ended block was, which began at an instant (µs UTC)."""
        at = self._app.clock.now()

        def edit(book: Book) -> None:
            self._elsewhere(partial(gap_was, book, gap, kind))

        self._app.database.read(
            lambda connection: book_of(connection, started, started + 1, at), edit
        )

    def show_row(self, ref: Ref) -> None:
        """Read the day on which a session, a gap or a break began."""
        start = self._start
        self._app.database.read(lambda connection: day_of_row(connection, ref, start), self.show)

    def _running_gap(self, span: Span) -> "Gaps | None":
        """Who keeps the gap under a span, while its block runs."""
        entry, book = span.entry, None if self.page is None else self.page.book
        if entry is None or entry.ref.kind != "gap" or book is None:
            return None
        session = book.sessions.get(entry.session)
        return self.gaps if session is not None and session.ended is None else None

    def _or_refuse(self, done: Inverse | None) -> Inverse | None:
        if done is None:
            self._refuse(RUNS)
        return done

    def _was(self, session: str, kind: str, book: Book) -> None:
        self._elsewhere(partial(edits.reclass_session, book, session, kind))

    def _elsewhere(self, act: Callable[[], Edit], told: str = _CHANGED) -> bool:
        """An edit of rows that the page may not show; False when it was refused."""
        try:
            self._apply(act(), told)
        except RefusedError as refused:
            self._refuse(str(refused))
        except KeyError:
            self._refuse(NOTHING)
        else:
            return True
        return False

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

    def hush(self) -> None:
        """Something newer was said elsewhere: there is nothing to tell."""
        self.told = ""

    def _refuse(self, sentence: str) -> None:
        self.told = sentence
        self._app.bus.publish(LedgerChanged())

    def _apply(self, edit: Edit, told: str = _CHANGED) -> Inverse:
        edit = replace(edit, changes=tuple(map(self._predicted, edit.changes)))
        self.told, self.entered = told, _entered(edit) if told == _MOVED else None
        self._write(edit)
        return self._taken.push(Inverse(edit.what, partial(self._take_back, edit), lasts=True))

    def _predicted(self, change: Change) -> Change:
        """A session entered by hand with what was expected of it, in silence."""
        row = change.after
        if change.table != "session" or change.before is not None or row is None:
            return change
        at = self._app.clock.now()._replace(
            wall=cast("int", row["started"]), offset=cast("int", row["offset"])
        )
        expected = self._app.sessions.expected(Activity(str(row["activity"])), at)
        known = {"predicted_before": expected.shown, "predicted_sd": expected.sd}
        return replace(change, after={**row, **known})

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


def _gap_of(span: Span) -> tuple[str, str, int]:
    """Session, id and beginning (µs UTC) of the gap under a span."""
    entry = span.entry
    return ("", "", 0) if entry is None else (entry.session, entry.ref.id, entry.started)


def _entered(edit: Edit) -> Entered:
    row = edit.changes[-1].after or {}
    start, end, offset = (cast("int", row[name]) for name in ("started", "ended", "offset"))
    return Entered(str(row["title"]), start, end, offset)
