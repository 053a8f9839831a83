"""What is left after kill -9 at 200 random moments, half of them just after a write began.

``rows()`` returns (what, target, measured, unit); run the file to see them. It takes minutes.
"""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random

from tests.helpers.database import keys
from tests.helpers.kill import play_and_kill

Row = tuple[str, float, float, str]

LONG = True
KILLS = 200


def rows() -> list[Row]:
    """Kill, look into the file, and begin again on what is left."""
    random = Random(3)  # noqa: S311 - moments, not secrets
    acknowledged: set[str] = set()
    damaged = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "spindle.db"
        for life in range(KILLS):
            acknowledged |= play_and_kill(path, random, soon=life % 2 == 0).done
            with closing(sqlite3.connect(path)) as connection:
                whole = connection.execute("PRAGMA integrity_check").fetchone()[0]
            damaged += whole != "ok"
        lost = len(acknowledged - keys(path))
    return [
        (f"kill -9, {KILLS} times: acknowledged writes lost", 0, lost, f"of {len(acknowledged)}"),
        (f"kill -9, {KILLS} times: damaged files", 0, damaged, "files"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:g} {unit} (target {target:g})")
