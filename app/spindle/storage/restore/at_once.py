"""A whole restore in one go, while no Spindle has the profile open: for the command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlite_utils import Database, Migrations

from spindle.core.clock import Clock
from spindle.core.jobs_port import Tell, ignore
from spindle.storage import backup
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.open import open_database
from spindle.storage.restore import merge, staging
from spindle.storage.restore.source import NO_KEYS, Keys

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key

_BEYOND_USE: Final = frozenset({Trouble.CORRUPT, Trouble.NOT_A_DATABASE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What came of it.

    Attributes:
        changes: What the file had to give, by table.
        bad: Parts of it that could not be read.
        left_out: Rows that the user's database refused, by table.
        unreadable: The file that names the bad parts; None if there were none, or in a dry run.
        before: The copy of the data as it was; None if there was none.
        aside: Where a damaged database was moved.
    """

    changes: tuple[merge.Change, ...]
    bad: int
    left_out: Mapping[str, int]
    unreadable: Path | None = None
    before: Path | None = None
    aside: Path | None = None


def look(
    path: Path,
    file: Path,
    sets: Sequence[Migrations],
    names: Sequence[str],
    tell: Tell = ignore,
    keys: Keys = NO_KEYS,
) -> Restored:
    """Say what a restore would do; the profile is left as it is.

    Raises:
        KnownError: The file is no copy, or the database cannot be read.
    """
    missing = not path.parent.exists()
    try:
        staged = staging.stage(file, path.parent, sets, names, tell, keys)
        live = path if path.exists() and path.stat().st_size else None
        return Restored(changes=merge.preview(staged, live, names), bad=staged.bad, left_out={})
    finally:
        staging.clear(path.parent)
        if missing and path.parent.exists():
            path.parent.rmdir()


def restore(
    path: Path,
    file: Path,
    sets: Sequence[Migrations],
    names: Sequence[str],
    *,
    clock: Clock,
    tell: Tell = ignore,
    keys: Keys = NO_KEYS,
) -> Restored:
    """Merge a file into the database, all of it or nothing, after a copy was made.

    A database that is damaged is moved aside first.

    Raises:
        KnownError: The file is no copy, or the database cannot be written.
    """
    at = clock.now()
    staged = staging.stage(file, path.parent, sets, names, tell, keys)
    try:
        there = path.exists() and path.stat().st_size > 0
        db, aside = _open(path, sets, clock, keys.live)
        try:
            copied = there and aside is None
            before = backup.by_hand(path, at, tell, keys.live) if copied else None
            changes = merge.preview(staged, path, names)
            run = merge.Merge(staged.database, names, keys.live)
            db.conn.execute("BEGIN IMMEDIATE")
            place: int | None = 0
            while place is not None:
                place = run.step(db.conn, place, merge.STEP * 10)
                tell({"merged": run.changed})
            db.conn.execute("COMMIT")
        finally:
            db.close()  # what was not committed is as if it had never been
        label = f"restore-{at.local:%Y%m%d-%H%M%S}"
        unreadable = merge.finish(staged, path.parent, label)
    finally:
        staging.clear(path.parent)
    return Restored(
        changes=changes,
        bad=staged.bad,
        left_out=run.left_out,
        unreadable=unreadable,
        before=before,
        aside=aside,
    )


def _open(
    path: Path, sets: Sequence[Migrations], clock: Clock, key: "Key | None"
) -> tuple[Database, Path | None]:
    try:
        return open_database(path, sets, clock=clock, key=key), None
    except KnownError as error:
        if error.code not in _BEYOND_USE:
            raise
    aside = move_aside(path)
    return open_database(path, sets, clock=clock, key=key), aside


def move_aside(path: Path) -> Path:
    """Give a damaged database and its helper files another name; nothing is removed."""
    number = 1
    while (aside := path.with_name(f"{path.stem}-damaged-{number}{path.suffix}")).exists():
        number += 1
    for end in ("-wal", "-shm", ""):
        helper = Path(f"{path}{end}")
        if helper.exists():
            helper.replace(f"{aside}{end}")
    return aside
