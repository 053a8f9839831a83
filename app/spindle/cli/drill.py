"""``spindle drill import FILE``, ``export FILE`` and ``due``: drills without the window.

``import`` reads .apkg and .colpkg packages, CSV, text with tabs and drill files; again, it brings
up to date instead of doubling. ``export`` writes .csv (the items), .jsonl (every attempt with its
parts, and every run), .md (drills as text) or .apkg (cards, with their log and when they are due);
of all drills or of those named. ``due --json`` prints ``{"version": 1, "items",
"minutes", "drills": [{"title", "items", "minutes"}]}``.
"""

import argparse
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from spindle.adapters.file_clock import clock_for
from spindle.cli import reading, secret
from spindle.cli.counted import counted
from spindle.cli.restore import is_running
from spindle.cli.verbs import Asked
from spindle.core.days import DAY_START, today
from spindle.storage import backup, settings_store
from spindle.storage.errors import BugError, KnownError, Trouble

T = TypeVar("T")


def arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """What may stand behind the verb."""
    del verb
    what = parser.add_subparsers(dest="what", required=True, metavar="import | export | due")
    bring = what.add_parser("import", help="read drills from a file")
    bring.add_argument("file", type=Path, metavar="FILE", help=".apkg, .colpkg, .csv, .tsv, .md")
    bring.add_argument("--dry-run", action="store_true", help="only say what would come in")
    bring.add_argument("--kind", choices=("typed_recall", "show_and_grade"), default="")
    out = what.add_parser("export", help="write drills or their log into a file")
    out.add_argument("file", type=Path, metavar="FILE", help=".csv, .jsonl, .md or .apkg")
    out.add_argument(
        "--drill", action="append", metavar="TITLE", help="only this one; may be said again"
    )
    due = what.add_parser("due", help="what is due now")
    for each in (bring, due):
        each.add_argument("--json", action="store_true", help="answer in JSON")


def answer(asked: Asked) -> int | None:
    """Do it."""
    match asked.given.what:
        case "import":
            return _import(asked)
        case "export":
            return _export(asked)
        case _:
            return _due(asked)


def _import(asked: Asked) -> int | None:
    from spindle.core.jobs_port import JobFailed  # noqa: PLC0415 - heavy, as below

    path = asked.path()
    if not asked.given.dry_run and is_running(path.parent):
        raise KnownError(Trouble.IN_USE, path)
    try:
        report = _look(asked) if asked.given.dry_run else _bring(asked, path)
    except JobFailed as failed:
        raise BugError(str(failed)) from failed
    _say(report, asked)
    return None


def _look(asked: Asked) -> dict[str, Any]:
    from spindle.features.drill.exchange.task import pieces  # noqa: PLC0415 - as above

    now = reading.now(asked)
    report: dict[str, Any] = {}
    day_start = _day_start(asked)
    for piece in pieces(
        asked.given.file,
        zone=now.zone,
        day_start=day_start,
        media=asked.path().parent / "media",
        taken_for={"kind": asked.given.kind},
    ):
        report = piece.get("report", report)
    return report | {"dry_run": True}


def _day_start(asked: Asked) -> int:
    """When the user's day begins; the usual hour where there are no data yet."""
    path = asked.path()
    if not path.exists():
        return DAY_START
    with closing(reading.connect(path, secret.key_of(asked))) as connection:
        return reading.day_start(connection)


def _bring(asked: Asked, path: Path) -> dict[str, Any]:
    """Read and write in turns; what a cut leaves, the next start carries on or takes back."""
    from spindle.features.drill.exchange.keeping import Import  # noqa: PLC0415 - as above
    from spindle.features.drill.exchange.task import pieces  # noqa: PLC0415 - as above
    from spindle.features.drill.exchange.tidying import folders_of  # noqa: PLC0415 - as above
    from spindle.storage.open import open_database  # noqa: PLC0415 - as above

    clock = clock_for(os.environ, allowed=asked.profile is not None)
    now, key = clock.now(), secret.key_of(asked)
    sets = [feature.migrations() for feature in asked.features() if feature.migrations]
    db = open_database(path, sets, clock=clock, key=key)
    folders = folders_of(path.parent)
    work = Import(source=asked.given.file.name, now=now.wall)
    report: dict[str, Any] = {}
    try:
        day_start = reading.day_start(db.conn)
        backup.daily(path, today(now, day_start), key=key)
        _tidy(db, folders)
        _write(db, work.begin)
        found = pieces(
            asked.given.file,
            zone=now.zone,
            day_start=day_start,
            media=folders.media,
            incoming=folders.incoming / work.id,
            taken_for={"kind": asked.given.kind},
        )
        for number, piece in enumerate(found):
            report = piece.get("report", report)
            _write(db, partial(work.write, number=number, piece=piece))
        if work.touches:
            backup.before_import(path, f"{now.local:%Y%m%d-%H%M%S}", key=key)
        _write(db, work.keep)
    finally:
        _tidy(db, folders)
        db.conn.close()
    done = {"added": work.added, "changed": work.changed, "same": work.same}
    return report | done | {"dry_run": False}


