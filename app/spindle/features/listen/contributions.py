"""What Listen tells Today, the finder and the strip: plain queries, the standard library only."""

import sqlite3
from collections.abc import Sequence
from typing import Final

from spindle.core.activity import Activity
from spindle.core.days import day_of, near, today
from spindle.core.feature import Asking, Found, Mark, Offer, Rank
from spindle.core.ids import Ref
from spindle.core.translate import N_
from spindle.features.listen.missed import of_yesterday

_LABEL: Final = N_("marks", "Listen")
_STOPPED: Final = N_("ListenReason", "You stopped in the middle.")
_NEW: Final = N_("ListenReason", "Not begun yet.")
_MISSED: Final = N_("ListenReason", "A check of yesterday, once more.")
_HINT: Final = N_("finder", "Listen")
_USUAL: Final = 200.0
_SITTING: Final = 25


def offers(connection: sqlite3.Connection, asking: Asking) -> Sequence[Offer]:
    """To go on with the text listened to last, and a check of yesterday; none while one sounds."""
    [running] = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM session WHERE ended IS NULL AND +activity = 'listen')"
    ).fetchone()
    row = connection.execute(
        "SELECT d.id, title, words, heard, wpm, opened, r.seconds, r.ratio, p.ms, d.aim_id"
        " FROM document d"
        " LEFT JOIN recording r ON r.document_id = d.id"
        " LEFT JOIN reading_position p ON p.document_id = d.id"
        " WHERE d.deleted IS NULL AND sha256 != '' AND (finished IS NULL OR finished < opened)"
        " ORDER BY opened IS NULL, opened DESC, added DESC LIMIT 1"
    ).fetchone()
    if running:
        return ()
    return (*_once_more(connection, asking), *(() if row is None else (_half_heard(row),)))


def _once_more(connection: sqlite3.Connection, asking: Asking) -> Sequence[Offer]:
    """One check that was missed yesterday."""
    missed = of_yesterday(connection, asking)
    if missed is None:
        return ()
    return (
        Offer(
            ref=Ref("reading_check", missed.id),
            activity=Activity.LISTEN,
            title=missed.title,
            reason=_MISSED,
            rank=Rank.HALF_READ,
            start="listen.missed",
            minutes=1,
            due_at=asking.at.wall,
            state=missed.id,
        ),
    )


def _half_heard(row: sqlite3.Row) -> Offer:
    if row["seconds"] is None:
        begun, left = row["heard"], max(0, row["words"] - row["heard"]) / (row["wpm"] or _USUAL)
    else:
        begun = row["ms"]
        left = max(0.0, row["seconds"] - (row["ms"] or 0) / 1000) / row["ratio"] / 60
    return Offer(
        ref=Ref("document", row["id"]),
        activity=Activity.LISTEN,
        title=row["title"],
        reason=_STOPPED if begun else _NEW,
        plain=not begun,
        rank=Rank.HALF_READ,
        start="listen.open",
        minutes=min(_SITTING, max(1, round(left))),
        state=str(row["opened"]),
        aim=row["aim_id"],
    )


def marks(connection: sqlite3.Connection, asking: Asking) -> Sequence[Mark]:
    """Today's sessions of listening."""
    day = today(asking.at, asking.day_start)
    rows = connection.execute(
        "SELECT * FROM session WHERE started >= ? AND started < ? AND activity = 'listen'"
        " AND deleted IS NULL AND outcome IS NOT 'skipped' ORDER BY started",
        near(day, day, asking.at.zone, asking.day_start),
    )
    return [
        _mark(row, asking.at.wall)
        for row in rows
        if row["ended"] is None or day_of(row["started"], row["offset"], asking.day_start) == day
    ]


def find(connection: sqlite3.Connection, text: str, asking: Asking) -> Sequence[Found]:
    """Documents whose title or author holds the text, the one listened to last first."""
    del asking
    words = text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_").split()
    if not words:
        return ()
    holds = " AND ".join(["title || ' ' || author LIKE ? ESCAPE '\\'"] * len(words))
    rows = connection.execute(
        f"SELECT id, title FROM document WHERE deleted IS NULL AND {holds}"
        " ORDER BY coalesce(opened, added) DESC LIMIT 8",
        [f"%{word}%" for word in words],
    )
    return [
        Found(ref=Ref("document", row[0]), title=row[1], hint=_HINT, start="listen.open")
        for row in rows
    ]


def describe(connection: sqlite3.Connection, ref: Ref) -> str | None:
    """Title of a document or a session; what was kept, or what a check was about."""
    queries = {
        "reading_check": (
            "SELECT before || json_extract(choices, '$[' || answer || ']') || after"
            " FROM reading_check WHERE id = ?"
        ),
        "document": "SELECT title FROM document WHERE id = ?",
        "session": "SELECT title FROM session WHERE activity = 'listen' AND id = ?",
        "reading_mark": "SELECT text FROM reading_mark WHERE id = ?",
    }
    if ref.kind not in queries:
        return None
    row = connection.execute(f"{queries[ref.kind]} AND deleted IS NULL", (ref.id,)).fetchone()
    return None if row is None else row[0]


def aim_of(connection: sqlite3.Connection, ref: Ref) -> str | None:
    """The aim that a document carries."""
    if ref.kind != "document":
        return None
    row = connection.execute("SELECT aim_id FROM document WHERE id = ?", (ref.id,)).fetchone()
    return None if row is None else row[0]


def _mark(row: sqlite3.Row, now: int) -> Mark:
    running = row["ended"] is None
    end = row["ended"] if row["outcome"] != "interrupted" else row["started"] + row["active"]
    return Mark(
        activity=Activity.LISTEN,
        start=row["started"],
        end=now if running else end,
        state="running" if running else "done",
        label=_LABEL,
        rating=row["rating"],
        expected=None if row["rating"] is None else row["predicted_before"],
        group="listen",
        work=row["active"],
    )
