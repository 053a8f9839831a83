"""Settings as rows: a key and a JSON value."""

import json
import sqlite3

from spindle.core.clock import Clock
from spindle.core.ports import Database
from spindle.core.text import clean


def load(connection: sqlite3.Connection) -> dict[str, object]:
    """All stored values by key; standard library only, for the first paint too."""
    rows = connection.execute("SELECT key, value FROM setting").fetchall()
    return {row[0]: json.loads(row[1]) for row in rows}


class SettingsStore:
    """Keeps what the user set. ``save`` is what ``Settings`` calls. GUI thread."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def save(self, key: str, value: object) -> None:
        """Store a JSON value; None forgets the key, and with it the default is in force."""
        now = self._clock.now().wall
        if value is None:
            self._database.write(
                lambda db: db.conn.execute("DELETE FROM setting WHERE key = ?", (key,)).rowcount
            )
            return
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
