"""What the journal shows on Today and in the finder. Standard library only, any thread.

While a morning is still to be written, its question is shown nowhere: what came is caught first.
"""

import json
import sqlite3
from datetime import timedelta
from typing import Final

from spindle.core.activity import Activity
from spindle.core.clock import MINUTE, Moment
from spindle.core.days import day_of, near, of_clock, today
from spindle.core.feature import Asking, Due, Found, Mark, Offer, QuestionLine, Rank
from spindle.core.ids import Ref
from spindle.core.settings import Settings
from spindle.core.translate import N_
from spindle.features.journal import glance
from spindle.features.journal.model import (
    LENGTH,
    Came,
    Night,
    in_evening,
    in_morning,
    is_dim,
    is_quiet,
    is_tonight,
)
from spindle.features.journal.reading import instant_in, offset_in
from spindle.features.journal.settings import DIM, EVENING_ON, LIGHTS_OUT, MORNING, hours

_CAME: Final = {
    Came.NOTHING: N_("journal", "This morning: nothing."),
    Came.ON_MIND: N_("journal", "This morning: on my mind."),
    Came.NEW_ANGLE: N_("journal", "This morning: a new angle."),
    Came.USABLE_STEP: N_("journal", "This morning: a usable step."),
    Came.LOOKS_SOLVED: N_("journal", "This morning: looks solved."),
}
SHOWN: Final = 200
"""Characters of a text that stand on another page at most."""

EVENING_LABEL: Final = N_("journal", "Evening")
MORNING_LABEL: Final = N_("journal", "Morning")


def offers(connection: sqlite3.Connection, asking: Asking) -> list[Offer]:
    """The morning or the evening in its window; else the open question."""
    night = glance.last_night(connection, asking.at.wall)
    times = hours(asking.settings, asking.day_start)
    if in_morning(night, asking.at, times) and night is not None:
        return [_morning(night)]
    if is_quiet(night, asking.at, times):
        return []
    found: list[Offer] = []
    if asking.settings.get(EVENING_ON) and in_evening(night, asking.at, times):
        found.append(_evening(night, asking))
    current = glance.current(connection)
    if current is not None:
        found.append(
            Offer(
                ref=Ref("question", current.id),
                activity=Activity.FOCUS,
                title=current.text[:SHOWN],
                reason=N_("journal", "Your open question."),
                rank=Rank.QUESTION,
                start="focus.start",
                aim=current.aim,
            )
        )
    return found


def due(connection: sqlite3.Connection, asking: Asking) -> list[Due]:
    """To-do lines of earlier nights, until they are ticked."""
    return [
        Due(
            ref=Ref("todo", line.id),
            title=line.title[:SHOWN],
            items=1,
            minutes=0,
            start="journal.tick",
        )
        for line in glance.undone(connection, today(asking.at, asking.day_start))
    ]


def question(connection: sqlite3.Connection, asking: Asking) -> list[QuestionLine]:
    """The open question, unless the morning is still to be written."""
    night = glance.last_night(connection, asking.at.wall)
    times = hours(asking.settings, asking.day_start)
    current = glance.current(connection)
    if current is None or in_morning(night, asking.at, times):
        return []
    this_morning = (
        night is not None
        and night.question == current.id
        and night.came is not None
        and night.night == today(asking.at, asking.day_start) - timedelta(days=1)
    )
    return [
        QuestionLine(
            ref=Ref("question", current.id),
            text=current.text[:SHOWN],
            since=current.created,
            add="journal.write",
            last=_CAME[night.came] if this_morning and night and night.came else "",
        )
    ]


def marks(connection: sqlite3.Connection, asking: Asking) -> list[Mark]:
    """This week's evenings and mornings, and tonight's as a hollow one."""
    day = today(asking.at, asking.day_start)
    monday = day - timedelta(days=day.weekday())
    start, _ = near(monday, day, asking.at.zone, asking.day_start)
    rows = connection.execute(
        "SELECT started, offset, ended, last_seen, detail FROM session"
        " WHERE activity = 'prime' AND deleted IS NULL AND started >= ? ORDER BY started",
        (start,),
    )
    found = [
        _done(row)
        for row in rows
        if day_of(instant_in(row["started"]), offset_in(row["offset"]), asking.day_start) >= monday
    ]
    times = hours(asking.settings, asking.day_start)
    night = glance.last_night(connection, asking.at.wall)
    # Of this day: in the morning the nearest lights-out is last night's.
    lights_out = of_clock(day, times.lights_out, asking.at.zone, asking.day_start)
    planned = lights_out - times.lead * MINUTE
    if (
        asking.settings.get(EVENING_ON)
        and planned > asking.at.wall
        and not is_tonight(night, asking.at, asking.day_start)
    ):
        found.append(
            Mark(
                activity=Activity.PRIME,
                start=planned,
                end=planned + LENGTH,
                state="planned",
                label=EVENING_LABEL,
            )
        )
    return found


