"""The timer from the command line, over the running Spindle's own socket.

``start`` starts Spindle hidden in the tray when it is not running; ``park`` then writes into the
file; the other verbs need the running one and end with exit code 3 without it.
"""

import argparse
import os
import sys
from typing import Final

from spindle.adapters.calling import ask
from spindle.cli.running import is_there, start
from spindle.cli.verbs import Asked
from spindle.core.clock import SECOND

_TROUBLE: Final = 1
_NEEDS_THE_APP: Final = 3
_PATIENCE: Final = 2 * SECOND
_STARTING: Final = 30 * SECOND


def arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """What may stand behind each verb."""
    if verb == "start":
        parser.add_argument("--intention", metavar="TEXT", help="what will be done by its end")
        parser.add_argument("--minutes", type=float, metavar="N", help="length of the first block")
        parser.add_argument(
            "--plan", metavar="PLAN", help="even, wave, own, or the name of one of yours"
        )
    elif verb == "park":
        parser.add_argument("text", nargs="+", metavar="TEXT", help="the thought")
    elif verb == "moved":
        parser.add_argument("name", nargs="+", metavar="NAME", help="such as Walk, Run or Hike")
        parser.add_argument("--minutes", type=float, metavar="N", help="how long; 30 if left out")


def answer(asked: Asked) -> int:
    """Ask the running one, and say what it says."""
    profile = asked.path().parent
    given = {name: value for name, value in vars(asked.given).items() if value is not None}
    if asked.verb == "park":
        given["text"] = " ".join(asked.given.text)
    elif asked.verb == "moved":
        given["name"] = " ".join(asked.given.name)
    message = {"verb": "control", "do": asked.verb, "given": given}
    found = ask(profile, message, _PATIENCE) if is_there(profile) else None
    if found is None and asked.verb == "start":
        start(asked, hidden=True)
        found = ask(profile, message, _STARTING)
    if found is None and asked.verb == "park":
        return _park(asked, str(given["text"]))
    if found is None:
        print("spindle: Spindle is not running.", file=sys.stderr)
        return _NEEDS_THE_APP
    code, said = int(found.get("code", _TROUBLE)), str(found.get("said", ""))
    if code:
        print(f"spindle: {said}", file=sys.stderr)
    else:
        print(said, file=asked.out)
    return code


def _park(asked: Asked, text: str) -> int:
    """Write a thought into the file of a Spindle that does not run."""
    from spindle.adapters.file_clock import clock_for  # noqa: PLC0415 - heavy, and only here
    from spindle.cli import secret  # noqa: PLC0415 - likewise
    from spindle.core.ids import new_id  # noqa: PLC0415
    from spindle.core.text import clean  # noqa: PLC0415
    from spindle.storage.open import open_database  # noqa: PLC0415

    thought = clean(text).strip()
    if not thought:
        print("spindle: There is nothing to park.", file=sys.stderr)
        return _TROUBLE
    clock = clock_for(os.environ, allowed=asked.profile is not None)
    sets = [feature.migrations() for feature in asked.features() if feature.migrations]
    db = open_database(asked.path(), sets, clock=clock, key=secret.key_of(asked))
    try:
        now = clock.now().wall
        db.execute(
            "INSERT INTO thought (id, text, created, updated) VALUES (?, ?, ?, ?)",
            (new_id(), thought, now, now),
        )
        db.conn.commit()
    finally:
        db.close()
    print("Parked.", file=asked.out)
    return 0
