"""Settings as rows: a key and a JSON value; what was set back to its default stays, as null."""

import json
import sqlite3

from spindle.core.clock import Clock
from spindle.core.ports import Database
from spindle.core.text import clean


def load(connection: sqlite3.Connection) -> dict[str, object]:
    """All stored values by key; standard library only, for the first paint too."""
    rows = connection.execute("SELECT key, value FROM setting").fetchall()
    found = {row[0]: json.loads(row[1]) for row in rows}
    return {key: value for key, value in found.items() if value is not None}


class SettingsStore:
    """Keeps what the user set. ``save`` is what ``Settings`` calls. GUI thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def save(self, key: str, value: object) -> None:
        """Store a JSON value; None puts the default in force.

        That is a row as well: otherwise an older copy, taken back, would set it again.
        """
        now = self._clock.now().wall
        text = clean(json.dumps(value, ensure_ascii=False))
        self._database.write(
            lambda db: (
                db.conn.execute(
                    "INSERT INTO setting (key, value, updated) VALUES (?, ?, ?) ON CONFLICT (key) "
                    "DO UPDATE SET value = excluded.value, updated = excluded.updated",
                    (key, text, now),
                ).rowcount
            )
        )
