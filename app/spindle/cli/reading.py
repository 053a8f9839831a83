"""What every verb needs: the file, read only, the clock, and times as people and scripts read."""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from spindle.adapters.file_clock import clock_for
from spindle.cli import secret
from spindle.cli.verbs import Asked
from spindle.core.clock import SECOND, Moment
from spindle.core.days import DAY_START, day_of
from spindle.storage import readonly, settings_store
from spindle.storage.errors import KnownError, Trouble
from spindle.storage.schema import SCHEMA

if TYPE_CHECKING:
    from spindle.storage.vault.key import Key

_DAY_START_KEY: Final = "general.day_start"
"""``spindle.core.general.DAY_START.key``, whose import would take a third of the whole answer."""


class Reading(NamedTuple):
    """An open file and the moment of asking.

    Attributes:
        day_start: Minutes after midnight.
        key: What the file is encrypted with, if it is.
    """

    connection: sqlite3.Connection
    at: Moment
    day_start: int
    key: "Key | None" = None

    def day(self, row: sqlite3.Row) -> date:
        """The day a row with ``started`` and ``offset`` belongs to."""
        return day_of(row["started"], row["offset"], self.day_start)


@contextmanager
def opened(asked: Asked) -> Iterator[Reading]:
    """The profile's database, for reading.

    Raises:
        KnownError: There is none, it is older or newer than this Spindle, or cannot be opened.
    """
    path = asked.path()
    key = secret.key_of(asked)
    connection = connect(path, key)
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version != SCHEMA:
            raise KnownError(Trouble.NEWER if version > SCHEMA else Trouble.OLDER, path)
        yield Reading(
            connection=connection, at=now(asked), day_start=day_start(connection), key=key
        )
    finally:
        connection.close()


def connect(path: Path, key: "Key | None" = None) -> sqlite3.Connection:
    """A read connection of whatever version.

    Raises:
        KnownError: There is no database.
    """
    if not path.exists():
        raise KnownError(Trouble.NO_PROFILE, path.parent)
    return readonly.connect(path, wait=5.0, key=key)


def now(asked: Asked) -> Moment:
    """The moment; a test's clock counts on a profile of its own."""
    return clock_for(os.environ, allowed=asked.profile is not None).now()


def iso(wall: int, offset: int) -> str:
    """An instant (µs UTC) as local ISO 8601 with its offset, in whole seconds."""
    whole = datetime.fromtimestamp(0, UTC) + timedelta(seconds=wall // SECOND)
    return whole.astimezone(timezone(timedelta(seconds=offset))).isoformat()


def seconds(microseconds: int | None) -> int | None:
    """Whole seconds, rounded down."""
    return None if microseconds is None else microseconds // SECOND


def length(microseconds: int) -> str:
    """For people: ``48 min``, ``1 h 05 min``."""
    minutes = microseconds // (60 * SECOND)
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02} min" if hours else f"{rest} min"


def session(row: sqlite3.Row) -> dict[str, Any]:
    """A row of ``session`` joined with its ``aim_name``, as the JSON that is promised.

    What was predicted stays hidden until the user has rated.
    """
    rated = row["rating"] is not None
    ended = row["ended"]
    return {
        "id": row["id"],
        "parent": row["parent_id"],
        "activity": row["activity"],
        "title": row["title"],
        "aim": row["aim_name"],
        "started": iso(row["started"], row["offset"]),
        "ended": None if ended is None else iso(ended, row["offset"]),
        "zone": row["zone"],
        "planned_seconds": seconds(row["planned"]),
        "active_seconds": seconds(row["active"]),
        "outcome": row["outcome"],
        "rating": row["rating"],
        "measures": json.loads(row["detail"] or "{}").get("measures", {}),
        "predicted": round(row["predicted_before"], 2) if rated and _foretold(row) else None,
    }


def _foretold(row: sqlite3.Row) -> bool:
    return row["predicted_before"] is not None


def day_start(connection: sqlite3.Connection) -> int:
    """When the user's day begins, in minutes after midnight."""
    stored = settings_store.load(connection).get(_DAY_START_KEY)
    return stored if isinstance(stored, int) and 0 <= stored < 24 * 60 else DAY_START
