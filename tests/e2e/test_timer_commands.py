"""The timer from the command line, in the program as it is installed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.helpers.database import rows
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.waiting import wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is Linux's"),
]

SPINDLE = Path(__file__).resolve().parents[2] / ".venv" / "bin" / "spindle"


@contextmanager
def ended(profile: Path) -> Iterator[None]:
    """End what was started in the tray."""
    try:
        yield
    finally:
        lock = profile / "spindle.lock"
        if lock.exists():
            os.kill(int(lock.read_text("utf-8").split("\n", 1)[0]), signal.SIGTERM)
            wait_until(lambda: not lock.exists(), "the end of the program")


def said(desktop: VirtualDesktop, profile: Path, *verb: str) -> tuple[int, str]:
    done = subprocess.run(
        [SPINDLE, "--profile", profile, *verb],
        env={**os.environ, **desktop.env},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return done.returncode, (done.stdout or done.stderr).strip()


def test_a_block_is_started_paused_and_stopped_without_a_window(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    with VirtualDesktop() as desktop, ended(profile):
        assert said(desktop, profile, "pause") == (3, "spindle: Spindle is not running.")
        assert said(desktop, profile, "park", "Call", "the", "dentist") == (0, "Parked.")
        assert said(desktop, profile, "start", "--intention", "Lemma 4", "--minutes", "25") == (
            0,
            "Running: 25 min left.",
        )
        assert said(desktop, profile, "pause") == (0, "Paused: 25 min left.")
        assert said(desktop, profile, "resume") == (0, "Running: 25 min left.")
        assert said(desktop, profile, "+5") == (0, "Running: 30 min left.")
        assert said(desktop, profile, "-5") == (0, "Running: 25 min left.")
        assert said(desktop, profile, "interrupted")[0] == 0
        assert said(desktop, profile, "park", "Print the sheet") == (0, "Parked.")
        assert said(desktop, profile, "start") == (1, "spindle: A block is running. Stop it first.")
        assert said(desktop, profile, "stop") == (0, "Nothing is running.")
        database = profile / "spindle.db"

        def kept() -> bool:
            found = rows(database, "SELECT title, outcome FROM session")
            return found == [{"title": "Lemma 4", "outcome": "stopped"}]

        wait_until(kept, "the block in the database")
        texts = [row["text"] for row in rows(database, "SELECT text FROM thought ORDER BY created")]
        assert texts == ["Call the dentist", "Print the sheet"]
