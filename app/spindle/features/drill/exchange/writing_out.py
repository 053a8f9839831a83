"""Drills and their log as files: CSV of the items, JSON lines of every attempt, a text of drills.

The columns of the CSV are ``COLUMNS``: several answers have `` | `` between them, due is a date or
empty. A line of the log is one attempt with all that was stored of it; times are ISO 8601 with the
offset of the place.
"""

import csv
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import IO, Any, Final

from spindle.core.clock import SECOND, offset_at
from spindle.core.days import day_of
from spindle.features.drill.text_format.drill_text import DrillText
from spindle.features.drill.text_format.writing import write as write_text

COLUMNS: Final = ("drill", "kind", "prompt", "answer", "cue", "hint", "tags", "due", "guid")

_ITEMS: Final = """
    SELECT drill.title, drill.kind, item.spec, item.tags, item.due, item.guid, item.id
    FROM drill_item AS item JOIN drill ON drill.id = item.drill_id
    WHERE item.deleted IS NULL AND drill.deleted IS NULL ORDER BY drill.ord, item.ord
"""
_LOG: Final = """
    SELECT attempt.*, drill.title AS drill, drill.kind AS kind, item.guid AS item_guid
    FROM attempt JOIN drill ON drill.id = attempt.drill_id
    JOIN drill_item AS item ON item.id = attempt.item_id
    WHERE attempt.deleted IS NULL ORDER BY attempt.started, attempt.id
"""
_JSON: Final = frozenset({"why", "payload"})


def to_csv(connection: sqlite3.Connection, out: IO[str], zone: str, day_start: int) -> int:
    """Write the items; returns how many. Due is the day where the user is."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for title, kind, raw, tags, due, guid, id_ in connection.execute(_ITEMS):
        spec = json.loads(raw)
        answers = spec.get("answers")
        answer = (
            " | ".join(map(str, answers)) if isinstance(answers, list) else spec.get("answer", "")
        )
        if "prompt" not in spec and "cue" not in spec:
            answer = raw
        day = "" if due is None else day_of(due, offset_at(due, zone), day_start).isoformat()
        prompt, cue, hint = (str(spec.get(name, "")) for name in ("prompt", "cue", "hint"))
        writer.writerow((title, kind, prompt, answer, cue, hint, tags, day, guid or id_))
        count += 1
    return count


def to_json_lines(connection: sqlite3.Connection, out: IO[str], *_: object) -> int:
    """Write the whole log, oldest first; returns how many attempts."""
    count = 0
    cursor = connection.execute(_LOG)
    names = [column[0] for column in cursor.description]
    for values in cursor:
        row = dict(zip(names, values, strict=True))
        out.write(json.dumps(_plain(row), ensure_ascii=False) + "\n")
        count += 1
    return count


def to_text(connection: sqlite3.Connection, out: IO[str], *_: object) -> int:
    """Write drills as text that can be kept and read again; returns how many items."""
    drills = list(_drills(connection))
    out.write(write_text(drills))
    return sum(len(drill.items) for drill in drills)


_Writer = Callable[[sqlite3.Connection, IO[str], str, int], int]

WRITERS: Final[Mapping[str, _Writer]] = {".csv": to_csv, ".jsonl": to_json_lines, ".md": to_text}
"""What writes a file of each ending."""


def write(connection: sqlite3.Connection, target: Path, zone: str, day_start: int) -> int:
    """Write a file of the kind its name asks for; a cut leaves the former one.

    Args:
        connection: Of Spindle's database; read only.
        target: The file.
        zone: IANA name of the user's zone.
        day_start: Minutes after midnight at which a day begins.

    Raises:
        KeyError: There is no writer for that ending.
        OSError: It cannot be written.
    """
    writer = WRITERS[target.suffix.lower()]
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as out:
            count = writer(connection, out, zone, day_start)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return count


def _drills(connection: sqlite3.Connection) -> Iterator[DrillText]:
    rows = connection.execute(
        "SELECT id, kind, title, options FROM drill WHERE deleted IS NULL ORDER BY ord"
    ).fetchall()
    for id_, kind, title, options in rows:
        specs = connection.execute(
            "SELECT spec FROM drill_item WHERE drill_id = ? AND deleted IS NULL ORDER BY ord",
            (id_,),
        )
        items = tuple(json.loads(spec) for (spec,) in specs)
        yield DrillText(kind=kind, title=title, options=json.loads(options), items=items)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    row["started"] = _at(row["started"], row["offset"]).isoformat()
    for name in _JSON:
        row[name] = json.loads(row[name])
    return row


def _at(wall: int, offset: int) -> datetime:
    whole = datetime.fromtimestamp(0, UTC) + timedelta(seconds=wall // SECOND)
    return whole.astimezone(timezone(timedelta(seconds=offset)))
