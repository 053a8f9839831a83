"""``spindle open FILE``, or ``spindle FILE``: read files into Listen, in the window that runs.

Spindle is started if it does not run. What a file turns out to be is said in the window, where
the import shows how far it is.
"""

import argparse
import sys
from pathlib import Path
from typing import Final

from spindle.adapters.calling import ask, tell
from spindle.cli.running import is_there, start
from spindle.cli.verbs import Asked
from spindle.core.clock import SECOND

_TROUBLE: Final = 1
_PATIENCE: Final = 2 * SECOND
_STARTING: Final = 30 * SECOND


def arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """What may stand behind the verb."""
    del verb
    parser.add_argument("file", nargs="+", type=Path, metavar="FILE", help="a text to listen to")


def answer(asked: Asked) -> int:
    """Hand the files over."""
    # Where this was typed means nothing to the program that runs.
    files = [file.absolute() for file in asked.given.file]
    gone = next((file for file in files if not file.exists()), None)
    if gone is not None:
        return _complain(f"There is no {gone.name}.")
    profile = asked.path().parent
    message = {"verb": "control", "do": "open", "given": {"files": [str(file) for file in files]}}
    found = ask(profile, message, _PATIENCE) if is_there(profile) else None
    if found is None:
        start(asked, hidden=False)
        found = ask(profile, message, _STARTING)
    if found is None:
        return _complain("Spindle did not start.")
    if found.get("code"):
        return _complain(str(found.get("said", "")))
    tell(profile, {"verb": "raise", "args": []})
    return 0


def _complain(sentence: str) -> int:
    print(f"spindle: {sentence}", file=sys.stderr)
    return _TROUBLE
