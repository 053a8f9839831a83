"""``spindle log``: the ledger of some days: sessions, movement, gaps, breaks, clock steps.

``--json`` prints JSON lines, ``--csv`` a table, ``--ical`` a calendar; else one line each. Fields::

    {"kind", "activity", "title", "started", "ended", "seconds", "work_seconds", "rating",
     "outcome", "aim", "tags", "note", "id", "parent", "about", "about_kind", "about_id"}

"kind" is work, move, rest, gap, break, sleep or "clock step"; "about" what it worked on.
"""

import argparse
from collections.abc import Iterator
from datetime import date

from spindle.cli import reading
from spindle.cli.parsers import day
from spindle.cli.verbs import Asked
from spindle.core.clock import SECOND
from spindle.core.days import today
from spindle.core.feature import title_of
from spindle.features.focus.ledger.export import Days, Line, lines, written


def arguments(parser: argparse.ArgumentParser, _verb: str) -> None:
    """What may stand behind the verb."""
    since = "from this day on, as 2026-03-10; today if left out"
    parser.add_argument("--since", type=day, metavar="DATE", help=since)
    parser.add_argument("--until", type=day, metavar="DATE", help="to this day, included")
    parser.add_argument("--all", action="store_true", help="from the first day on")
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument("--json", dest="format", action="store_const", const="jsonl")
    shape.add_argument("--csv", dest="format", action="store_const", const="csv")
    shape.add_argument("--ical", dest="format", action="store_const", const="ics")


def answer(asked: Asked) -> None:
    """Print row by row, so that a long ledger needs little memory."""
    given = asked.given
    with reading.opened(asked) as file:
        first = None if given.all else given.since or today(file.at, file.day_start)
        days = Days(first, given.until, file.day_start)
        found = lines(file.connection, days, lambda *thing: title_of(asked.features(), *thing))
        for text in written(found, given.format) if given.format else _plain(found):
            asked.out.write(text)


def _plain(found: Iterator[Line]) -> Iterator[str]:
    shown: date | None = None
    for line in found:
        on = date.fromisoformat(line.started[:10])
        if on != shown:
            yield f"{on}\n"
            shown = on
        title = " ".join(line.title.split()) or line.activity
        seconds = line.work_seconds if line.kind == "work" else abs(line.seconds)
        length = reading.length(seconds * SECOND)
        yield (
            f"  {line.started[11:16]}-{line.ended[11:16]}  {line.kind:<10} {length:>12}  {title}"
        ).rstrip() + "\n"
