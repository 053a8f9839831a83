"""What the first paint may read: the standard library only, and never a wait."""

import json
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from spindle.storage import readonly, settings_store
from spindle.storage.errors import KnownError
from spindle.storage.schema import SCHEMA

_WAIT = 0.04
"""Seconds for a locked file; then the window comes without it."""


class FirstLook(NamedTuple):
    """A read connection, to be closed once Today is painted, and the stored settings."""

    connection: sqlite3.Connection
    settings: Mapping[str, object] = MappingProxyType({})


def first_look(path: Path, schema: int = SCHEMA) -> FirstLook | None:
    """Look into the file, unless it is missing, locked, damaged or not of the current schema.

    The reason is the worker's to find and tell; here there is only None. GUI thread.
    """
    try:
        connection = readonly.connect(path, wait=_WAIT)
    except (sqlite3.Error, OSError, KnownError):  # the last one: it is encrypted
        return None
    try:
        if connection.execute("PRAGMA user_version").fetchone()[0] == schema:
            return FirstLook(connection, settings_store.load(connection))
    except (sqlite3.Error, json.JSONDecodeError):
        pass
    connection.close()
    return None
