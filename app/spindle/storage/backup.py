"""Verified copies in ``backups/``: one a day, one before each migration, and those made by hand.

Documents' sounds and pictures lie in ``media/`` and never change; ``backups/media`` holds each of
them once, for all copies together.
"""

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from spindle.core.clock import Moment
from spindle.core.jobs_port import Tell, ignore
from spindle.storage import driver, readonly, sealed_copy
from spindle.storage.errors import BugError, KnownError, Trouble, known
from spindle.storage.files import to_disk
from spindle.storage.ours import BACKUPS, KEY_FILE, MEDIA
from spindle.storage.rotation import kept

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key

_PAGES: Final = 4000
"""SQLite pages copied between two signs of life."""

STEPS: Final = 2_000_000
"""SQLite's own steps between two signs of life, about a tenth of a second."""

_BEFORE_IMPORTS: Final = 3
_ROOM: Final = 1.2
"""Free space asked for, as a multiple of the file's size."""


def before_migration(path: Path, at: Moment, key: "Key | None" = None) -> Path:
    """Copy the file before its schema changes; these copies are never removed.

    Raises:
        KnownError: No room, or the file is damaged: then nothing must be migrated.
    """
    return copy(path, _folder(path) / f"before-update-{at.local:%Y%m%d-%H%M%S}.db", key=key)


def before_import(path: Path, at: str, tell: Tell = ignore, key: "Key | None" = None) -> Path:
    """Copy the file before an import changes what is in it; the newest three of these are kept.

    Args:
        path: The database.
        at: The local time, as ``%Y%m%d-%H%M%S``.
        tell: See ``copy``.
        key: Of encrypted data.

    Raises:
        KnownError: It could not be made: then nothing must be changed.
    """
    folder = _folder(path)
    made = copy(path, folder / f"before-import-{at}.db", tell, key)
    for old in sorted(folder.glob("before-import-*.db"))[:-_BEFORE_IMPORTS]:
        old.unlink(missing_ok=True)
    return made


def by_hand(path: Path, at: Moment, tell: Tell = ignore, key: "Key | None" = None) -> Path:
    """Copy the file because the user asked; these copies are never removed.

    Raises:
        KnownError: It could not be made.
    """
    return copy_into(path, _folder(path) / by_hand_name(at), tell, key)


def by_hand_name(at: Moment) -> str:
    """The name of a copy that the user asks for now."""
    return f"by-hand-{at.local:%Y%m%d-%H%M%S}.db"


def copy_into(path: Path, target: Path, tell: Tell = ignore, key: "Key | None" = None) -> Path:
    """Copy the file, making the folder first.

    Raises:
        KnownError: It could not be made.
    """
    _folder(path)
    return copy(path, target, tell, key)


def daily(path: Path, today: date, tell: Tell = ignore, key: "Key | None" = None) -> Path | None:
    """Make the copy of a day unless it exists, then drop the daily ones that are not kept.

    Any thread; about 0.5 s for each 100 MB. Call it at the first start of a day and when the day
    changes.

    Returns:
        The new copy, or None if that day has one.

    Raises:
        KnownError: It could not be made; older copies are left alone.
    """
    target = _folder(path) / f"spindle-{today:%Y%m%d}.db"
    if target.exists():
        return None
    for rest in target.parent.glob("*.part"):  # of a copy that a power cut ended
        _remove(rest)
    copy(path, target, tell, key)
    there = {day_of(old): old for old in copies(path)}
    for day in there.keys() - kept(there) - {today}:
        there[day].unlink(missing_ok=True)
    return target


def copies(path: Path) -> list[Path]:
    """The daily copies of a database, newest first."""
    pattern = "spindle-" + "[0-9]" * 8 + ".db"
    found = (path.parent / BACKUPS).glob(pattern)
    return sorted((file for file in found if _is_dated(file)), reverse=True)


def day_of(copied: Path) -> date:
    """The day of a daily copy, by its name."""
    return date.fromisoformat(copied.stem.removeprefix("spindle-"))


