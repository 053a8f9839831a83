"""The profile's rules of pronunciation, for the verbs that say or print what would be spoken."""

import hashlib
import sqlite3
from pathlib import Path
from typing import Final

from spindle.cli import reading
from spindle.cli.verbs import Asked
from spindle.features.listen import queries
from spindle.features.listen.text.rules import Rule
from spindle.storage.errors import KnownError

_PIECE: Final = 1 << 20
_NONE: Final = ""


def rules(asked: Asked, file: str) -> list[Rule]:
    """Those of the document that this file is in the library, before those for all texts.

    Without a profile, or with one that cannot be read now, there are none: the file is spoken all
    the same.
    """
    try:
        with reading.opened(asked) as opened:
            name = _document(opened.connection, file)
            return queries.rules(opened.connection, name)
    except (KnownError, sqlite3.Error, OSError):
        return []


def _document(connection: sqlite3.Connection, file: str) -> str:
    """Its id, known by what the file holds; what comes by a pipe is none of the library's."""
    has_own = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM pronunciation WHERE document_id IS NOT NULL)"
    ).fetchone()[0]
    if file == "-" or not has_own:
        return _NONE
    digest = hashlib.sha256()
    with Path(file).open("rb") as whole:
        while piece := whole.read(_PIECE):
            digest.update(piece)
    row = connection.execute(
        "SELECT id FROM document WHERE sha256 = ? AND deleted IS NULL", (digest.hexdigest(),)
    ).fetchone()
    return _NONE if row is None else str(row[0])
