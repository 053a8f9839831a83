"""A database put together from others, to take the place of the one in force.

From one copy, to go back to it; or from what can be read of a damaged database and, for the rest,
the newest copy. It grows beside the one in force, which stays as it is until ``put_in_place``.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlite_utils import Database, Migrations

from spindle.core.clock import Clock, Moment
from spindle.core.jobs_port import Tell, ignore
from spindle.storage import backup, driver
from spindle.storage.errors import BugError, KnownError, Trouble, known
from spindle.storage.files import rebuilt, to_disk
from spindle.storage.open import open_database
from spindle.storage.ours import BACKUPS
from spindle.storage.restore import merge, staging
from spindle.storage.restore.at_once import move_aside
from spindle.storage.restore.source import NO_KEYS, Keys

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key

_UNREADABLE = frozenset({Trouble.BROKEN_COPY, Trouble.NOT_A_COPY, Trouble.CORRUPT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What it holds.

    Attributes:
        rows: How many came from each file, in their order; None for one that cannot be read.
        bad: Parts that could not be read, of all files together.
        unreadable: The files that name those.
    """

    rows: tuple[int | None, ...]
    bad: int
    unreadable: tuple[Path, ...]


def rebuild(
    path: Path,
    files: Sequence[Path],
    sets: Sequence[Migrations],
    names: Sequence[str],
    *,
    clock: Clock,
    tell: Tell = ignore,
    keys: Keys = NO_KEYS,
) -> Rebuilt:
    """Put a database together beside the one in force; nothing in force is changed.

    Args:
        path: The one in force.
        files: What to take rows from; of two rows with one key the newer stays, and of two that
            are alike the earlier file's.
        sets: The features' migrations.
        names: The tables that belong to the user.
        clock: For names.
        tell: Signs of life.
        keys: The profile's, and that of a file with another one.

    Raises:
        KnownError: None of the files can be read, or the disk refuses. Nothing is left of it.
    """
    target, at = rebuilt(path), clock.now()
    _drop(target)
    try:
        db = open_database(target, sets, clock=clock, key=keys.live)
        try:
            work = _Work(db, path.parent, tuple(sets), names, keys, tell)
            for number, file in enumerate(files):
                work.take(file, f"rebuild-{at.local:%Y%m%d-%H%M%S}-{number + 1}")
            if all(rows is None for rows in work.rows):
                raise KnownError(Trouble.BROKEN_COPY, files[0])
            db.conn.execute("PRAGMA journal_mode = DELETE")
            if db.conn.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise KnownError(Trouble.DISK, target)
        finally:
            db.close()
        to_disk(target)
    except BaseException as error:
        _drop(target)
        staging.clear(path.parent)
        if isinstance(error, sqlite3.Error | OSError):
            raise known(error, path) or BugError(str(error)) from error
        raise
    return Rebuilt(rows=tuple(work.rows), bad=work.bad, unreadable=tuple(work.unreadable))


def put_in_place(path: Path, at: Moment, key: "Key | None", *, damaged: bool) -> Path:
    """Let the rebuilt database take the place of the one in force, once nothing has that open.

    Args:
        path: The one in force.
        at: For the name of what it becomes.
        key: What both are encrypted with, if they are.
        damaged: It is moved aside as it is; otherwise a verified copy of it is made first.

    Returns:
        Where what was in force is now.

    Raises:
        KnownError: It could not be kept; then nothing was changed.
    """
    made = rebuilt(path)
    try:
        if not made.exists():
            raise KnownError(Trouble.DISK, made)
        if damaged:
            kept = move_aside(path)
        else:
            name = f"before-going-back-{at.local:%Y%m%d-%H%M%S}.db"
            kept = backup.copy_into(path, path.parent / BACKUPS / name, key=key)
            with closing(driver.connect(path, key=driver.key_for(path, key))) as connection:
                # Leaving WAL folds it in, so that nothing of it meets the new file.
                mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
            if mode != "delete":
                raise KnownError(Trouble.LOCKED, path)
        made.replace(path)
        to_disk(path.parent)
    except (sqlite3.Error, OSError) as error:
        raise known(error, path) or BugError(str(error)) from error
    return kept


class _Work:
    """One rebuilding."""

    def __init__(
        self,
        db: Database,
        profile: Path,
        sets: tuple[Migrations, ...],
        names: Sequence[str],
        keys: Keys,
        tell: Tell,
    ) -> None:
        self._db = db
        self._profile = profile
        self._sets = sets
        self._names = names
        self._keys = keys
        self._tell = tell
        self.rows: list[int | None] = []
        self.bad = 0
        self.unreadable: list[Path] = []

    def take(self, file: Path, label: str) -> None:
        """Take what can be read of a file, all of it or nothing."""
        try:
            staged = staging.stage(
                file, self._profile, self._sets, self._names, self._tell, self._keys
            )
        except KnownError as error:
            if error.code not in _UNREADABLE:
                raise
            self.rows.append(None)
            return
        run = merge.Merge(staged.database, self._names, self._keys.live)
        connection = self._db.conn
        connection.execute("BEGIN IMMEDIATE")
        place: int | None = 0
        while place is not None:
            place = run.step(connection, place, merge.STEP * 10)
            self._tell({"merged": run.changed})
        connection.execute("COMMIT")
        self.rows.append(run.changed)
        self.bad += staged.bad + sum(run.left_out.values())
        named = merge.finish(staged, self._profile, label)
        if named is not None:
            self.unreadable.append(named)


def _drop(target: Path) -> None:
    for rest in target.parent.glob(f"{target.name}*"):
        rest.unlink(missing_ok=True)
