"""A database from plain to encrypted and back: by copy, verify, swap.

The file that is in force stays as it is until a whole, verified copy takes its name; whatever ends
the work in between leaves one working file, and a rest that the next start removes.
"""

import marshal
import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from spindle.core.jobs_port import Tell, ignore
from spindle.storage import cipher, driver
from spindle.storage.backup import still_here
from spindle.storage.errors import BugError, KnownError, Trouble, known
from spindle.storage.files import converting, to_disk
from spindle.storage.vault.key import Key

_ROOM: Final = 1.1
_SIZE: Final = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
_STEPS: Final = 4000
"""SQLite's own steps between two signs of life: about as many as a thousand rows take."""

_ROWS: Final = 2000
_FORM: Final = 2
"""Of ``marshal``: later ones tell how a value is kept in memory, too."""

_CACHE: Final = -128 * 1024
"""KiB that the comparison may keep in memory, so that a page is opened once for all that is asked
of it; in a job process, which may have more."""

_KEPT: Final = ("user_version", "application_id")
"""What a copy by rows does not bring."""

_BY_WORDS: Final = {
    "database or disk is full": sqlite3.SQLITE_FULL,
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "database is locked": sqlite3.SQLITE_BUSY,
    "file is not a database": sqlite3.SQLITE_NOTADB,
}


def encrypt(path: Path, key: Key, tell: Tell = ignore) -> Path:
    """Make and verify an encrypted copy of a plain file that nobody writes to; nothing is swapped.

    Args:
        path: The file; also an old copy of any schema.
        key: What to encrypt it with.
        tell: Gets ``{"done", "of"}`` in bytes of the copy, then of the two files compared.

    Returns:
        The copy, beside the file.

    Raises:
        KnownError: No room, no permission, or a damaged file. Nothing is left of the copy.
    """
    return _converted(path, None, key, tell)


def decrypt(path: Path, key: Key, tell: Tell = ignore) -> Path:
    """Make and verify a plain copy of an encrypted file; as ``encrypt``."""
    return _converted(path, key, None, tell)


def swap(path: Path, key: Key | None) -> None:
    """Let the verified copy take the file's name, once nobody else has the file open.

    Args:
        path: The file in force, and the name that stays.
        key: What it is encrypted with now, if it is.

    Raises:
        KnownError: Somebody has it open, or the disk refuses; the file in force is as it was.
    """
    try:
        with closing(driver.connect(path, key=key, wait=5.0)) as connection:
            # Leaving WAL folds it in and needs the file for itself, so nothing of it stays behind.
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        if mode != "delete":
            raise KnownError(Trouble.LOCKED, path)
        converting(path).replace(path)
        to_disk(path.parent)
    except (sqlite3.Error, OSError) as error:
        raise known(error, path) or BugError(str(error)) from error


def _converted(path: Path, before: Key | None, after: Key | None, tell: Tell) -> Path:
    target = converting(path)
    try:
        _ask_for_room(path)
        target.unlink(missing_ok=True)
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        _copy(path, target, before, after, tell)
        _verify(path, target, before, after, tell)
        to_disk(target)
    except BaseException as error:
        for rest in target.parent.glob(f"{target.name}*"):
            rest.unlink(missing_ok=True)
        if isinstance(error, sqlite3.Error | OSError):
            raise known(error, path) or BugError(str(error)) from error
        raise
    return target


def _ask_for_room(path: Path) -> None:
    wal = Path(f"{path}-wal")
    size = path.stat().st_size + (wal.stat().st_size if wal.exists() else 0)
    if shutil.disk_usage(path.parent).free < size * _ROOM:
        raise KnownError(Trouble.FULL, path)


def _copy(path: Path, target: Path, before: Key | None, after: Key | None, tell: Tell) -> None:
    with closing(_open(path, before)) as source:
        size = max(1, source.execute(_SIZE).fetchone()[0])
        _attach(source, target, after)
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):  # half a copy is thrown away
            source.execute(f"PRAGMA copy.{pragma}")
        sign = lambda _: tell({"done": target.stat().st_size // 2, "of": size})  # noqa: E731
        still_here(source, sign, _STEPS)
        _export(source)
        for name in _KEPT:
            value = source.execute(f"PRAGMA main.{name}").fetchone()[0]
            source.execute(f"PRAGMA copy.{name} = {value}")
        source.execute("DETACH copy")


def _export(source: sqlite3.Connection) -> None:
    """SQLCipher's own copy; of what goes wrong inside of it only the words come out."""
    try:
        source.execute("SELECT sqlcipher_export('copy')")
    except sqlite3.OperationalError as error:
        error.sqlite_errorcode = _BY_WORDS.get(str(error), error.sqlite_errorcode)
        raise


def _attach(source: sqlite3.Connection, target: Path, key: Key | None) -> None:
    source.execute("ATTACH ? AS copy KEY ?", (str(target), "" if key is None else key.spec))


def _verify(path: Path, target: Path, before: Key | None, after: Key | None, tell: Tell) -> None:
    """The copy is whole, says all that the file says, and says it encrypted or not as wanted."""
    with closing(_open(path, before)) as old, closing(_open(target, after)) as new:
        for connection in (old, new):
            still_here(connection, tell, _STEPS)
        size = max(1, old.execute(_SIZE).fetchone()[0])
        tell({"done": size // 2, "of": size})
        new.execute(f"PRAGMA cache_size = {_CACHE}")
        # It reads every page from the disk, and none is opened whose seal does not fit.
        problems = [row[0] for row in new.execute("PRAGMA integrity_check(1)") if row[0] != "ok"]
        tell(None)
        if problems or fingerprint(new, tell) != fingerprint(old, tell):
            raise KnownError(Trouble.CORRUPT, path)


def fingerprint(connection: sqlite3.Connection, tell: Tell = ignore) -> dict[str, str]:
    """A SHA-256 of the schema and of the rows of each table, whatever the file is kept in.

    ``tell`` gets a sign of life with each table, and within a large one.
    """
    schema = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    ).fetchall()
    kept = tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _KEPT)
    found = {"": _digest([*schema, kept])}
    tables = connection.execute(
        "SELECT name, wr FROM pragma_table_list "
        "WHERE schema = 'main' AND type IN ('table', 'shadow') AND name <> 'sqlite_schema'"
    ).fetchall()
    for name, without_rowid in tables:
        columns, order = ("*", "") if without_rowid else ("rowid, *", "ORDER BY rowid")
        rows = connection.execute(f'SELECT {columns} FROM "{name}" {order}')
        found[name] = _digest(rows, tell)
    return found


def _digest(rows: Iterable[Iterable[Any]], tell: Tell = ignore) -> str:
    """Of all values with their types; the second form of ``marshal`` is the same for equal rows."""
    found = sha256()
    for number, row in enumerate(rows):
        if number % _ROWS == 0:
            tell(None)
        found.update(marshal.dumps(tuple(row), _FORM))
    return found.hexdigest()


def _open(path: Path, key: Key | None) -> sqlite3.Connection:
    """By SQLCipher also where there is no key: one driver has to know both files."""
    spec = None if key is None else key.spec
    connection = cipher.connect(str(path), key=spec, uri=False, wait=5.0)
    try:
        connection.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection
