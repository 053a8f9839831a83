"""The timer from the command line, in the program as it is installed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.aloud import HAS_KEYS
from tests.helpers.database import rows
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.running import Running, TestClock
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


@pytest.mark.requirement("focus-row-38")
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


@pytest.mark.requirement("focus-row-38")
def test_status_tells_each_stage_at_its_second(tmp_path: Path) -> None:
    """A panel that asks every second shows what the window shows: from the socket, not the file."""
    clock = TestClock(tmp_path / "clock.json", "2026-03-10T09:00")
    profile = tmp_path / "profile"
    with VirtualDesktop() as desktop, Running(desktop, profile, clock=clock).ready() as spindle:
        desktop.env["SPINDLE_TEST_CLOCK"] = str(clock.path)

        def status() -> dict[str, Any]:
            found: dict[str, Any] = json.loads(said(desktop, profile, "status", "--json")[1])
            return found

        def words() -> str:
            return said(desktop, profile, "status")[1].splitlines()[0]

        def after(state: str, what: str) -> dict[str, Any]:
            wait_until(lambda: status()["state"] == state, what)
            return status()

        assert (status()["state"], status()["timer"]) == ("idle", None)
        said(desktop, profile, "start", "--intention", "Lemma 4", "--minutes", "25")
        running = status()
        assert running["state"] == "running"
        assert running["timer"]["title"] == "Lemma 4"
        assert (running["timer"]["block"], running["timer"]["blocks"]) == (1, 4)
        assert 1490 <= running["timer"]["left_seconds"] <= 1500
        assert words() == "Focus, block 1 of 4: Lemma 4, 25 min left."
        said(desktop, profile, "pause")
        assert status()["state"] == "paused"
        assert words() == "Paused, block 1 of 4: Lemma 4, 25 min left."
        said(desktop, profile, "resume")
        desktop.turn_away()
        clock.set(rate=600)
        over = after("overtime", "the time to be up")
        clock.set(rate=1)
        assert over["timer"]["left_seconds"] <= 0
        desktop.notifications.press("Rate")
        assert after("asking", "the question how it went")["timer"] is None
        assert words() == "Waiting for your answer."
        spindle.wait_for(HAS_KEYS)
        spindle.keys("4")
        spindle.wait_for("Press another number to change it.")
        spindle.keys("Return")
        rest = after("break", "the break")
        assert rest["timer"]["what"] == "Break"
        assert 200 < rest["timer"]["left_seconds"] <= 300
        assert words().startswith("Break: Walk, ")
