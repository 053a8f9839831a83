"""What edits of the ledger are made of: rows pushed aside, trimmed, entered, taken out."""

from typing import Final

from spindle.core.clock import SECOND
from spindle.core.ids import new_id
from spindle.core.translate import N_
from spindle.features.focus.ledger.book import (
    Book,
    BreakRow,
    Change,
    GapRow,
    RefusedError,
    SessionRow,
)

RUNS: Final = N_("ledger", "It still runs. Change it when it has ended.")
COVERS: Final = N_("ledger", "Something else lies in between. Remove it first.")
PARTS: Final = N_("ledger", "It has parts of its own. Change those first.")
_LATER: Final = N_("ledger", "That is later than now.")
_EMPTY: Final = N_("ledger", "The end has to come after the beginning.")


def check(book: Book, start: int, end: int) -> None:
    """Refuse times that make no sense."""
    if start >= end:
        raise RefusedError(_EMPTY)
    if end > book.now + SECOND:
        raise RefusedError(_LATER)


def ended(row: SessionRow) -> SessionRow:
    """The row, if it does not run any more."""
    if row.ended is None:
        raise RefusedError(RUNS)
    return row


def make_room(book: Book, start: int, end: int, table: str = "", own: str = "") -> list[Change]:
    """Push the siblings of a row aside; a break and its movement stay together.

    Raises:
        RefusedError: One of them would vanish, or be cut in two.
    """
    parent = book.sessions[own].parent if table == "session" else None
    together = {own, book.breaks[own].move if table == "break" else None}
    changes: list[Change] = []
    for row in book.sessions.values():
        if row.id in together:
            if row.id != own:
                changes += trim(book, ended(row), start, end)
        elif row.parent == parent and _meets(row, start, end):
            changes += trim(book, row, *_beside(ended(row).started, row.ended or 0, start, end))
    for rest in book.breaks.values():
        if own and rest.move == own:
            changes += trim_break(rest, start, end)
        elif rest.id != own and parent is None and _meets(rest, start, end):
            until = rest.ended or book.now
            changes += trim_break(rest, *_beside(rest.started, until, start, end))
    return changes


def _meets(row: SessionRow | BreakRow, start: int, end: int) -> bool:
    if row.ended is None:
        return row.started < end
    return row.started < min(end, row.ended) and row.ended > start


def _beside(started: int, ended: int, start: int, end: int) -> tuple[int, int]:
    if start <= started and ended <= end:
        raise RefusedError(COVERS)
    if started < start and end < ended:
        raise RefusedError(COVERS)
    return (started, start) if started < start else (end, ended)


def trim(book: Book, row: SessionRow, start: int, end: int) -> list[Change]:
    """Give a session other ends: its gaps are cut to them, its work follows."""
    for child in book.children_of(row.id):
        if child.started < start or (child.ended or end) > end:
            raise RefusedError(PARTS)
    gaps = book.gaps_of(row.id)
    lost = uncounted(row, gaps, row.started, row.ended or end)
    active = max(0, work(gaps, start, end) - lost)
    changes = [changed(row, started=start, ended=end, active=active)]
    for gap in gaps:
        ended = end if gap.ended is None else gap.ended
        new_start, new_end = max(gap.started, start), min(ended, end)
        if new_start >= new_end and ended > gap.started:
            changes.append(gone("gap", gap.id))
        elif (new_start, new_end) != (gap.started, gap.ended):
            before = {"started": gap.started, "ended": gap.ended}
            new_start = min(max(gap.started, start), end)
            after = {"started": new_start, "ended": max(new_start, new_end)}
            changes.append(Change("gap", gap.id, before, after))
    return changes


def trim_break(row: BreakRow, start: int, end: int) -> list[Change]:
    """Give a break other ends."""
    before = {"started": row.started, "ended": row.ended}
    return [Change("break", row.id, before, {"started": start, "ended": end})]


def work(gaps: list[GapRow], start: int, end: int) -> int:
    """What is left of a stretch without its gaps, µs."""
    away = sum(
        max(0, min(end if g.ended is None else g.ended, end) - max(g.started, start)) for g in gaps
    )
    return end - start - away


def uncounted(row: SessionRow, gaps: list[GapRow], start: int, end: int) -> int:
    """What of its length is neither work nor gap."""
    return max(0, work(gaps, start, end) - row.active)


def cut_gap(book: Book, gap: GapRow, at: int, second: str) -> list[Change]:
    """The part of a gap after a cut goes with the second session."""
    ended = book.now if gap.ended is None else gap.ended
    if ended <= at and gap.started < at:
        return []
    if gap.started >= at:
        return [Change("gap", gap.id, {"session_id": gap.session}, {"session_id": second})]
    return [
        Change("gap", gap.id, {"ended": gap.ended}, {"ended": at}),
        new_gap(second, gap.kind, at, ended),
    ]


def changed(row: SessionRow, **after: int) -> Change:
    """Other values of some columns."""
    before = {name: getattr(row, name) for name in after}
    if "ended" in after:
        before["last_seen"], after["last_seen"] = row.ended or 0, after["ended"]
    return Change("session", row.id, before, after)


def gone(table: str, row: str) -> Change:
    """A row taken out."""
    return Change(table, row, {}, None)


def new_session(
    book: Book, start: int, end: int, activity: str, title: str, like: SessionRow | None = None
) -> Change:
    """A session entered by hand, with aim and parent of another where it is a part of that."""
    name = new_id()
    row = {
        "id": name,
        "activity": activity,
        "title": title,
        "started": start,
        "ended": end,
        "zone": book.places.at(start).zone,
        "offset": book.places.offset(start),
        "active": end - start,
        "last_seen": end,
        "outcome": "completed",
        "detail": '{"v": 1, "by": "hand"}',
    }
    if like is not None:
        row |= {"aim_id": like.aim, "parent_id": like.parent}
    return Change("session", name, None, row)


def new_break(book: Book, start: int, end: int, kind: str) -> Change:
    """A break or sleep entered by hand."""
    name = new_id()
    row = {
        "id": name,
        "kind": kind,
        "started": start,
        "ended": end,
        "zone": book.places.at(start).zone,
        "offset": book.places.offset(start),
        "planned": max(1, end - start),
        "movement": "",
    }
    return Change("break", name, None, row)


def new_gap(session: str, kind: str, start: int, end: int) -> Change:
    """A gap entered by hand."""
    name = new_id()
    row = {"id": name, "session_id": session, "kind": kind, "started": start, "ended": end}
    return Change("gap", name, None, row)
