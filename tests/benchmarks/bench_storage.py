"""How long typed text takes to be safe, what handing it over costs, and how soon status answers.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

import subprocess
import tempfile
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from spindle.adapters.system_clock import SystemClock
from spindle.registry import FEATURES
from spindle.storage import backup
from spindle.storage.demo import fill
from spindle.storage.open import open_database
from spindle.storage.schema import DATABASE_NAME
from tests.helpers.database import Office
from tests.helpers.waiting import now

Row = tuple[str, float, float, str]

ROOT = Path(__file__).resolve().parents[2]
KEYS = 1000
ROUNDS = 15
_DRAFT = "UPDATE session SET title = ?, updated = updated + 1 WHERE id = ?"


def typing(path: Path) -> tuple[list[float], list[float]]:
    """Write a growing draft, key by key: milliseconds of each hand-over, and until its commit."""
    clock = SystemClock()
    office = Office(path, opener=lambda: open_database(path, _sets(), clock=clock))
    office.worker.start()
    session = office.done(lambda db: db.execute("SELECT id FROM session").fetchone()[0])
    handed, committed = [], []
    for number in range(KEYS):
        began = now()
        saved = office.write(partial(_keep, text="x" * number, session=session))
        handed.append(1000 * (now() - began))
        office.inbox.run_until(partial(len, saved))
        committed.append(1000 * (now() - began))
    office.worker.stop()
    return handed, committed


def _keep(db: Any, *, text: str, session: str) -> int:
    return int(db.execute(_DRAFT, (text, session)).rowcount)


def status(folder: Path) -> float:
    """Milliseconds of one ``spindle status``, from its start to its end."""
    launcher = ROOT / ".venv" / "bin" / "spindle"
    began = now()
    subprocess.run([launcher, "--profile", folder, "status"], check=True, stdout=subprocess.DEVNULL)
    return 1000 * (now() - began)


def rows() -> list[Row]:
    """On the profile of the simulated learner."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "profile" / DATABASE_NAME
        fill(path, FEATURES, date(2026, 3, 10), "Europe/Berlin")
        handed, committed = typing(path)
        answers = [status(path.parent) for _ in range(ROUNDS)]
        began = now()
        backup.daily(path, date(2026, 3, 10))
        copied = 1000 * (now() - began)
    return [
        ("storage: handing a write over, p99", 1.0, _p99(handed), "ms"),
        ("storage: key pressed to committed, p99", 20.0, _p99(committed), "ms"),
        ("storage: verified daily copy of the demo profile", 500.0, copied, "ms"),
        ("command line: spindle status, whole process", 80.0, median(answers), "ms"),
    ]


def _p99(milliseconds: list[float]) -> float:
    return quantiles(milliseconds, n=100)[98]


def _sets() -> list[Any]:
    return [feature.migrations() for feature in FEATURES if feature.migrations]


if __name__ == "__main__":
    for what, target, measured, unit in rows():
        print(f"{what}: {measured:.2f} {unit} (target {target:g})")
