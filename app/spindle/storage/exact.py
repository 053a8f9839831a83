"""Rows as JSON lines, exactly: what an export holds and a restore reads.

A blob is ``{"base64": "…"}``; every other value is its JSON self. The digest of a table is the
SHA-256 of its lines, so that equal rows have equal digests wherever they are kept.
"""

import base64
import binascii
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, Final

from spindle.storage.tables import Table, names_of

_FORETOLD: Final = {("session", "predicted_before"), ("session", "predicted_sd")}
"""Hidden from the user until the session is rated."""

_BLOB: Final = "base64"


def rows(connection: sqlite3.Connection, table: Table) -> sqlite3.Cursor:
    """All rows by key, without what must not be seen yet."""
    columns = ", ".join(_column(table.name, name) for name in table.columns)
    return connection.execute(
        f'SELECT {columns} FROM "{table.name}" ORDER BY {names_of(table.key) or 1}'
    )


def lines(connection: sqlite3.Connection, table: Table) -> Iterator[str]:
    """All rows as JSON, each with its line feed."""
    for row in rows(connection, table):
        values = dict(zip(table.columns, row, strict=True))
        yield json.dumps(values, ensure_ascii=False, default=_plain) + "\n"


def digest(connection: sqlite3.Connection, table: Table) -> str:
    """SHA-256 of a table's lines."""
    found = hashlib.sha256()
    for line in lines(connection, table):
        found.update(line.encode())
    return found.hexdigest()


def read_line(line: str | bytes) -> dict[str, Any]:
    """A row from its line.

    Raises:
        ValueError: It is none.
    """
    row = json.loads(line)
    if not isinstance(row, dict):
        raise ValueError("not a row")  # noqa: TRY004 - a fault of the text, like those of json
    return {name: _value(value) for name, value in row.items()}


def in_a_cell(value: object) -> object:
    """A value for a spreadsheet."""
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _value(value: object) -> object:
    if isinstance(value, Mapping):
        text = value.get(_BLOB)
        if not isinstance(text, str) or len(value) != 1:
            raise ValueError("not a value")
        try:
            return base64.b64decode(text, validate=True)
        except binascii.Error as error:
            raise ValueError("not a value") from error
    if isinstance(value, list):
        raise ValueError("not a value")  # noqa: TRY004 - likewise
    return value


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return {_BLOB: base64.b64encode(value).decode()}
    raise TypeError(type(value).__name__)


def _column(table: str, name: str) -> str:
    if (table, name) in _FORETOLD:
        return f'CASE WHEN rating IS NOT NULL THEN "{name}" END AS "{name}"'
    return f'"{name}"'
