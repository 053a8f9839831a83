"""Items of Spindle as notes and cards: what goes together, what each side shows, when it is due.

Cards that came from one note go out as one note again, each at its place, so that they are the
same cards wherever they come in again. What was made here is a note of one card.
"""

import html
import json
import re
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from spindle.core.clock import SECOND, offset_at
from spindle.core.days import day_of

KINDS: Final = ("typed_recall", "show_and_grade")
"""Kinds that have a card's form; the others are no question with an answer."""

MOST: Final = 500
"""Cards of one note at the most, as many as a text may have gaps in the program they are for."""

_MS: Final = SECOND // 1000
_LEARN, _REVIEW, _RELEARN = 0, 1, 2
_NAMES: Final = (
    "SELECT i.id, i.guid, d.kind FROM drill_item i JOIN drill d ON d.id = i.drill_id"
    " WHERE d.id = ? AND i.deleted IS NULL ORDER BY i.ord"
)
_ITEM: Final = (
    "SELECT i.id, i.drill_id, i.spec, d.options, i.tags, i.attempts, i.lapses, i.due, i.day,"
    " i.resting FROM drill_item i JOIN drill d ON d.id = i.drill_id WHERE i.id = ?"
)
_LOG: Final = """
    SELECT started, day, grade, raw_ms FROM attempt WHERE item_id = ? AND grade IS NOT NULL
    AND deleted IS NULL AND undone IS NULL ORDER BY started
"""


class Answered(NamedTuple):
    """One row of the log.

    Attributes:
        at: Ms since 1970.
        interval: Days until the next answer, or as a negative number seconds within a day.
        stage: Learned for the first time, reviewed, or learned again on the same day.
    """

    at: int
    grade: int
    interval: int
    before: int
    took: int
    stage: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One item.

    Attributes:
        due, interval: The day it is due and days since its last answer; None while it is new.
    """

    drill: str
    front: str
    back: str
    due: date | None
    interval: int
    reps: int
    lapses: int
    resting: bool
    log: tuple[Answered, ...]


@dataclass(slots=True)
class Note:
    """The cards of one note by their places.

    Attributes:
        guid: Its name in every copy of it.
    """

    guid: str
    tags: str
    cards: dict[int, Card] = field(default_factory=dict)


class Notes:
    """The notes of some drills, in their order; each is read when it is its turn.

    Attributes:
        items: How many items they are made of.
        left_out: How many items have no card's form.
    """

    def __init__(
        self, connection: sqlite3.Connection, drills: Collection[str], zone: str, day_start: int
    ) -> None:
        self._connection = connection
        self._zone, self._day_start = zone, day_start
        self._places: dict[str, dict[int, str]] = {}
        self.items = self.left_out = 0
        for drill in drills:
            for id_, guid, kind in connection.execute(_NAMES, (drill,)):
                if kind not in KINDS:
                    self.left_out += 1
                    continue
                name, place = _place(guid, id_)
                self._places.setdefault(name, {})[place] = id_
                self.items += 1

    def __iter__(self) -> Iterator[Note]:
        for name, places in self._places.items():
            note = Note(name, "")
            for place, id_ in sorted(places.items()):
                row = self._connection.execute(_ITEM, (id_,)).fetchone()
                note.tags = note.tags or row[4]
                note.cards[place] = _card(self._connection, row, self._zone, self._day_start)
            yield note

    def first_day(self) -> date | None:
        """The earliest day that anything is due on."""
        days = (
            self._day(due)
            for places in self._places.values()
            for id_ in places.values()
            for (due,) in self._connection.execute(
                "SELECT due FROM drill_item WHERE id = ? AND due IS NOT NULL", (id_,)
            )
        )
        return min(days, default=None)

    def _day(self, due: int) -> date:
        return day_of(due, offset_at(due, self._zone), self._day_start)


def _place(guid: str | None, id_: str) -> tuple[str, int]:
    """The name of the note an item belongs to, and which of its cards it is."""
    if guid is not None and guid.startswith("card:"):
        name, _, place = guid.removeprefix("card:").rpartition(":")
        if name and place.isdecimal() and int(place) < MOST:
            return name, int(place)
    return id_, 0


def _card(connection: sqlite3.Connection, row: Any, zone: str, day_start: int) -> Card:
    id_, drill, spec, options, _, attempts, lapses, due, day, resting = row
    front, back = _sides({**json.loads(options), **json.loads(spec)})
    due_day = None if due is None else day_of(due, offset_at(due, zone), day_start)
    interval = 0
    if due_day is not None and day is not None:
        interval = max(1, (due_day - date.fromisoformat(day)).days)
    return Card(
        drill=drill,
        front=front,
        back=back,
        due=due_day,
        interval=interval,
        reps=attempts,
        lapses=lapses,
        resting=bool(resting),
        log=tuple(_log(connection.execute(_LOG, (id_,)).fetchall(), interval)),
    )


def _log(rows: list[Any], interval: int) -> Iterator[Answered]:
    days = [date.fromisoformat(row[1]) for row in rows]
    before = 0
    for nth, (started, _, grade, took) in enumerate(rows):
        if nth + 1 < len(rows):
            gap = (days[nth + 1] - days[nth]).days
            following = gap or -max(1, (rows[nth + 1][0] - started) // SECOND)
        else:
            following = interval
        again = nth > 0 and days[nth] == days[nth - 1]
        stage = _LEARN if days[nth] == days[0] else _RELEARN if again else _REVIEW
        yield Answered(started // _MS, grade, following, before, round(took or 0), stage)
        before = following


def _sides(spec: dict[str, Any]) -> tuple[str, str]:
    rich = spec.get("rich") is True
    answers = spec.get("answers")
    back = " | ".join(map(str, answers)) if isinstance(answers, list) else spec.get("answer", "")
    parts = [str(spec.get(name, "")) for name in ("cue", "prompt")]
    if rich:
        parts = [_escaped(parts[0]), parts[1]]
    else:
        parts, back = [_escaped(part) for part in parts], _escaped(str(back))
    front = "<br>".join(part for part in parts if part)
    return front + _heard(spec, "sounds"), str(back) + _heard(spec, "answer_sounds")


def _heard(spec: dict[str, Any], side: str) -> str:
    names = spec.get(side)
    return "".join(f"[sound:{name}]" for name in names) if isinstance(names, list) else ""


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>").replace("\x1f", " ")


IMAGE: Final = re.compile(r'<img src="([\w.-]+)"')
SOUND: Final = re.compile(r"\[sound:([\w.-]+)\]")


def files(note: Note) -> set[str]:
    """The pictures and sounds that a note names."""
    text = "".join(card.front + card.back for card in note.cards.values())
    return {*IMAGE.findall(text), *SOUND.findall(text)}
