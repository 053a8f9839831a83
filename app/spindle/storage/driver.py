"""The one way to a SQLite connection: the standard library's, or SQLCipher's for a file with a key.

Both raise ``sqlite3`` errors, give rows by name, and begin no transaction by themselves.
"""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from spindle.storage.sealed import head_of, sealed_by

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key


def key_for(path: Path, key: "Key | None") -> "Key | None":
    """The key to open a file with: none for a plain one, whatever is at hand.

    Args:
        path: A file that may be plain or encrypted, or empty yet.
        key: The profile's; a new file gets it.

    Raises:
        KnownError: It is encrypted, and not with this key.
        OSError: It cannot be read.
    """
    head = head_of(path)
    if not head:
        return key
    key_id = sealed_by(path)
    if key_id is None:
        return None
    if key is None or key.id != key_id:
        from spindle.storage.errors import KnownError, Trouble  # noqa: PLC0415 - of a sealed file

        raise KnownError(Trouble.ENCRYPTED, path)
    return key


def connect(
    database: Path | str, *, key: "Key | None" = None, wait: float = 5.0
) -> sqlite3.Connection:
    """Open a file; it belongs to the calling thread.

    Args:
        database: A path, or a URI as text.
        key: What it is encrypted with; None for an ordinary file.
        wait: Seconds to wait for a lock.

    Raises:
        sqlite3.Error: It cannot be opened.
        KnownError: It has a key, and this Spindle came without what encrypts.
    """
    uri = isinstance(database, str)
    if key is not None:
        return _encrypted(str(database), key, uri=uri, wait=wait)
    connection = sqlite3.connect(database, timeout=wait, isolation_level=None, uri=uri)
    connection.row_factory = sqlite3.Row
    return connection


def attach(
    connection: sqlite3.Connection, path: Path, name: str, *, key: "Key | None" = None
) -> None:
    """Add a second file, read only, to a connection.

    Raises:
        sqlite3.Error: It cannot be opened.
        KnownError: It is encrypted, and not with this key.
    """
    place = f"{path.absolute().as_uri()}?mode=ro"
    key = key_for(path, key)
    if key is None:
        connection.execute(f"ATTACH ? AS {name}", (place,))
    else:
        connection.execute(f"ATTACH ? AS {name} KEY ?", (place, key.spec))


def _encrypted(database: str, key: "Key", *, uri: bool, wait: float) -> sqlite3.Connection:
    try:
        from spindle.storage import cipher  # noqa: PLC0415 - for an encrypted file only
    except ImportError as error:
        from spindle.storage.errors import KnownError, Trouble  # noqa: PLC0415 - the error's own

        raise KnownError(Trouble.NO_CIPHER, Path(database)) from error
    return cipher.connect(database, key=key.spec, uri=uri, wait=wait)
