"""``spindle restore FILE``: take data back from a copy of the database or an exported zip.

Rows are merged by their key: what is not there is added, what is newer in the file replaces, and
everything else stays. Doing it twice changes nothing.
"""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from spindle.adapters.calling import tell
from spindle.adapters.file_clock import clock_for
from spindle.cli import secret
from spindle.cli.counted import counted
from spindle.cli.verbs import Asked
from spindle.core.clock import SECOND
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.sealed import sealed_by

if TYPE_CHECKING:
    from spindle.storage.restore.at_once import Restored
    from spindle.storage.restore.source import Keys


def arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """What may stand behind the verb."""
    del verb
    parser.add_argument("file", type=Path, metavar="FILE", help="a copy (.db) or an export (.zip)")
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what would change; write nothing"
    )


def answer(asked: Asked) -> None:
    """Do it, or say what it would do."""
    from spindle.storage.export import exported  # noqa: PLC0415 - heavy, and only for this verb
    from spindle.storage.restore import at_once  # noqa: PLC0415 - likewise

    path, file = asked.path(), asked.given.file.absolute()
    features = tuple(asked.features())
    sets = [feature.migrations() for feature in features if feature.migrations]
    names = exported(features)
    if not asked.given.dry_run and is_running(path.parent):
        raise KnownError(Trouble.IN_USE, path)
    keys = _keys(asked, file)
    if asked.given.dry_run:
        found = at_once.look(path, file, sets, names, keys=keys)
    else:
        clock = clock_for(os.environ, allowed=asked.profile is not None)
        found = at_once.restore(path, file, sets, names, clock=clock, keys=keys)
    for line in _lines(found, dry=asked.given.dry_run):
        print(line, file=asked.out)
    if keys.live is None and keys.file is not None:
        print("The copy is encrypted, and the data of this profile is not.", file=asked.out)


def _keys(asked: Asked, file: Path) -> "Keys":
    """The profile's key, and the copy's where it is another."""
    from spindle.storage.restore.source import Keys  # noqa: PLC0415 - heavy, as above

    live = secret.key_of(asked)
    try:
        same = live is not None and sealed_by(file) == live.id
    except OSError:
        same = False
    return Keys(live, live if same else secret.key_of(asked, file))


def is_running(profile: Path) -> bool:
    """Whether a Spindle holds this profile: it answers, or its process is alive."""
    try:
        owner = int((profile / "spindle.lock").read_text("utf-8").split("\n", 1)[0])
    except (OSError, ValueError, IndexError):
        return False
    if tell(profile, {"verb": "ping"}, patience=SECOND // 2):
        return True
    if os.name != "posix":
        return False
    try:
        os.kill(owner, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _lines(found: "Restored", *, dry: bool) -> Iterator[str]:
    for change in found.changes:
        if change.new or change.newer or change.same:
            yield (
                f"{change.table:<16} {change.new:>8} new {change.newer:>8} newer "
                f"{change.same:>8} the same"
            )
    if found.bad:
        named = f", named in {found.unreadable}" if found.unreadable else ""
        yield f"{counted(found.bad, 'part')} of the file could not be read{named}."
    if found.left_out:
        rows = ", ".join(f"{count} of {table}" for table, count in found.left_out.items())
        yield f"Left out because they contradict what is here: {rows}."
    if found.aside is not None:
        yield f"The damaged database is now {found.aside}."
    if found.before is not None:
        yield f"The data as it was is in {found.before}."
    yield "Nothing was written." if dry else "Restored."
