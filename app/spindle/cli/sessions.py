"""``spindle sessions``: the ledger, oldest first.

``--json`` prints an array with one object a session; times are local ISO 8601 with their offset,
lengths whole seconds, ``aim`` a name, ``measures`` what was measured in it, by name, as
``{"value", "unit", "n"}``, ``predicted`` null until the session is rated::

    {"id", "parent", "activity", "title", "aim", "started", "ended", "zone", "planned_seconds",
     "active_seconds", "outcome", "rating", "measures",
     "predicted"}

Removed sessions are left out; ``spindle export`` has them.
"""

import argparse
import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from typing import Final, TextIO

from spindle.cli import reading
from spindle.cli.parsers import day
from spindle.cli.verbs import Asked
from spindle.core.clock import HOUR
from spindle.core.days import at_minute

_ALL: Final = """
    SELECT session.*, aim.name AS aim_name FROM session LEFT JOIN aim ON aim.id = aim_id
    WHERE session.deleted IS NULL AND started >= ? ORDER BY started, session.id
"""
_EVER: Final = -(2**63)


def arguments(parser: argparse.ArgumentParser, _verb: str) -> None:
    """What may stand behind the verb."""
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    parser.add_argument("--since", type=day, metavar="DATE", help="from this day on, as 2026-03-10")


def answer(asked: Asked) -> None:
    """Print them one by one, so that a long ledger needs little memory."""
    with reading.opened(asked) as file:
        rows = _rows(file, asked.given.since)
        if asked.given.json:
            _print_json(rows, asked.out)
        else:
            for row in rows:
                print(_line(row), file=asked.out)


def _rows(file: reading.Reading, since: date | None) -> Iterator[sqlite3.Row]:
    first = _EVER
    if since is not None:
        first = at_minute(since, file.day_start, file.at.zone) - 24 * HOUR
    for row in file.connection.execute(_ALL, (first,)):
        if since is None or file.day(row) >= since:
            yield row


def _print_json(rows: Iterator[sqlite3.Row], out: TextIO) -> None:
    between = "["
    for row in rows:
        print(
            between,
            json.dumps(reading.session(row), ensure_ascii=False),
            sep="\n",
            end="",
            file=out,
        )
        between = ","
    print("[]" if between == "[" else "\n]", file=out)


def _line(row: sqlite3.Row) -> str:
    local = reading.iso(row["started"], row["offset"])
    rating = "·" if row["rating"] is None else str(row["rating"])
    title = " ".join(row["title"].split())
    return (
        f"{local[:10]} {local[11:16]}  {row['activity']:<6} "
        f"{reading.length(row['active']):>12}  {rating}  {title}"
    ).rstrip()
