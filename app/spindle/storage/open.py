"""The one opener: from a path to a database that is ours, private, current and safe to write."""

import os
import sqlite3
import stat
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlite_utils import Database, Migrations

from spindle.core.clock import Clock
from spindle.storage import backup, driver, kept, ours, readonly
from spindle.storage.errors import BugError, KnownError, Trouble, known
from spindle.storage.migrations import MIGRATIONS
from spindle.storage.sealed import PLAIN, head_of
from spindle.storage.synced import sync_root

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key

FOLDER_MODE: Final = 0o700
FILE_MODE: Final = 0o600


def open_database(
    path: Path,
    features: Iterable[Migrations] = (),
    *,
    clock: Clock,
    wait: float = 5.0,
    key: "Key | None" = None,
) -> Database:
    """Open for writing, making the file or bringing it up to date first.

    A file that is damaged, newer or not ours is left as it is. Before a pending migration the
    file is copied to ``backups/``. The connection belongs to the calling thread.

    Args:
        path: The database file; its folder is made if missing.
        features: Migration sets besides the core's.
        clock: For the copy's name.
        wait: Seconds to wait for another program's lock.
        key: For an encrypted file; a new one is encrypted with it. A plain one heeds it not.

    Raises:
        KnownError: With a sentence for the user.
        BugError: A migration failed; the file is as before it.
    """
    sets = (MIGRATIONS, *features)
    try:
        _make_private(path)
        key = driver.key_for(path, key)
        unclean = _check(path, sets, wait, key)
        db = _connect(path, wait, key)
    except (sqlite3.Error, OSError) as error:
        raise known(error, path) or BugError(str(error)) from error
    try:
        if unclean:
            _quick_check(db, path)
        _migrate(db, path, sets, clock, key)
    except BaseException as error:
        db.close()
        if isinstance(error, sqlite3.Error | OSError):
            raise known(error, path) or BugError(str(error)) from error
        raise
    return db


def _make_private(path: Path) -> None:
    """The file exists and is the user's alone; so is its folder, unless others use it too.

    An empty file beside copies was emptied by somebody or a power cut: it is not taken for a new
    one, or the copies would one by one give way to copies of nothing.
    """
    if _was_emptied(path):
        raise KnownError(Trouble.CORRUPT, path)
    if sync_root(path.parent) is not None:
        raise KnownError(Trouble.SYNCED, path)
    try:
        path.parent.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise KnownError(Trouble.NOT_A_FOLDER, path) from error
    if _is_ours(path):
        _repair_mode(path.parent, FOLDER_MODE)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, FILE_MODE))
    helpers = (Path(f"{path}{end}") for end in ("-wal", "-shm", ""))
    for file in {*helpers, *ours.everything(path.parent)}:
        with suppress(FileNotFoundError):  # a helper file may go while we look
            _repair_mode(file, FOLDER_MODE if file.is_dir() else FILE_MODE)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise KnownError(Trouble.READ_ONLY, path)


def _was_emptied(path: Path) -> bool:
    return path.exists() and path.stat().st_size == 0 and bool(kept.copies(path.parent))


def _is_ours(path: Path) -> bool:
    """Whether the folder holds this profile and nothing else; ``/tmp`` and a home never do.

    A folder made a moment ago is private from its making.
    """
    if not path.exists() or path.parent.stat().st_mode & stat.S_ISVTX:
        return False
    return all(map(ours.is_ours, path.parent.iterdir()))


def _repair_mode(path: Path, mode: int) -> None:
    """As far as the file system knows modes at all; a stick's does not."""
    if os.name == "posix" and path.stat().st_mode & 0o777 != mode:
        with suppress(OSError):
            path.chmod(mode)


def _check(path: Path, sets: Sequence[Migrations], wait: float, key: "Key | None") -> bool:
    """Refuse what is not ours to write; returns whether it was left without a clean end.

    Raises:
        KnownError: Damaged, newer, or no database at all.
    """
    if path.stat().st_size == 0:
        return False
    if key is None and head_of(path) != PLAIN:
        raise KnownError(Trouble.NOT_A_DATABASE, path)
    wal = Path(f"{path}-wal")
    unclean = wal.exists() and wal.stat().st_size > 0
    connection = readonly.connect(path, wait=wait, key=key)
    try:
        _refuse_newer(connection, path, sets)
    finally:
        connection.close()
    return unclean


def _refuse_newer(connection: sqlite3.Connection, path: Path, sets: Sequence[Migrations]) -> None:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    if "_sqlite_migrations" not in tables:
        if tables:
            raise KnownError(Trouble.NOT_A_DATABASE, path)
        return
    ours = known_names(sets)
    applied = {
        (row[0], row[1])
        for row in connection.execute("SELECT migration_set, name FROM _sqlite_migrations")
    }
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    if applied - ours or version > len(ours):
        raise KnownError(Trouble.NEWER, path)


def known_names(sets: Iterable[Migrations]) -> set[tuple[str, str]]:
    """Set and name of every migration."""
    nothing_applied = Database(memory=True, execute_plugins=False)
    try:
        return {(each.name, m.name) for each in sets for m in each.pending(nothing_applied)}
    finally:
        nothing_applied.close()


def _connect(path: Path, wait: float, key: "Key | None") -> Database:
    connection = driver.connect(path, key=key, wait=wait)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        connection.close()
        raise
    return Database(connection, execute_plugins=False, strict=True)


def _quick_check(db: Database, path: Path) -> None:
    """After a crash or a power cut: is the file still whole?"""
    if db.conn.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise KnownError(Trouble.CORRUPT, path)


def _migrate(
    db: Database, path: Path, sets: Sequence[Migrations], clock: Clock, key: "Key | None"
) -> None:
    pending = sum(len(each.pending(db)) for each in sets)
    if pending:
        if db.table("_sqlite_migrations").exists():
            backup.before_migration(path, clock.now(), key)
        for each in sets:
            each.apply(db)
    version = sum(len(each.applied(db)) for each in sets)
    if db.conn.execute("PRAGMA user_version").fetchone()[0] != version:
        db.conn.execute(f"PRAGMA user_version = {version}")