def _write(db: Any, job: Callable[[Any], T]) -> T:
    """One transaction."""
    with db.conn:
        db.conn.execute("BEGIN IMMEDIATE")
        return job(db)


def _tidy(db: Any, folders: Any) -> None:
    """Carry on, or take back, what imports have left: this one too, if it came to no end."""
    from spindle.features.drill.exchange import journal  # noqa: PLC0415 - as above

    def cut_off(db: Any) -> None:
        journal.sweep(folders, db)
        journal.leave(db)

    _write(db, cut_off)
    while _write(db, lambda db: journal.go_on(db, folders)):
        pass


def _say(report: dict[str, Any], asked: Asked) -> None:
    if asked.given.json:
        print(json.dumps(report, ensure_ascii=False, indent=2), file=asked.out)
        return
    verb = "would come in" if report["dry_run"] else "came in"
    items, drills = counted(report["items"], "item"), counted(report["drills"], "drill")
    print(f"{items} of {drills} {verb}.", file=asked.out)
    if not report["dry_run"]:
        done = "{added} new, {changed} brought up to date, {same} as they were."
        print(done.format_map(report), file=asked.out)
    for name, what, behind in (
        ("reviews", "earlier answer", ""),
        ("media", "picture or sound", ""),
        ("resting", "suspended card", ", left alone until it is asked again"),
    ):
        if report[name]:
            print(f"{counted(report[name], what)}{behind}.", file=asked.out)
    why = {
        "blank": "showing nothing on one side",
        "no_type": "without a note type",
        "too_long": "longer than a card may be",
    }
    for reason, count in report["left_out"].items():
        print(f"Left out: {counted(count, 'card')} {why[reason]}.", file=asked.out)
    if report.get("elsewhere"):
        cards = counted(report["elsewhere"], "card")
        print(f"Without pictures from the network: {cards}.", file=asked.out)
    if report["missing_media"]:
        print(f"Missing files: {', '.join(report['missing_media'])}.", file=asked.out)
    for bad in report.get("bad", ()):
        print(f"Line {bad['line']}: {bad['sentence']}", file=asked.out)
    rest = report.get("bad_count", 0) - len(report.get("bad", ()))
    if rest > 0:
        print(f"{counted(rest, 'more line')} of which something is to be known.", file=asked.out)


def _export(asked: Asked) -> int | None:
    from spindle.features.drill.exchange import writing_out  # noqa: PLC0415 - heavy

    target = asked.given.file.absolute()
    ending = target.suffix.lower()
    if ending not in writing_out.ENDINGS:
        known = ", ".join(writing_out.ENDINGS)
        raise BugError(f"{target.name}: drills are written as {known}.")
    with reading.opened(asked) as file:
        out = writing_out.Out(
            drills=_named(file.connection, asked.given.drill),
            media=asked.path().parent / "media",
            at=file.at,
            day_start=file.day_start,
        )
        try:
            written = writing_out.write(file.connection, target, out)
        except OSError as error:  # of that file, not of the database
            raise BugError(f"{target} could not be written: {error.strerror or error}.") from error
    what = {".jsonl": "attempt", ".apkg": "card"}.get(ending, "item")
    print(f"{target}: {counted(written.count, what)}.", file=asked.out)
    if written.left_out:
        print(f"Without a card's form: {counted(written.left_out, 'item')}.", file=asked.out)
    return None


def _named(connection: sqlite3.Connection, names: list[str] | None) -> list[str] | None:
    """The drills of these titles or ids.

    Raises:
        BugError: There is none of a name.
    """
    if not names:
        return None
    found: list[str] = []
    for name in names:
        rows = connection.execute(
            "SELECT id FROM drill WHERE deleted IS NULL AND (id = ? OR title = ? COLLATE NOCASE)",
            (name, name),
        ).fetchall()
        if not rows:
            raise BugError(f"No drill is called “{name}”.")
        found += [row[0] for row in rows]
    return found


def _due(asked: Asked) -> int | None:
    from spindle.core.events import Bus  # noqa: PLC0415 - heavy
    from spindle.core.feature import Asking  # noqa: PLC0415 - heavy
    from spindle.core.settings import Settings  # noqa: PLC0415 - heavy
    from spindle.features.drill.contributions import due  # noqa: PLC0415 - heavy
    from spindle.features.drill.settings import GROUP  # noqa: PLC0415 - heavy

    with reading.opened(asked) as file:
        settings = Settings(Bus(), lambda _key, _value: None)
        settings.load(settings_store.load(file.connection), GROUP.settings)
        asking = Asking(at=file.at, day_start=file.day_start, settings=settings)
        lines = list(due(file.connection, asking))
    items, minutes = sum(line.items for line in lines), sum(line.minutes for line in lines)
    found = {
        "version": 1,
        "items": items,
        "minutes": minutes,
        "drills": [
            {"title": line.title, "items": line.items, "minutes": line.minutes} for line in lines
        ],
    }
    if asked.given.json:
        print(json.dumps(found, ensure_ascii=False, indent=2), file=asked.out)
        return None
    print(f"{counted(items, 'item')}, about {counted(minutes, 'minute')}.", file=asked.out)
    for line in lines:
        print(f"{line.items:>6}  {line.title}", file=asked.out)
    return None
