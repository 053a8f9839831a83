"""What Focus tells Today, the finder and the strip: plain queries, the standard library only."""

import json
import sqlite3
from collections.abc import Iterator, Sequence

from spindle.core.activity import Activity
from spindle.core.clock import HOUR, MINUTE
from spindle.core.days import day_of, near, today
from spindle.core.feature import Asking, Found, Mark, Offer, Rank
from spindle.core.ids import Ref
from spindle.core.translate import N_
from spindle.core.value_reason import NO_PATTERN
from spindle.features.focus.in_force import movements, plan_in_force
from spindle.features.focus.plan import FIRST_EVER, Mode, Plan, PlanName
from spindle.features.focus.unfinished import block_row, left_of

SITTING = 50 * MINUTE
"""Work after which a movement is offered."""

_SEARCHED = 3000  # the last blocks; more would take longer than a key may
_ENOUGH = 5 * MINUTE  # a break of this length ends a sitting
_CONTINUES = N_("FocusReason", "It ended before its time.")
_STILL_OPEN = N_("FocusReason", "Still open from earlier today.")
_FRESH = HOUR  # a break taken up again; after that the day has gone on
_SAT = N_("FocusReason", "Fifty minutes of work without a break.")
_FIRST = N_("FocusReason", "Ten minutes are enough to begin.")
_LABEL = N_("marks", "Focus")
_MOVED = N_("marks", "Move")

WALK_REF = Ref("move", "walk")
BLOCK_REF = Ref("focus", "block")


def offers(connection: sqlite3.Connection, asking: Asking) -> Sequence[Offer]:
    """To continue, to move, or an ordinary block; none of them while a block or break runs."""
    if _running(connection):
        return ()
    found = [_ordinary(connection, asking)]
    resume = _resume(connection, asking)
    if resume is not None:
        found.append(resume)
    if _sat(connection, asking) >= SITTING:
        names = movements(asking.settings)
        found.append(
            Offer(
                ref=WALK_REF,
                activity=Activity.MOVE,
                title=names[0] if names else _MOVED,
                reason=_SAT,
                rank=Rank.MOVE,
                start="focus.walk",
                minutes=10,
                state=str(_last_end(connection)),
            )
        )
    return found


def marks(connection: sqlite3.Connection, asking: Asking) -> Sequence[Mark]:
    """Today's blocks and movements, the running one and the rest of its plan."""
    day = today(asking.at, asking.day_start)
    near_by = connection.execute(
        "SELECT s.*, b.planned AS length, b.number, b.blocks, b.breaks, b.plan, b.mode"
        " FROM session s LEFT JOIN block b ON b.session_id = s.id"
        " WHERE s.started >= ? AND s.started < ? AND s.activity IN ('focus', 'move')"
        " AND s.deleted IS NULL AND s.outcome IS NOT 'skipped'"
        " AND json_extract(s.detail, '$.rest') IS NULL ORDER BY s.started",
        near(day, day, asking.at.zone, asking.day_start),
    )
    rows = [
        row
        for row in near_by
        if row["ended"] is None or day_of(row["started"], row["offset"], asking.day_start) == day
    ]
    found = [_mark(row, asking.at.wall) for row in rows]
    blocks = [row for row in rows if row["activity"] == "focus" and row["blocks"]]
    if blocks and blocks[-1]["mode"] == Mode.PLAN:
        found += _rest_of_plan(connection, blocks[-1], asking.at.wall)
    return found


def find(connection: sqlite3.Connection, text: str, asking: Asking) -> Sequence[Found]:
    """Past intentions that hold the text, newest first; at any hour."""
    del asking
    words = text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_").split()
    if not words:
        return ()
    holds = " AND ".join(["title LIKE ? ESCAPE '\\'"] * len(words))
    rows = connection.execute(
        "SELECT id, title, max(started) FROM"
        " (SELECT id, title, started, deleted FROM session WHERE activity = 'focus'"
        f"  ORDER BY started DESC LIMIT {_SEARCHED})"
        f" WHERE title != '' AND deleted IS NULL AND {holds}"
        " GROUP BY title ORDER BY max(started) DESC LIMIT 8",
        [f"%{word}%" for word in words],
    )
    hint = N_("finder", "Focus again")
    return [
        Found(ref=Ref("session", row[0]), title=row[1], hint=hint, start="focus.start")
        for row in rows
    ]


def describe(connection: sqlite3.Connection, ref: Ref) -> str | None:
    """Title of a focus or move session, or text of a parked thought."""
    if ref.kind == "session":
        sql = "SELECT title FROM session WHERE id = ? AND activity IN ('focus', 'move')"
    elif ref.kind == "thought":
        sql = "SELECT text FROM thought WHERE id = ?"
    else:
        return None
    row = connection.execute(f"{sql} AND deleted IS NULL", (ref.id,)).fetchone()
    return None if row is None else row[0]


