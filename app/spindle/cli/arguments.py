"""What may stand behind ``spindle``."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from spindle.version import __version__

_ABOUT: Final = "One daily loop of learning, kept on your own disk."
_CODES: Final = (
    "Exit codes: 0 done, 1 trouble (a sentence on stderr says which), 2 wrong arguments, "
    "3 needs the running app."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """The arguments, checked.

    Attributes:
        profile: A folder instead of the platform's own.
        hidden: Start in the tray, without the window.
        demo: Fill the profile (a throw-away one if none is named) with a simulated learner.
        log_json: Log to stderr, one JSON object a line.
        verb: ``status``, ``sessions``, ``export``, ``backup``, ``check``, or None: the window.
        json: Answer in JSON.
        since: First day wanted.
        file: What to export to.
    """

    profile: Path | None = None
    hidden: bool = False
    demo: bool = False
    log_json: bool = False
    verb: str | None = None
    json: bool = False
    since: date | None = None
    file: Path | None = None


def parse(argv: Sequence[str]) -> Arguments:
    """Read the arguments behind the program's name.

    Raises:
        SystemExit: After ``--help`` and ``--version`` (0), and on wrong arguments (2).
    """
    found = vars(_parser().parse_args(argv))
    return Arguments(**found)


@cache
def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="spindle", description=_ABOUT, epilog=_CODES, allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"Spindle {__version__}")
    parser.add_argument(
        "--profile", type=_folder, metavar="FOLDER", help="keep the data in this folder"
    )
    parser.add_argument("--hidden", action="store_true", help="start in the tray, no window")
    parser.add_argument(
        "--demo",
        action="store_true",
        help="look at a throw-away profile of a simulated learner; with --profile, fill that "
        "one, which must be new or empty",
    )
    parser.add_argument(
        "--log-json", action="store_true", help="log to stderr, one JSON object a line"
    )
    _add_verbs(parser)
    return parser


def _add_verbs(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", metavar="COMMAND", title="commands")
    status = verbs.add_parser("status", help="what is running, and today so far")
    sessions = verbs.add_parser("sessions", help="list sessions, oldest first")
    for verb in (status, sessions):
        verb.add_argument("--json", action="store_true", help="answer in JSON")
    sessions.add_argument(
        "--since", type=_day, metavar="DATE", help="from this day on, as 2026-03-10"
    )
    export = verbs.add_parser("export", help="write everything into one zip")
    export.add_argument("file", type=Path, metavar="FILE.zip")
    verbs.add_parser("backup", help="copy the database into the profile's backups folder")
    verbs.add_parser("check", help="see whether the database is whole")


def _folder(text: str) -> Path:
    if not text.strip() or "\x00" in text:
        raise argparse.ArgumentTypeError("name a folder")
    return Path(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("write a day such as 2026-03-10") from None
