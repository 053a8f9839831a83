"""Sessions as an iCalendar file, for any calendar program."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

_LONGEST: Final = 73
"""Bytes of a line, its line feed aside; what is longer goes on in the next, after a space."""

_SESSIONS: Final = """
    SELECT session.*, aim.name AS aim_name FROM session LEFT JOIN aim ON aim.id = aim_id
    WHERE ended IS NOT NULL AND session.deleted IS NULL ORDER BY started, session.id
"""
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


def calendar(connection: sqlite3.Connection) -> Iterator[str]:
    """The lines of the file, each with its end."""
    yield from _folded("BEGIN:VCALENDAR")
    yield from _folded("VERSION:2.0")
    yield from _folded("PRODID:-//Spindle//Sessions//EN")
    for row in connection.execute(_SESSIONS):
        for line in _event(row):
            yield from _folded(line)
    yield from _folded("END:VCALENDAR")


def _event(row: sqlite3.Row) -> Iterator[str]:
    name = row["activity"].capitalize()
    yield "BEGIN:VEVENT"
    yield f"UID:{row['id']}@spindle"
    yield f"DTSTAMP:{_instant(row['updated'])}"
    yield f"DTSTART:{_instant(row['started'])}"
    yield f"DTEND:{_instant(row['ended'])}"
    yield f"SUMMARY:{_text(f'{name}: ' + row['title'] if row['title'] else name)}"
    yield f"CATEGORIES:{_text(name)}"
    about = [f"Aim: {row['aim_name']}"] if row["aim_name"] else []
    if row["rating"] is not None:
        about.append(f"Rating: {row['rating']} of 5")
    if about:
        yield f"DESCRIPTION:{_text(chr(10).join(about))}"
    yield "END:VEVENT"


def _instant(wall: int) -> str:
    """µs UTC; what no calendar can hold becomes the nearest it can."""
    whole = min(max(wall // 1_000_000, -(2**35)), 2**37)
    return f"{datetime.fromtimestamp(0, UTC) + timedelta(seconds=whole):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    return "".join(c for c in text.translate(_ESCAPED) if c.isprintable())


def _folded(line: str) -> Iterator[str]:
    raw = line.encode()
    while len(raw) > _LONGEST:
        end = _LONGEST
        while raw[end] & 0xC0 == 0x80:  # not inside of a letter
            end -= 1
        yield raw[:end].decode() + "\r\n"
        raw = b" " + raw[end:]
    yield raw.decode() + "\r\n"