def _running(connection: sqlite3.Connection) -> bool:
    # The plus keeps SQLite from walking all blocks instead of the few open rows.
    [running] = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM session WHERE ended IS NULL AND +activity = 'focus')"
        " OR EXISTS (SELECT 1 FROM break WHERE ended IS NULL AND deleted IS NULL)"
    ).fetchone()
    return bool(running)


def _resume(connection: sqlite3.Connection, asking: Asking) -> Offer | None:
    row = block_row(connection)
    if row is None or left_of(row) < MINUTE:
        return None
    if day_of(row["ended"], row["offset"], asking.day_start) < today(asking.at, asking.day_start):
        return None
    fresh = asking.at.wall - row["ended"] <= _FRESH
    return Offer(
        ref=Ref("session", row["id"]),
        activity=Activity.FOCUS,
        title=row["title"],
        reason=_CONTINUES if fresh else _STILL_OPEN,
        rank=Rank.RESUME if fresh else Rank.HALF_READ,
        start="focus.start",
        minutes=max(1, round(left_of(row) / MINUTE)),
        aim=row["aim_id"],
        state=str(row["ended"]),
    )


def _ordinary(connection: sqlite3.Connection, asking: Asking) -> Offer:
    plan = plan_in_force(asking.settings)
    [known] = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM session WHERE activity = 'focus')"
    ).fetchone()
    length = plan.block(1) if known else FIRST_EVER
    minutes = max(1, round(length / MINUTE))
    return Offer(
        ref=BLOCK_REF,
        activity=Activity.FOCUS,
        title=N_("offers", "A block of focus"),
        reason=NO_PATTERN if known else _FIRST,
        rank=Rank.HABIT,
        start="focus.start",
        minutes=minutes,
        state=str(today(asking.at, asking.day_start)),
        plain=known,
    )


def _sat(connection: sqlite3.Connection, asking: Asking) -> int:
    """Work (µs) since the last break of five minutes, movement, or hour without Spindle."""
    spans = connection.execute(
        "SELECT started, ended, active, activity FROM session"
        " WHERE started >= ? AND ended IS NOT NULL AND deleted IS NULL AND parent_id IS NULL"
        " AND outcome IS NOT 'skipped' ORDER BY started DESC LIMIT 40",
        (asking.at.wall - 6 * HOUR,),
    ).fetchall()
    rested = connection.execute(
        "SELECT max(ended) FROM break WHERE started >= ? AND ended - started >= ?"
        " AND deleted IS NULL",
        (asking.at.wall - 6 * HOUR, _ENOUGH),
    ).fetchone()[0]
    work, later = 0, asking.at.wall
    for started, ended, active, activity in spans:
        if activity == "move" or later - ended >= HOUR or ended <= (rested or 0):
            break
        work += active
        later = started
    return work


def _last_end(connection: sqlite3.Connection) -> int:
    row = connection.execute(
        "SELECT ended FROM session WHERE ended IS NOT NULL ORDER BY started DESC LIMIT 1"
    ).fetchone()
    return 0 if row is None else int(row[0])


def _mark(row: sqlite3.Row, now: int) -> Mark:
    moves = row["activity"] == "move"
    running = row["ended"] is None
    whole = 0 if row["mode"] == Mode.FLOW else row["length"] or row["planned"] or 0
    left = max(0, whole - row["active"])
    # A night of suspend inside a block is a gap; the strip draws where there was work.
    end = row["ended"] if row["outcome"] != "interrupted" else row["started"] + row["active"]
    return Mark(
        activity=Activity(row["activity"]),
        start=row["started"],
        end=max(now, row["last_seen"] + left) if running else end,
        state="running" if running else "done",
        label=_MOVED if moves else _LABEL,
        rating=row["rating"],
        expected=None if row["rating"] is None else row["predicted_before"],
        group="" if moves else "focus",
        work=row["active"],
    )


def _rest_of_plan(connection: sqlite3.Connection, row: sqlite3.Row, now: int) -> Iterator[Mark]:
    """The blocks still to come, while the block or the break after it runs."""
    plan = Plan(
        PlanName(row["plan"].partition(":")[0]),
        tuple(json.loads(row["blocks"])),
        tuple(json.loads(row["breaks"])),
    )
    number = row["number"]
    if row["ended"] is None:
        at = max(now, row["last_seen"] + row["length"] - row["active"]) + plan.rest(number)
    else:
        rest = connection.execute(
            "SELECT started + planned FROM break WHERE session_id = ? AND ended IS NULL",
            (row["id"],),
        ).fetchone()
        if rest is None:
            return
        at = max(now, rest[0])
    for coming in range(number + 1, len(plan.blocks) + 1):
        length = plan.block(coming)
        yield Mark(
            activity=Activity.FOCUS,
            start=at,
            end=at + length,
            state="planned",
            label=_LABEL,
            group="focus",
        )
        at += length + plan.rest(coming)