def copy(path: Path, target: Path, tell: Tell = ignore, key: "Key | None" = None) -> Path:
    """Copy a database in use, check the copy, and only then give it its name.

    The copy of an encrypted one is encrypted with the same key, and what opens it is put beside.

    Args:
        path: The database.
        target: The copy; one of that name is replaced.
        tell: Gets ``{"done", "of"}`` now and then, in pages or in bytes.
        key: What it is encrypted with, if it is.

    Raises:
        KnownError: No room, no permission, or a damaged file. ``target`` is as it was.
    """
    partial = target.with_suffix(".part")
    try:
        _ask_for_room(path)
        _remove(partial)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        key = driver.key_for(path, key)
        with closing(readonly.connect(path, wait=5.0, key=key)) as source:
            if key is None or not _poured(source, path, partial, tell, key):
                _write(source, partial, tell, key)
            _compare(source, partial, path, tell, key)
        to_disk(partial)
        _copy_media(path.parent / MEDIA, target.parent / MEDIA, tell)
        if key is not None:
            _copy_key_file(path.parent, target.parent)
        partial.replace(target)
        to_disk(target.parent)
    except (sqlite3.Error, OSError) as error:
        raise known(error, path) or BugError(str(error)) from error
    finally:
        _remove(partial)
    return target


def _remove(partial: Path) -> None:
    """With what SQLite put beside it."""
    for file in partial, *(Path(f"{partial}{end}") for end in ("-wal", "-shm", "-journal")):
        file.unlink(missing_ok=True)


def _folder(path: Path) -> Path:
    folder = path.parent / BACKUPS
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise known(error, path) or error from error
    return folder


def _ask_for_room(path: Path) -> None:
    """What was written lately is still in the WAL, so that its size counts as well."""
    wal = Path(f"{path}-wal")
    size = path.stat().st_size + (wal.stat().st_size if wal.exists() else 0)
    if shutil.disk_usage(path.parent).free < size * _ROOM:
        raise KnownError(Trouble.FULL, path)


def _is_dated(file: Path) -> bool:
    try:
        day_of(file)
    except ValueError:
        return False
    return True


def _copy_media(folder: Path, target: Path, tell: Tell) -> None:
    """Add the files that are not there yet; what was once copied stays for the older copies."""
    for file in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if not file.is_file() or file.is_symlink():
            continue
        copied = target / file.relative_to(folder)
        if copied.exists() and copied.stat().st_size == file.stat().st_size:
            continue
        copied.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = copied.with_name(f"{copied.name}.part")
        shutil.copyfile(file, partial)
        partial.chmod(0o600)
        partial.replace(copied)
        tell({"media": file.name})


def _copy_key_file(folder: Path, target: Path) -> None:
    """What opens the copy lies beside it, so that the folder is enough on another computer."""
    file, copied = folder / KEY_FILE, target / KEY_FILE
    if file.exists() and not (copied.exists() and copied.read_bytes() == file.read_bytes()):
        partial = copied.with_name(f"{copied.name}.part")
        shutil.copyfile(file, partial)
        partial.chmod(0o600)
        partial.replace(copied)


def _poured(source: sqlite3.Connection, path: Path, partial: Path, tell: Tell, key: "Key") -> bool:
    """As ``_write``, of an encrypted file, and without reading its pages; whether it could be."""
    sealed_copy.fold_in(path, key)
    _begin(source)
    if not sealed_copy.pour(path, partial, tell):
        return False
    with closing(driver.connect(partial, key=key)) as copied:
        copied.execute("PRAGMA journal_mode = DELETE")
    return True


def _begin(source: sqlite3.Connection) -> None:
    """From here on the source is read as it is now, whatever is written meanwhile."""
    if not source.in_transaction:
        source.execute("BEGIN")
        # Only the first read takes the snapshot.
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _write(source: sqlite3.Connection, partial: Path, tell: Tell, key: "Key | None") -> None:
    """One snapshot of the source into a file that stands alone, without WAL."""
    _begin(source)
    with closing(driver.connect(partial, key=key)) as copied:
        source.backup(
            copied,
            pages=_PAGES,
            progress=lambda _, left, of: tell({"done": of - left, "of": of}),
        )
        copied.execute("PRAGMA journal_mode = DELETE")


def _compare(
    source: sqlite3.Connection, partial: Path, path: Path, tell: Tell, key: "Key | None"
) -> None:
    """The copy is whole, and has as many rows as the snapshot it was made from."""
    with closing(driver.connect(partial, key=key)) as copied:
        still_here(copied, tell)
        whole = copied.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        if not whole or counts(copied) != counts(source):
            raise KnownError(Trouble.CORRUPT, path)


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each ordinary table has."""
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in names
    }


def still_here(connection: sqlite3.Connection, tell: Tell, steps: int = STEPS) -> None:
    """Tell now and then while one statement of this connection runs long.

    Args:
        connection: Whose statements.
        tell: Gets None.
        steps: SQLite's own between two signs; fewer where a step moves whole rows.
    """

    def sign() -> int:
        tell(None)
        return 0

    connection.set_progress_handler(sign, steps)
