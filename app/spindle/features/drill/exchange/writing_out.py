"""Drills and their log as files: text, a table of the items, JSON lines of every attempt, a deck.

The columns of the table are ``COLUMNS``: several answers have `` | `` between them, due is a date
or empty. For the log see ``log_out``, for decks ``anki_write``.
"""

import csv
import json
import sqlite3
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final

from spindle.core.clock import Moment, offset_at
from spindle.core.days import day_of
from spindle.features.drill.exchange import anki_write, family, log_out, own
from spindle.features.drill.text_format.drill_text import DrillText
from spindle.features.drill.text_format.place import Place, is_id
from spindle.features.drill.text_format.writing import write as write_text

COLUMNS: Final = ("drill", "kind", "prompt", "answer", "cue", "hint", "tags", "due", "guid")
ENDINGS: Final = (".md", ".csv", ".jsonl", ".apkg")

_ITEMS: Final = """
    SELECT spec, tags, due, guid, id, sibling, resting FROM drill_item
    WHERE drill_id = ? AND deleted IS NULL ORDER BY ord
"""


_DRILL: Final = """
    SELECT d.kind, d.title, d.options, d.guid, d.mixing, d.target_ms, d.wanted, a.name, a.due
    FROM drill d LEFT JOIN aim a ON a.id = d.aim_id AND a.deleted IS NULL WHERE d.id = ?
"""
_BEFORE: Final = """
    SELECT d.title, p.min_level FROM prerequisite p JOIN drill d ON d.id = p.parent
    WHERE p.child = ? AND p.deleted IS NULL AND d.deleted IS NULL ORDER BY d.ord, d.created
"""
_INSIDE: Final = """
    SELECT d.title, e.weight FROM encompassing e JOIN drill d ON d.id = e.simple
    WHERE e.advanced = ? AND e.deleted IS NULL AND d.deleted IS NULL ORDER BY d.ord, d.created
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Out:
    """What is to be written, and where the user is.

    Attributes:
        drills: Their ids; None stands for all.
        media: Folder of pictures and sounds.
        day_start: Minutes after midnight at which a day begins.
    """

    drills: Collection[str] | None
    media: Path
    at: Moment
    day_start: int


@dataclass(frozen=True, slots=True)
class Written:
    """How many items, or attempts, a file holds; and how many items have no form in it."""

    count: int
    left_out: int = 0


def write(connection: sqlite3.Connection, target: Path, out: Out) -> Written:
    """Write a file of the kind its name asks for; a cut leaves the former one.

    Args:
        connection: Of Spindle's database; read only.
        target: The file; its ending is one of ``ENDINGS``.
        out: What goes into it.

    Raises:
        KeyError: There is no writer for that ending.
        OSError: It cannot be written.
    """
    ending = target.suffix.lower()
    drills = _chosen(connection, out.drills)
    if ending == ".apkg":
        deck = anki_write.write(
            connection, target, drills, media=out.media, at=out.at, day_start=out.day_start
        )
        return Written(deck.items, deck.left_out)
    writers: dict[str, Callable[[IO[str]], int]] = {
        ".md": lambda file: to_text(connection, file, drills),
        ".csv": lambda file: to_csv(connection, file, drills, out.at.zone, out.day_start),
        ".jsonl": lambda file: log_out.write(connection, file, out.drills),
    }
    writer = writers[ending]
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            count = writer(file)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Written(count)


def _chosen(connection: sqlite3.Connection, drills: Collection[str] | None) -> list[str]:
    rows = connection.execute("SELECT id FROM drill WHERE deleted IS NULL ORDER BY ord, created")
    return [id_ for (id_,) in rows if drills is None or id_ in drills]


def to_csv(
    connection: sqlite3.Connection, out: IO[str], drills: Sequence[str], zone: str, day_start: int
) -> int:
    """Write the items; returns how many. Due is the day where the user is."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for drill in drills:
        title, kind = connection.execute(
            "SELECT title, kind FROM drill WHERE id = ?", (drill,)
        ).fetchone()
        for raw, tags, due, guid, id_, *_ in connection.execute(_ITEMS, (drill,)):
            spec = json.loads(raw)
            day = "" if due is None else day_of(due, offset_at(due, zone), day_start).isoformat()
            prompt, cue, hint = (str(spec.get(name, "")) for name in ("prompt", "cue", "hint"))
            # A name made of a row's own words is of no use beside them; the id is one that stays.
            name = id_ if guid is None or not guid.isprintable() else guid
            writer.writerow((title, kind, prompt, _answer(raw, spec), cue, hint, tags, day, name))
            count += 1
    return count


def _answer(raw: str, spec: dict[str, Any]) -> str:
    """Several stand side by side; what is no question in words stands there whole."""
    if "prompt" not in spec and "cue" not in spec:
        return raw
    answers = spec.get("answers")
    return " | ".join(map(str, answers)) if isinstance(answers, list) else spec.get("answer", "")


def to_text(connection: sqlite3.Connection, out: IO[str], drills: Sequence[str]) -> int:
    """Write drills as text that can be kept and read again; returns how many items."""
    texts = list(_drills(connection, drills))
    out.write(write_text(texts))
    return sum(len(drill.items) for drill in texts)


def _drills(connection: sqlite3.Connection, drills: Sequence[str]) -> Iterator[DrillText]:
    for id_ in drills:
        row = connection.execute(_DRILL, (id_,)).fetchone()
        items = connection.execute(_ITEMS, (id_,)).fetchall()
        tags = tuple(" ".join(item[1].split()) for item in items)
        families = tuple(family.word_of(item[5]) for item in items)
        resting = tuple(bool(item[6]) for item in items)
        yield DrillText(
            kind=row[0],
            title=" ".join(row[1].split()) or id_,
            options=json.loads(row[2]),
            items=tuple(json.loads(item[0]) for item in items),
            place=_place(connection, id_, row[3:]),
            tags=tags if any(tags) else (),
            families=families if any(families) else (),
            resting=resting if any(resting) else (),
        )


def _place(connection: sqlite3.Connection, drill: str, row: Sequence[Any]) -> Place:
    guid, mixing, target, wanted, aim, day = row
    name = (guid or "").removeprefix(own.OF_TEXT) if (guid or "").startswith(own.OF_TEXT) else ""
    # One that came as text keeps the id that text gave it, so that it is the same drill there too.
    return Place(
        id=name if is_id(name) else drill,
        aim=aim or "",
        aim_day=day or "",
        mixing="" if mixing == "auto" else mixing,
        quick_s=None if target is None else target / 1000,
        wanted=wanted,
        after=_others(connection, _BEFORE, drill),
        includes=_others(connection, _INSIDE, drill),
    )


def _others(connection: sqlite3.Connection, sql: str, drill: str) -> tuple[tuple[str, float], ...]:
    return tuple((title, share) for title, share in connection.execute(sql, (drill,)))
