"""From arguments to an exit code."""

import os
import sqlite3
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

from spindle.cli.arguments import Arguments, parse
from spindle.cli.signals import ending
from spindle.cli.verbs import VERBS, Asked, Features

DONE: Final = 0
TROUBLE: Final = 1
USAGE: Final = 2

_ONLY_PRINT: Final = frozenset({"status", "log", "sessions", "text", "say", "check"})
"""What these open is named in an error; one without a name is of what they print to."""


def run(argv: Sequence[str], features: Features) -> int | None:
    """Answer on the command line; None if the window is wanted.

    Args:
        argv: What stands behind the program's name.
        features: Gives every feature's record; called only by the verbs that need them.
    """
    try:
        arguments = parse(argv)
        if arguments.verb is None:
            return None
        with ending():
            return _answer(arguments, arguments.verb, features)
    except SystemExit as end:  # a signal, and argparse's way to end: help, version, wrong arguments
        return end.code if isinstance(end.code, int) else USAGE
    except BrokenPipeError:
        _silence()
        return TROUBLE


def _answer(arguments: Arguments, verb: str, features: Features) -> int:
    from spindle.storage.errors import BugError, KnownError, known  # noqa: PLC0415 - after --help

    asked = Asked(
        verb=verb,
        given=arguments.given,
        profile=arguments.profile,
        out=sys.stdout,
        features=features,
        secret=arguments.secret,
    )
    try:
        code: int | None = import_module(VERBS[verb][1]).answer(asked)
        sys.stdout.flush()
    except KnownError as error:
        return _complain(error.at_an_end)
    except BugError as error:
        return _complain(error)
    except BrokenPipeError:
        raise
    except (sqlite3.Error, OSError) as error:
        if verb in _ONLY_PRINT and isinstance(error, OSError) and error.filename is None:
            _silence()
            return _complain(f"The output cannot be written: {error.strerror}.")
        trouble = known(error, _where(asked))
        return _complain(error if trouble is None else trouble.at_an_end)
    return DONE if code is None else code


def _where(asked: Asked) -> Path:
    try:
        return asked.path()
    except OSError:
        return Path()


def _complain(what: object) -> int:
    print(f"spindle: {what}", file=sys.stderr)
    return TROUBLE


def _silence() -> None:
    """Our output leads nowhere any more; keep Python's shutdown from complaining about it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
