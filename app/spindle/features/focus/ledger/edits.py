"""Edits of the ledger, as pure functions of its rows. Each gives the changes or refuses.

Neighbours move with an edited row, so that siblings never overlap; what would vanish under it is
refused. Work is length less gaps, less what was already not counted.
"""

from typing import Final

from spindle.core.translate import N_
from spindle.features.focus.ledger.book import Book, Change, Edit, RefusedError
from spindle.features.focus.ledger.rows import (
    COVERS,
    PARTS,
    RUNS,
    changed,
    check,
    cut_gap,
    ended,
    gone,
    make_room,
    new_break,
    new_gap,
    new_session,
    trim,
    trim_break,
    uncounted,
    work,
)

_OUTSIDE: Final = N_("ledger", "That moment is not inside it.")
_APART: Final = N_("ledger", "Only neighbours of one activity can be put together.")


def retime(book: Book, table: str, row: str, start: int, end: int) -> Edit:
    """Give a session or a break another beginning and end (µs UTC).

    Raises:
        RefusedError: It runs, the times make no sense, or another row would vanish.
    """
    check(book, start, end)
    parent = book.sessions.get((book.sessions[row].parent or "") if table == "session" else "")
    if parent is not None and not parent.started <= start < end <= (parent.ended or book.now):
        raise RefusedError(_OUTSIDE)
    changes = make_room(book, start, end, table, row)
    if table == "session":
        changes += trim(book, ended(book.sessions[row]), start, end)
    else:
        changes += trim_break(book.breaks[row], start, end)
    return Edit(N_("undo", "changed times"), tuple(changes))


def add(book: Book, start: int, end: int, activity: str, title: str = "") -> Edit:
    """Enter a session that Spindle did not see."""
    check(book, start, end)
    changes = make_room(book, start, end)
    changes.append(new_session(book, start, end, activity, title))
    return Edit(N_("undo", "added session"), tuple(changes))


def add_break(book: Book, start: int, end: int, kind: str = "break") -> Edit:
    """Enter a break, or sleep, where nothing was known."""
    check(book, start, end)
    changes = make_room(book, start, end)
    changes.append(new_break(book, start, end, kind))
    return Edit(N_("undo", "added break"), tuple(changes))


def remove(book: Book, table: str, row: str) -> Edit:
    """Take a session, a break or a gap out; the time of a gap becomes work."""
    if table == "gap":
        return gap_to_work(book, row)
    if table == "session":
        ended(book.sessions[row])
        if book.children_of(row):
            raise RefusedError(PARTS)
    return Edit(N_("undo", "removed row"), (gone(table, row),))


def split(book: Book, session: str, at: int) -> Edit:
    """Cut a session in two at an instant; gaps go with their part.

    Raises:
        RefusedError: It runs, has parts, or the instant is not inside it.
    """
    row, end = ended(book.sessions[session]), book.sessions[session].ended or 0
    if not row.started < at < end:
        raise RefusedError(_OUTSIDE)
    if book.children_of(session):
        raise RefusedError(PARTS)
    gaps = book.gaps_of(session)
    second = new_session(book, at, end, row.activity, row.title, like=row)
    away = uncounted(row, gaps, row.started, end)
    left = work(gaps, row.started, at)
    active = max(0, left - away)
    right = max(0, work(gaps, at, end) - max(0, away - left))
    changes = [
        changed(row, ended=at, active=active),
        Change("session", second.id, None, {**(second.after or {}), "active": right}),
    ]
    for gap in gaps:
        changes += cut_gap(book, gap, at, second.id)
    return Edit(N_("undo", "split"), tuple(changes))


def merge(book: Book, first: str, second: str) -> Edit:
    """Put a session and the next of the same activity together; between them is a pause.

    Raises:
        RefusedError: They are of two kinds, or something lies between.
    """
    one, two = ended(book.sessions[first]), ended(book.sessions[second])
    if one.started > two.started:
        one, two = two, one
    start, end = one.ended or 0, two.ended or 0
    if (one.activity, one.parent) != (two.activity, two.parent) or start > two.started:
        raise RefusedError(_APART)
    if book.children_of(two.id):
        raise RefusedError(PARTS)
    others = [row for row in book.sessions.values() if row.id not in {one.id, two.id}]
    if any(r.parent == one.parent and start <= r.started < two.started for r in others):
        raise RefusedError(COVERS)
    between = [b for b in book.breaks.values() if start <= b.started and (b.ended or 0) <= end]
    changes = [gone("break", row.id) for row in between]
    changes += [changed(one, ended=end, active=one.active + two.active), gone("session", two.id)]
    changes += [
        Change("gap", gap.id, {"session_id": two.id}, {"session_id": one.id})
        for gap in book.gaps_of(two.id)
    ]
    if two.started > start:
        changes.append(new_gap(one.id, "pause", start, two.started))
    return Edit(N_("undo", "put together"), tuple(changes))


