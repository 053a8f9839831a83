"""The journal as Markdown, for the export: one file a night, with its facts in front."""

import json
import re
import sqlite3
from collections.abc import Iterator
from itertools import groupby
from typing import Any, Final

from spindle.core.clock import local_time
from spindle.features.journal.reading import instant_in, offset_in

_ENTRIES: Final = """
    SELECT entry.*, question.text AS asked FROM entry
    LEFT JOIN question ON question.id = entry.question_id AND question.deleted IS NULL
    WHERE entry.deleted IS NULL
        AND trim(entry.text || entry.know || entry.tried || entry.answer || entry.picture) <> ''
    ORDER BY entry.night, entry.written, entry.id
"""
_NIGHT: Final = """
    SELECT outcome, insight, verified, minutes_after_wake, question.text AS asked FROM night
    LEFT JOIN question ON question.id = night.question_id AND question.deleted IS NULL
    WHERE night = ? AND night.deleted IS NULL ORDER BY began
"""
_TAGS: Final = """
    SELECT DISTINCT name FROM tag JOIN entry ON entry.id = entry_id
    WHERE night = ? AND tag.deleted IS NULL AND entry.deleted IS NULL ORDER BY name
"""
_TODO: Final = """
    SELECT what, when_, first_step, done FROM todo
    WHERE night = ? AND deleted IS NULL AND trim(what) <> '' ORDER BY position, id
"""
_UNFIT: Final = re.compile(r"[^\w.-]+")
_KINDS: Final = {"evening": "Evening", "morning": "Morning", "free": "Note"}
_PARTS: Final = (
    ("text", ""),
    ("know", "What I know"),
    ("tried", "What I tried"),
    ("answer", "What an answer would look like"),
    ("picture", "A picture or place"),
)


def pages(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """File names and texts, by night; what was removed is left out."""
    entries = connection.execute(_ENTRIES)
    for night, written in groupby(entries, key=lambda row: str(row["night"])):
        yield (
            f"{_UNFIT.sub('-', night)}.md",
            "\n".join(_night(connection, night, [*written])) + "\n",
        )


def _night(connection: sqlite3.Connection, night: str, entries: list[sqlite3.Row]) -> Iterator[str]:
    yield "---"
    for name, value in _facts(connection, night).items():
        # A JSON text is a YAML text as well, whatever stands in it.
        yield f"{name}: {json.dumps(value, ensure_ascii=False)}"
    yield "---"
    yield ""
    yield f"# {night}"
    for entry in entries:
        yield from _entry(entry)
    todo = connection.execute(_TODO, (night,)).fetchall()
    if todo:
        yield ""
        yield "## To do"
        yield ""
    for line in todo:
        words = ", ".join(filter(None, (line["what"], line["when_"], line["first_step"])))
        yield f"- [{'x' if line['done'] else ' '}] {' '.join(words.split())}"


def _facts(connection: sqlite3.Connection, night: str) -> dict[str, Any]:
    facts: dict[str, Any] = {"night": night}
    for row in connection.execute(_NIGHT, (night,)):
        found = {
            "question": row["asked"],
            "outcome": row["outcome"],
            "rating": row["insight"],
            "verified": row["verified"],
            "minutes_after_wake": row["minutes_after_wake"],
        }
        facts |= {name: value for name, value in found.items() if value is not None}
    tags = [name for (name,) in connection.execute(_TAGS, (night,))]
    return facts | {"tags": tags} if tags else facts


def _entry(entry: sqlite3.Row) -> Iterator[str]:
    at = local_time(instant_in(entry["written"]), offset_in(entry["offset"]))
    yield ""
    yield f"## {_KINDS[entry['kind']]}, {at:%Y-%m-%d %H:%M}"
    if entry["asked"]:
        yield ""
        yield f"> {' '.join(entry['asked'].split())}"
    for column, heading in _PARTS:
        text = entry[column].strip()
        if text:
            yield ""
            yield f"**{heading}.** {text}" if heading else text
