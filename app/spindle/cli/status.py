"""``spindle status``: what is running, and today so far.

``--json`` prints one object::

    {
      "version": 1,
      "state": "running",       "idle" if no session is open; "silent" if one is open but its
                                last heartbeat is over 30 s old: Spindle ended without closing it
      "session": {…} or null,   the innermost open one; fields as in ``spindle sessions --json``,
                                and "seen": its last heartbeat, to which "active_seconds" counts
      "today": {
        "day": "2026-03-10",    begins at the hour set under "A day starts at"
        "sessions": 4,          those that began today and are not part of another
        "active_seconds": 5400,
        "activities": {"focus": {"sessions": 3, "active_seconds": 4500}, …}
      }
    }
"""

import argparse
import json
import sqlite3
from typing import Any, Final

from spindle.cli import reading
from spindle.cli.verbs import Asked
from spindle.core.clock import HOUR, SECOND
from spindle.core.days import day_span, today

VERSION: Final = 1
_SILENT: Final = 30 * SECOND

_OPEN: Final = """
    SELECT session.*, aim.name AS aim_name FROM session LEFT JOIN aim ON aim.id = aim_id
    WHERE ended IS NULL AND session.deleted IS NULL ORDER BY started DESC, session.id LIMIT 1
"""
_TODAY: Final = """
    SELECT activity, started, offset, active FROM session
    WHERE parent_id IS NULL AND deleted IS NULL AND started BETWEEN ? AND ?
"""


def arguments(parser: argparse.ArgumentParser, _verb: str) -> None:
    """What may stand behind the verb."""
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def answer(asked: Asked) -> None:
    """Print it."""
    with reading.opened(asked) as file:
        found = status(file)
    if asked.given.json:
        print(json.dumps(found, ensure_ascii=False, indent=2), file=asked.out)
    else:
        print(_words(found), file=asked.out)


def status(file: reading.Reading) -> dict[str, Any]:
    """The object that ``--json`` prints."""
    row = file.connection.execute(_OPEN).fetchone()
    state, session = "idle", None
    if row is not None:
        state = "silent" if file.at.wall - row["last_seen"] > _SILENT else "running"
        session = reading.session(row) | {"seen": reading.iso(row["last_seen"], row["offset"])}
    return {"version": VERSION, "state": state, "session": session, "today": _today(file)}


def _today(file: reading.Reading) -> dict[str, Any]:
    day = today(file.at, file.day_start)
    first, last = day_span(day, file.at.zone, file.day_start)
    # The day of a session is that of its own offset: look a day to either side, then ask.
    rows = file.connection.execute(_TODAY, (first - 24 * HOUR, last + 24 * HOUR)).fetchall()
    rows = [row for row in rows if file.day(row) == day]
    activities: dict[str, list[sqlite3.Row]] = {}
    for row in rows:
        activities.setdefault(row["activity"], []).append(row)
    return {
        "day": day.isoformat(),
        **_total(rows),
        "activities": {name: _total(activities[name]) for name in sorted(activities)},
    }


def _total(rows: list[sqlite3.Row]) -> dict[str, int]:
    return {
        "sessions": len(rows),
        "active_seconds": sum(row["active"] for row in rows) // SECOND,
    }


def _words(found: dict[str, Any]) -> str:
    today = found["today"]
    count = today["sessions"]
    words = "session" if count == 1 else "sessions"
    total = reading.length(today["active_seconds"] * SECOND)
    return f"{_running(found)}\nToday: {count} {words}, {total}."


def _running(found: dict[str, Any]) -> str:
    session = found["session"]
    if session is None:
        return "Nothing is running."
    minutes = reading.length(session["active_seconds"] * SECOND)
    if session["planned_seconds"] is not None:
        minutes = f"{minutes} of {reading.length(session['planned_seconds'] * SECOND)}"
    name = f"{session['activity'].capitalize()}: {session['title']}".rstrip(": ")
    line = f"{name}, since {session['started'][11:16]}, {minutes}."
    if found["state"] == "silent":
        line += f" Last seen at {session['seen'][11:16]}; Spindle is not running."
    return line
