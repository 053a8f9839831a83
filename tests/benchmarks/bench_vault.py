"""How long a large profile takes to be copied, exported and taken back, in the job process.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

import random
import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import date
from pathlib import Path

from spindle.adapters.job_process import JobProcess
from spindle.adapters.system_clock import SystemClock
from spindle.core.clock import HOUR, MINUTE
from spindle.registry import FEATURES
from spindle.storage import exact, readonly
from spindle.storage.demo import fill
from spindle.storage.export import exported
from spindle.storage.restore import at_once
from spindle.storage.schema import DATABASE_NAME
from spindle.storage.sealed import SEALED
from spindle.storage.tables import tables
from spindle.storage.vault import convert, keyfile
from spindle.storage.vault.key import Key
from spindle.storage.vault.vault import Vault, fresh
from tests.helpers.waiting import now

Row = tuple[str, float, float, str]

DAYS = 3650
SESSIONS_A_DAY = 8
_PASSPHRASE = "quiet zebra under the stairs"  # noqa: S105 - a play
LARGE = 100 * 1000 * 1000
_SESSION = """
    INSERT INTO session (id, activity, title, started, ended, zone, offset, active, last_seen,
        outcome, rating, updated)
    VALUES (?, 'focus', ?, ?, ?, 'Europe/Berlin', 3600, ?, ?, 'completed', ?, ?)
"""
_ENTRY = """
    INSERT INTO entry (id, kind, night, text, written, zone, offset, updated)
    VALUES (?, 'free', '2026-03-10', ?, ?, 'Europe/Berlin', 3600, ?)
"""


def ten_years(path: Path) -> None:
    """Eight sessions and one entry of 250 words a day, on top of the simulated learner."""
    fill(path, FEATURES, date(2026, 3, 10), "Europe/Berlin")
    chance = random.Random(5)  # noqa: S311 - a play
    words = [f"{chance.choice('abcdefgh')}{number:x}" for number in range(4000)]
    with closing(sqlite3.connect(path)) as connection, connection:
        for day in range(DAYS):
            start = 1_400_000_000_000_000 + day * 24 * HOUR
            connection.executemany(
                _SESSION,
                (
                    (f"s{day}-{n}", f"Chapter {n}", at, at + 25 * MINUTE, 25 * MINUTE, at, 3, at)
                    for n in range(SESSIONS_A_DAY)
                    for at in (start + n * 40 * MINUTE,)
                ),
            )
            text = " ".join(chance.choices(words, k=250))
            connection.execute(_ENTRY, (f"e{day}", text, start, start))


def grown(path: Path) -> None:
    """Entries until the file has 100 MB."""
    number = 0
    with closing(sqlite3.connect(path)) as connection:
        while path.stat().st_size < LARGE:
            with connection:
                for _ in range(500):
                    number += 1
                    text = random.Random(number).randbytes(2000).hex()  # noqa: S311 - a play
                    connection.execute(_ENTRY, (f"g{number}", text, number, number))
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def timed(process: JobProcess, task: str, **arguments: object) -> float:
    """Seconds that a task takes in a process that runs already."""
    began = now()
    process.run(f"spindle.tasks:{task}", arguments)
    return now() - began


def digests(path: Path) -> dict[str, str]:
    """What every row of the user comes to, by table."""
    with closing(readonly.connect(path)) as connection:
        shapes = tables(connection, exported(FEATURES))
        return {table.name: exact.digest(connection, table) for table in shapes}


def taken_back(source: Path, target: Path) -> float:
    """Seconds to restore into an empty profile, which must then be equal."""
    sets = [feature.migrations() for feature in FEATURES if feature.migrations]
    began = now()
    at_once.restore(target, source, sets, exported(FEATURES), clock=SystemClock())
    return now() - began


def unlocked(profile: Path) -> float:
    """Seconds from a typed passphrase to the key, with the work that a real one costs."""
    made = fresh(_PASSPHRASE)
    profile.mkdir()
    keyfile.write(profile, made.slots)
    (profile / DATABASE_NAME).write_bytes(SEALED + made.key.id)
    began = now()
    Vault(profile).unlock(_PASSPHRASE)
    return now() - began


def rows() -> list[Row]:
    """On ten years of use, and on a file of 100 MB; in clear and encrypted."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profile" / DATABASE_NAME
        zipped = Path(folder) / "all.zip"
        other = Path(folder) / "other" / DATABASE_NAME
        process = JobProcess()
        try:
            ten_years(path)
            out = timed(process, "export", path=str(path), target=str(zipped))
            back = taken_back(zipped, other)
            unequal = sum(digests(path)[name] != value for name, value in digests(other).items())
            shutil.rmtree(other.parent)
            again = timed(process, "rebuild", path=str(path), files=[str(zipped)])
            grown(path)
            copied = timed(process, "back_up", path=str(path), target=f"{path}.copy")
            checked = timed(process, "check", path=str(path))
            key = Key.fresh()
            sealed = timed(process, "encrypt", path=str(path), key=key.plain)
            convert.swap(path, None)
            named = {"path": str(path), "key": key.plain}
            copied_sealed = timed(process, "back_up", target=f"{path}.sealed", **named)
            opened = unlocked(Path(folder) / "locked")
        finally:
            process.close()
    return [
        ("vault: verified copy of a profile of 100 MB", 2.0, copied, "s"),
        ("vault: full check of a profile of 100 MB", 10.0, checked, "s"),
        ("vault: export of ten years", 10.0, out, "s"),
        ("vault: taking ten years back into an empty profile", 30.0, back, "s"),
        ("vault: putting ten years together again, to go back", 30.0, again, "s"),
        ("vault: encrypting a profile of 100 MB, verified", 10.0, sealed, "s"),
        ("vault: verified copy of an encrypted profile of 100 MB", 2.0, copied_sealed, "s"),
        ("vault: from a typed passphrase to the key", 1.0, opened, "s"),
        ("vault: tables that came back unequal", 0.0, float(unequal), "tables"),
    ]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.2f} {unit} (target {target:g})")