def evenings(connection: sqlite3.Connection, asking: Asking) -> list[Mark]:
    """This week's evenings, and tonight's as a hollow one: its channel on Today."""
    return [mark for mark in marks(connection, asking) if mark.label == EVENING_LABEL]


def waking(settings: Settings) -> tuple[int, int]:
    """Minutes after midnight of the morning hour and of lights-out."""
    return settings.get(MORNING), settings.get(LIGHTS_OUT)


def dark(settings: Settings, at: Moment) -> bool:
    """Whether the pages are dark now: from the evening's hour to the morning's, if wished."""
    return settings.get(DIM) and is_dim(at, hours(settings))


def finder(connection: sqlite3.Connection, typed: str, asking: Asking) -> list[Found]:
    """Questions and entries that hold the typed words.

    The question of a night whose morning is still to be caught is left out, as everywhere.
    """
    from spindle.features.journal.search import search, without  # noqa: PLC0415 - when typed

    night = glance.last_night(connection, asking.at.wall)
    waits = in_morning(night, asking.at, hours(asking.settings, asking.day_start))
    return [
        Found(
            ref=Ref(hit.kind, hit.id),
            title=hit.text,
            hint=N_("journal", "Question") if hit.kind == "question" else N_("journal", "Entry"),
            start="",
        )
        for hit in without(
            search(connection, typed, 8), night.question if waits and night else None
        )
    ]


def describe(connection: sqlite3.Connection, ref: Ref) -> str | None:
    """The text of a question, entry or to-do line; the date of a night."""
    sql = {
        "question": "SELECT text FROM question WHERE id = ? AND deleted IS NULL",
        "entry": "SELECT text FROM entry WHERE id = ? AND deleted IS NULL",
        "todo": "SELECT what FROM todo WHERE id = ? AND deleted IS NULL",
        "night": "SELECT night FROM night WHERE id = ? AND deleted IS NULL",
    }.get(ref.kind)
    row = None if sql is None else connection.execute(sql, (ref.id,)).fetchone()
    return None if row is None else str(row[0])[:SHOWN]


def aim_of(connection: sqlite3.Connection, ref: Ref) -> str | None:
    """The aim that a question carries."""
    if ref.kind != "question":
        return None
    row = connection.execute("SELECT aim_id FROM question WHERE id = ?", (ref.id,)).fetchone()
    return None if row is None else row[0]


def _morning(night: Night) -> Offer:
    return Offer(
        ref=Ref("night", night.id),
        activity=Activity.PRIME,
        title=N_("journal", "Write down what was in your mind"),
        reason=N_("journal", "Before anything else gets in."),
        rank=Rank.NIGHT,
        start="journal.morning",
        minutes=2,
        state="morning",
    )


def _evening(night: Night | None, asking: Asking) -> Offer:
    begun = is_tonight(night, asking.at, asking.day_start) and night is not None
    return Offer(
        ref=Ref("night", night.id if begun and night else "tonight"),
        activity=Activity.PRIME,
        title=N_("journal", "Continue the evening") if begun else N_("journal", "Evening"),
        reason=N_("journal", "Put the day down, and take one question to bed."),
        rank=Rank.NIGHT,
        start="journal.evening",
        minutes=LENGTH // MINUTE,
        state=str(today(asking.at, asking.day_start)),
    )


def _done(row: sqlite3.Row) -> Mark:
    half = _half(row["detail"])
    return Mark(
        activity=Activity.PRIME,
        start=row["started"],
        end=row["ended"] or row["last_seen"],
        state="running" if row["ended"] is None else "done",
        label=MORNING_LABEL if half == "morning" else EVENING_LABEL,
    )


def _half(detail: str | None) -> object:
    try:
        told = json.loads(detail or "{}")
    except ValueError:
        return None
    return told.get("half") if isinstance(told, dict) else None
