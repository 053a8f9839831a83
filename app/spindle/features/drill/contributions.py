"""What Drill tells Today, the finder and the strip: plain queries, the standard library only."""

import json
import sqlite3
from collections.abc import Sequence
from typing import Final

from spindle.core.activity import Activity
from spindle.core.days import day_of, near, today
from spindle.core.feature import Asking, Due, Found, Mark, Offer, Rank
from spindle.core.ids import Ref
from spindle.core.translate import N_
from spindle.features.drill.counting import Amount, Count, counts, loads, near_aim, whole
from spindle.features.drill.settings import MOST_A_DAY, NEW_A_DAY

LABEL: Final = N_("marks", "Drill")
DUE_REF: Final = Ref("drill", "due")
"""All that is due, whatever the drill."""

_DUE_TITLE: Final = N_("drill", "What is due")
_TODAY: Final = N_("DrillReason", "Due today.")
_WAITING: Final = N_("DrillReason", "Waiting since an earlier day.")
_NEW: Final = N_("DrillReason", "New, not asked yet.")
_SOON: Final = N_("DrillReason", "Its day comes soon; this is one day's part of what is left.")
_DATED: Final = N_("DrillReason", "It has a date; this is one day's part of what is left.")
_AIMS: Final = 2


def amount_of(asking: Asking) -> Amount:
    """How much this day may hold, by the settings."""
    return Amount(
        now=asking.at.wall,
        day=today(asking.at, asking.day_start),
        most=asking.settings.get(MOST_A_DAY),
        new=asking.settings.get(NEW_A_DAY),
    )


def offers(connection: sqlite3.Connection, asking: Asking) -> Sequence[Offer]:
    """What is due, as one thing to do; nothing while a run is under way."""
    if _running(connection):
        return ()
    found = counts(connection, amount_of(asking))
    aims = _for_aims(connection, asking)
    if not found:
        return aims
    one = found[0] if len(found) == 1 else None
    oldest = [each.oldest for each in found if each.oldest is not None]
    day = today(asking.at, asking.day_start)
    return (
        Offer(
            ref=DUE_REF if one is None else Ref("drill", one.drill),
            activity=Activity.DRILL,
            title=_DUE_TITLE if one is None else one.title,
            reason=(why := _reason(found, asking)),
            plain=why != _WAITING,
            rank=Rank.DUE,
            start="drill.start",
            minutes=whole(found).minutes,
            due_at=min(oldest, default=None),
            aim=None if one is None else one.aim,
            state=day.isoformat(),
        ),
        *aims,
    )


def due(connection: sqlite3.Connection, asking: Asking) -> Sequence[Due]:
    """A line for each drill that asks for something."""
    return [
        Due(
            ref=Ref("drill", each.drill),
            title=each.title,
            items=each.due,
            minutes=each.cost.minutes,
            start="drill.start",
        )
        for each in counts(connection, amount_of(asking))
    ]


def marks(connection: sqlite3.Connection, asking: Asking) -> Sequence[Mark]:
    """Today's runs."""
    day = today(asking.at, asking.day_start)
    rows = connection.execute(
        "SELECT * FROM session WHERE started >= ? AND started < ? AND activity = 'drill'"
        " AND deleted IS NULL AND outcome IS NOT 'skipped' ORDER BY started",
        near(day, day, asking.at.zone, asking.day_start),
    )
    return [
        _mark(row, asking.at.wall)
        for row in rows
        if row["ended"] is None or day_of(row["started"], row["offset"], asking.day_start) == day
    ]


def finder(connection: sqlite3.Connection, text: str, asking: Asking) -> Sequence[Found]:
    """Drills whose title holds the text."""
    del asking
    words = text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_").split()
    if not words:
        return ()
    holds = " AND ".join(["title LIKE ? ESCAPE '\\'"] * len(words))
    rows = connection.execute(
        f"SELECT id, title FROM drill WHERE deleted IS NULL AND {holds} ORDER BY ord LIMIT 8",
        [f"%{word}%" for word in words],
    )
    hint = N_("finder", "Practise")
    return [
        Found(ref=Ref("drill", row[0]), title=row[1], hint=hint, start="drill.practise")
        for row in rows
    ]


def describe(connection: sqlite3.Connection, ref: Ref) -> str | None:
    """Title of a drill or of a run; what an item asks."""
    if ref == DUE_REF:
        return _DUE_TITLE
    tables = {
        "drill": "SELECT title FROM drill WHERE id = ?",
        "session": "SELECT title FROM session WHERE id = ? AND activity = 'drill'",
        "drill_item": "SELECT spec FROM drill_item WHERE id = ?",
    }
    if ref.kind not in tables:
        return None
    sql = f"{tables[ref.kind]} AND deleted IS NULL"
    row = connection.execute(sql, (ref.id,)).fetchone()
    if row is None or ref.kind != "drill_item":
        return None if row is None else str(row[0])
    spec = json.loads(row[0])
    return str(spec.get("cue") or spec.get("prompt") or "")


def _for_aims(connection: sqlite3.Connection, asking: Asking) -> list[Offer]:
    """What is left for an aim with a date, a day's part of it; the largest part first."""
    amount = amount_of(asking)
    offers_ = []
    for load in loads(connection, amount)[:_AIMS]:
        row = connection.execute("SELECT name FROM aim WHERE id = ?", (load.aim,)).fetchone()
        offers_.append(
            Offer(
                ref=Ref("aim", load.aim),
                activity=Activity.DRILL,
                title=str(row[0]),
                reason=_SOON if near_aim(load.day, amount.day) else _DATED,
                rank=Rank.AIM,
                start="drill.aim",
                minutes=load.minutes_a_day,
                aim=load.aim,
                state=amount.day.isoformat(),
            )
        )
    return offers_


def _reason(found: Sequence[Count], asking: Asking) -> str:
    if all(each.due == each.new for each in found):
        return _NEW
    day = today(asking.at, asking.day_start)
    waits = (
        each.oldest is not None and day_of(each.oldest, asking.at.offset, asking.day_start) < day
        for each in found
    )
    return _WAITING if any(waits) else _TODAY


def _running(connection: sqlite3.Connection) -> bool:
    # The plus keeps SQLite from walking all runs instead of the few open rows.
    [running] = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM session WHERE ended IS NULL AND +activity = 'drill')"
    ).fetchone()
    return bool(running)


def _mark(row: sqlite3.Row, now: int) -> Mark:
    running = row["ended"] is None
    end = row["ended"] if row["outcome"] != "interrupted" else row["started"] + row["active"]
    return Mark(
        activity=Activity.DRILL,
        start=row["started"],
        end=max(now, row["last_seen"]) if running else end,
        state="running" if running else "done",
        label=LABEL,
        rating=row["rating"],
        expected=None if row["rating"] is None else row["predicted_before"],
        group="drill",
        work=row["active"],
    )
