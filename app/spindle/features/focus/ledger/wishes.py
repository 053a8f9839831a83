"""From what the page wishes to an edit of the book."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID, uuid5

from spindle.core.clock import HOUR, MINUTE
from spindle.core.text import clean
from spindle.core.translate import N_
from spindle.features.focus.ledger import edits
from spindle.features.focus.ledger.book import (
    Book,
    BreakRow,
    Change,
    Edit,
    RefusedError,
    SessionRow,
)
from spindle.features.focus.ledger.reading import Details
from spindle.features.focus.ledger.spans import Kind, Span

NOTHING: Final = N_("ledger", "This cannot be changed here.")
_NO_ROOM: Final = N_("ledger", "There was no free minute today. Set the times in the ledger.")

MOVED_WITHIN: Final = 24 * HOUR
"""How far back there is looked for room."""


def reclassed(book: Book, span: Span, kind: str, title: str) -> Edit:
    """The edit that says what a span was: an activity, break, sleep, untracked or work."""
    entry = span.entry
    if entry is None or entry.ref.kind == "night":
        if span.kind is Kind.COMING or kind == "untracked":
            raise RefusedError(NOTHING)
        return added(book, span.start, span.end, kind, title)
    if entry.ref.kind == "break":
        return edits.reclass_break(book, entry.ref.id, kind, title)
    if entry.ref.kind == "gap":
        return gap_was(book, entry.ref.id, kind)
    return edits.reclass_session(book, entry.ref.id, kind)


def added(book: Book, start: int, end: int, kind: str, title: str) -> Edit:
    """The edit that enters what Spindle did not see."""
    if kind == "untracked":
        raise RefusedError(NOTHING)
    if kind in {"break", "sleep"}:
        return edits.add_break(book, start, end, kind)
    return edits.add(book, start, end, kind, title)


def gap_was(book: Book, gap: str, kind: str) -> Edit:
    """The edit that says what a gap was: break, sleep, untracked, or work."""
    if kind in {"break", "sleep", "untracked"}:
        return edits.gap_to_break(book, gap, kind)
    return edits.gap_to_work(book, gap)


def moved(book: Book, name: str, length: int) -> Edit:
    """A movement of so many µs in the last free time that holds at least a third of it.

    It ends now, or where what runs or ran just now began: who enters a walk in a block, or a
    minute after it, was out before it. Where no free time is as long, the longest has it.

    Raises:
        RefusedError: There was no free minute.
    """
    free = [(start, end) for start, end in _free(book) if end - start >= MINUTE]
    if not free:
        raise RefusedError(_NO_ROOM)
    longest = max(free, key=lambda each: each[1] - each[0])
    start, end = next((each for each in free if 3 * (each[1] - each[0]) >= length), longest)
    return edits.add(book, max(start, end - length), end, "move", name)


def _free(book: Book) -> Iterator[tuple[int, int]]:
    """Where nothing ran, from now back; µs UTC, none of it earlier than is looked."""
    at, earliest = book.now, book.now - MOVED_WITHIN
    rows: list[SessionRow | BreakRow] = [*book.sessions.values(), *book.breaks.values()]
    busy = [(row.started, book.now if row.ended is None else row.ended) for row in rows]
    for start, end in sorted(busy, key=lambda pair: pair[1], reverse=True):
        if end <= earliest:
            break
        if end < at:
            yield end, at
        at = min(at, start)
    if earliest < at:
        yield earliest, at


def following(book: Book, session: str) -> str:
    """The session that comes after one, among its siblings."""
    row = book.sessions[session]
    later = [
        other
        for other in book.sessions.values()
        if other.parent == row.parent and other.started > row.started and other.activity != "move"
    ]
    if not later:
        raise RefusedError(NOTHING)
    return min(later, key=lambda other: other.started).id


def words_changed(was: Details, title: str, note: str, tags: str) -> list[Change]:
    """Other words on a session: title, note, and tags parted by commas or spaces."""
    changes: list[Change] = []
    if title != was.title:
        changes.append(Change("session", was.session, {"title": was.title}, {"title": title}))
    if note != was.note:
        changes.append(_note_changed(was, note))
    wanted = {name.casefold(): name for name in clean(tags).replace(",", " ").split()}
    held = {name.casefold(): name for name in was.tags}
    gone, new = held.keys() - wanted.keys(), wanted.keys() - held.keys()
    changes += [Change("session_tag", _tag(was.session, name), {}, None) for name in sorted(gone)]
    changes += [_tag_added(was.session, wanted[name]) for name in sorted(new)]
    return changes


def _tag_added(session: str, name: str) -> Change:
    row = {"id": _tag(session, name), "session_id": session, "name": name}
    return Change("session_tag", row["id"], None, row)


def _tag(session: str, name: str) -> str:
    return _part(session, f"tag {name.casefold()}")


def _note_changed(was: Details, note: str) -> Change:
    if was.block is not None:
        return Change("block", was.block, {"note": was.note}, {"note": note})
    name = _part(was.session, "note")
    row = {"id": name, "session_id": was.session, "text": note}
    return Change("session_note", name, None if not was.note else {"text": was.note}, row)


def _part(session: str, name: str) -> str:
    """The same id for the same part of a session, however often it is written."""
    return str(uuid5(UUID(session), name))