def reclass_session(book: Book, session: str, kind: str) -> Edit:
    """Say what a session really was: another activity, ``break``, ``sleep`` or ``untracked``."""
    row = ended(book.sessions[session])
    what = N_("undo", "changed kind")
    if kind not in {"break", "sleep", "untracked"}:
        change = Change("session", row.id, {"activity": row.activity}, {"activity": kind})
        return Edit(what, (change,))
    if book.children_of(session):
        raise RefusedError(PARTS)
    changes = [gone("session", row.id)]
    covered = any(b.move == session for b in book.breaks.values())
    if kind != "untracked" and not covered:
        changes.append(new_break(book, row.started, row.ended or 0, kind))
    return Edit(what, tuple(changes))


def reclass_break(book: Book, row: str, kind: str, title: str = "") -> Edit:
    """Say what a break really was: ``break``, ``sleep``, ``untracked`` or an activity."""
    was = book.breaks[row]
    what = N_("undo", "changed kind")
    if was.ended is None:
        raise RefusedError(RUNS)
    if kind in {"break", "sleep"}:
        return Edit(what, (Change("break", row, {"kind": was.kind}, {"kind": kind}),))
    changes = [gone("break", row)]
    if kind != "untracked":
        changes.append(new_session(book, was.started, was.ended, kind, title))
    return Edit(what, tuple(changes))


def gap_to_work(book: Book, gap: str) -> Edit:
    """The time of a gap was work after all."""
    row = book.gaps[gap]
    session = ended(book.sessions[row.session])
    if row.ended is None:
        raise RefusedError(RUNS)
    active = session.active + row.ended - row.started
    return Edit(N_("undo", "changed kind"), (gone("gap", gap), changed(session, active=active)))


def gap_to_break(book: Book, gap: str, kind: str = "break") -> Edit:
    """A gap was a break, sleep, or nothing of the block's: it is cut in two around it.

    Args:
        book: The rows.
        gap: Of an ended session.
        kind: ``break``, ``sleep`` or ``untracked``.
    """
    row = book.gaps[gap]
    session = ended(book.sessions[row.session])
    if row.ended is None:
        raise RefusedError(RUNS)
    end = session.ended or 0
    changes = [gone("gap", gap)]
    if row.ended >= end:
        changes.append(changed(session, ended=row.started))
    elif row.started <= session.started:
        changes.append(changed(session, started=row.ended))
    else:
        changes += split(book, row.session, row.started).changes
        changes = _without_gap(changes, gap, row.ended)
    if kind != "untracked":
        changes.append(new_break(book, row.started, row.ended, kind))
    return Edit(N_("undo", "changed kind"), tuple(changes))


def split_gap(book: Book, gap: str, at: int) -> Edit:
    """Cut a gap in two at an instant, so that each part can be something else."""
    row = book.gaps[gap]
    end = row.ended
    if end is None:
        raise RefusedError(RUNS)
    if not row.started < at < end:
        raise RefusedError(_OUTSIDE)
    ended(book.sessions[row.session])
    changes = (
        Change("gap", gap, {"ended": end}, {"ended": at}),
        new_gap(row.session, row.kind, at, end),
    )
    return Edit(N_("undo", "split"), changes)


def retime_gap(book: Book, gap: str, start: int, end: int) -> Edit:
    """Give a gap another beginning and end (µs UTC); what it leaves or takes is work.

    Raises:
        RefusedError: It runs, leaves its session, or would meet another gap or a part of it.
    """
    row = book.gaps[gap]
    session = ended(book.sessions[row.session])
    check(book, start, end)
    if row.ended is None:
        raise RefusedError(RUNS)
    if not session.started <= start < end <= (session.ended or end):
        raise RefusedError(_OUTSIDE)
    others = [one for one in book.gaps_of(row.session) if one.id != gap]
    beside = [(one.started, one.ended or end) for one in others if one.ended != one.started]
    beside += [(one.started, one.ended or end) for one in book.children_of(row.session)]
    if any(begun < end and done > start for begun, done in beside):
        raise RefusedError(COVERS)
    active = max(0, session.active + (row.ended - row.started) - (end - start))
    before = {"started": row.started, "ended": row.ended}
    changes = (
        Change("gap", gap, before, {"started": start, "ended": end}),
        changed(session, active=active),
    )
    return Edit(N_("undo", "changed times"), changes)


def _without_gap(changes: list[Change], gap: str, end: int) -> list[Change]:
    """A split at a gap's beginning whose second part begins at the gap's end."""
    kept = []
    for one in changes:
        if one.table == "gap" and one.id == gap and one.after is not None:
            continue
        second = one.table == "session" and one.before is None
        after = {**(one.after or {}), "started": end} if second else one.after
        kept.append(Change(one.table, one.id, one.before, after))
    return kept
