"""From arguments to an exit code."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from spindle.cli.arguments import Arguments, parse

if TYPE_CHECKING:
    from spindle.core.feature import Feature

Features: TypeAlias = "Callable[[], Iterable[Feature]]"

DONE: Final = 0
TROUBLE: Final = 1
USAGE: Final = 2


def run(argv: Sequence[str], features: Features) -> int | None:
    """Answer on the command line; None if the window is wanted.

    Args:
        argv: What stands behind the program's name.
        features: Gives every feature's record; called only by the verbs that need them.
    """
    try:
        arguments = parse(argv)
        return None if arguments.verb is None else _answer(arguments, features)
    except SystemExit as end:  # argparse's way to end: help, version, wrong arguments
        return end.code if isinstance(end.code, int) else USAGE
    except BrokenPipeError:
        _silence()
        return TROUBLE


def _answer(arguments: Arguments, features: Features) -> int:
    from spindle.storage.errors import BugError, KnownError, known  # noqa: PLC0415 - after --help
    from spindle.storage.paths import database_path, profile_folder  # noqa: PLC0415 - likewise

    path = Path()
    try:
        path = database_path(profile_folder(arguments.profile))
        _verb(arguments, path, features)
        sys.stdout.flush()
    except KnownError as error:
        return _complain(error)
    except BrokenPipeError:
        raise
    except BugError as error:
        return _complain(error)
    except (sqlite3.Error, OSError) as error:
        return _complain(known(error, path) or error)
    return DONE


def _verb(arguments: Arguments, path: Path, features: Features) -> None:
    # Each verb imports only what it needs.
    if arguments.verb == "status":
        from spindle.cli import status  # noqa: PLC0415

        status.answer(arguments, path, sys.stdout)
    elif arguments.verb == "sessions":
        from spindle.cli import sessions  # noqa: PLC0415

        sessions.answer(arguments, path, sys.stdout)
    else:
        from spindle.cli import data  # noqa: PLC0415

        data.answer(arguments, path, sys.stdout, features)


def _complain(error: Exception) -> int:
    print(f"spindle: {error}", file=sys.stderr)
    return TROUBLE


def _silence() -> None:
    """Whoever read our output is gone; keep Python's shutdown from complaining about it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
