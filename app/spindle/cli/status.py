"""``spindle status``: what is running, and today so far.

The running Spindle is asked how it stands at this moment; the file tells the rest, and all of it
when none runs. ``--json`` prints one object::

    {
      "version": 1,
      "state": "running",       or "paused", "overtime", "break", "evening"; "asking" when Spindle
                                waits for an answer, such as a rating; "idle" if nothing runs;
                                "silent" if a session is open but its last heartbeat is over 30 s
                                old: Spindle ended without closing it
      "timer": {                what runs, to the second; null when no timer does
        "what": "Focus",            or "Break"
        "title": "Prove Lemma 4",   the intention, or a break's movement
        "block": 3, "blocks": 4,    both null where there is only one
        "elapsed_seconds": 678,
        "planned_seconds": 1500,    null for an open end
        "left_seconds": 822         below zero when the time is up; null for an open end
      },
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

import json
import sqlite3
from typing import TYPE_CHECKING, Any, Final

from spindle.cli import reading
from spindle.cli.running import is_there
from spindle.cli.verbs import Asked
from spindle.core.clock import HOUR, MINUTE, SECOND
from spindle.core.days import day_span, today

if TYPE_CHECKING:
    import argparse

VERSION: Final = 1
_SILENT: Final = 30 * SECOND
_PATIENCE: Final = SECOND
"""A window that is busy for longer does not keep a panel waiting: the file answers."""

_STATES: Final = {"work": "running"}
"""Phases of ``core.presence`` that have another name here."""

_TIMED: Final = frozenset({"running", "paused", "overtime", "break"})

_OPEN: Final = """
    SELECT session.*, aim.name AS aim_name FROM session LEFT JOIN aim ON aim.id = aim_id
    WHERE ended IS NULL AND session.deleted IS NULL ORDER BY started DESC, session.id LIMIT 1
"""
_TODAY: Final = """
    SELECT activity, started, offset, active FROM session
    WHERE parent_id IS NULL AND deleted IS NULL AND started BETWEEN ? AND ?
"""


def arguments(parser: "argparse.ArgumentParser", _verb: str) -> None:
    """What may stand behind the verb."""
    parser.add_argument("--json", action="store_true", help="answer in JSON")


def answer(asked: Asked) -> None:
    """Print it."""
    with reading.opened(asked) as file:
        live = _live(asked)
        found = status(file, live)
    if asked.given.json:
        print(json.dumps(found, ensure_ascii=False, indent=2), file=asked.out)
    else:
        print(_words(found), file=asked.out)


def status(file: reading.Reading, live: dict[str, Any] | None = None) -> dict[str, Any]:
    """The object that ``--json`` prints.

    Args:
        file: The data.
        live: What the running Spindle says, see ``shell.status``; None when none answers.
    """
    row = file.connection.execute(_OPEN).fetchone()
    session, state = None, "idle"
    if row is not None:
        silent = live is None and file.at.wall - row["last_seen"] > _SILENT
        state = "silent" if silent else "running"
        session = reading.session(row) | {"seen": reading.iso(row["last_seen"], row["offset"])}
    phase = (live or {}).get("phase", "idle")
    if phase != "idle":
        state = _STATES.get(phase, phase)
    return {
        "version": VERSION,
        "state": state,
        "timer": _timer(live) if live and phase != "idle" and state in _TIMED else None,
        "session": session,
        "today": _today(file),
    }


def _live(asked: Asked) -> dict[str, Any] | None:
    profile = asked.path().parent
    if not is_there(profile):
        return None
    from spindle.adapters.calling import ask_once  # noqa: PLC0415 - the file alone needs no socket

    return ask_once(profile, {"verb": "status"}, _PATIENCE)


def _timer(live: dict[str, Any]) -> dict[str, Any]:
    block, blocks = live.get("part") or (None, None)
    return {
        "what": live.get("what", ""),
        "title": live.get("title", ""),
        "block": block,
        "blocks": blocks,
        "elapsed_seconds": reading.seconds(live.get("elapsed")),
        "planned_seconds": reading.seconds(live.get("planned")),
        # Up, as the window counts down: 0 comes when the time is up, not a second before.
        "left_seconds": None if live.get("left") is None else -(-int(live["left"]) // SECOND),
    }


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
    if found["timer"] is not None:
        return _timed(found["state"], found["timer"])
    if found["state"] == "asking":
        return "Waiting for your answer."
    if found["state"] == "evening":
        return "Evening."
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


def _timed(state: str, timer: dict[str, Any]) -> str:
    line = {"paused": "Paused", "overtime": "Time is up"}.get(state, timer["what"])
    if timer["block"] is not None:
        line += f", block {timer['block']} of {timer['blocks']}"
    if timer["title"]:
        line += f": {timer['title']}"
    left = timer["left_seconds"]
    if left is None:
        return f"{line}, {reading.length(timer['elapsed_seconds'] * SECOND)} so far."
    if left > 0:
        # Up, like every "min left" of the window.
        return f"{line}, {reading.length(left * SECOND + MINUTE - 1)} left."
    return f"{line}, {reading.length(-left * SECOND)} over."
