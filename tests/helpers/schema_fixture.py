"""``python -m tests.helpers.schema_fixture``: write the fixture of the schema now released.

Run it once for each release that has a new migration, and never again for an old one: the tests
open every fixture with the program of today.
"""

import sqlite3
import tempfile
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from random import Random

from spindle.core.clock import ManualClock
from spindle.core.session import Activity
from spindle.registry import FEATURES
from spindle.storage.demo import Demo
from spindle.storage.open import open_database
from spindle.storage.schema import SCHEMA

FOLDER = Path(__file__).parents[1] / "storage" / "fixtures"
_NINE = datetime(2026, 3, 10, 9, 0)


def script() -> str:
    """A profile with two sessions and one aim, as the SQL that makes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profile" / "spindle.db"
        sets = [feature.migrations() for feature in FEATURES if feature.migrations is not None]
        with closing(open_database(path, sets, clock=ManualClock(_NINE))) as db:
            demo = Demo(
                db=db,
                random=Random(1),  # noqa: S311 - the same rows every time
                today=date(2026, 3, 10),
                zone="Europe/Berlin",
            )
            demo.session(
                Activity.FOCUS, "Prove Lemma 4", _NINE, 25, planned_minutes=25, aim="Graph theory"
            )
            demo.session(Activity.MOVE, "Walk", _NINE.replace(minute=30), 5, rate=False)
            db.execute("UPDATE _sqlite_migrations SET applied_at = '2026-03-10 09:00:00+00:00'")
        with closing(sqlite3.connect(path)) as connection:
            return "\n".join([*connection.iterdump(), f"PRAGMA user_version = {SCHEMA};", ""])


if __name__ == "__main__":
    (FOLDER / f"schema-{SCHEMA:04}.sql").write_text(script(), "utf-8")
