"""What the command of the README costs on top of the program itself, once all is set up.

``rows()`` returns (what, target, measured, unit); run the file to see them.
"""

import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.helpers.waiting import now

Row = tuple[str, float, float, str]

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 15


def seconds(command: list[str]) -> float:
    """How long a command takes to its end."""
    began = now()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return now() - began


def rows() -> list[Row]:
    """Measure, launcher and command in turn so that a busy moment meets both."""
    launcher = [str(ROOT / ".venv" / "bin" / "spindle"), "--version"]
    command = [sys._base_executable, "-m", "app", "--version"]  # type: ignore[attr-defined]
    added = [1000 * (seconds(command) - seconds(launcher)) for _ in range(ROUNDS)]
    return [("`python3 -m app` on top of `.venv/bin/spindle`", 120.0, median(added), "ms")]


if __name__ == "__main__":
    for row in rows():
        print(*row)
