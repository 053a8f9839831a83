"""A deck that Anki wrote, in the real program: brought in, drilled and written out by keyboard."""

import contextlib
import sqlite3
import sys
import zipfile
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from tests.helpers.desktop import VirtualDesktop
from tests.helpers.running import Running, TestClock
from tests.helpers.waiting import wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11"),
]

DECK: Final = Path(__file__).parents[1] / "fixtures" / "decks" / "26.9.3.apkg"
ANSWERED: Final = "SELECT id FROM attempt WHERE session_id IS NOT NULL AND undone IS NULL"


def notes(package: Path) -> int:
    """How many notes a package holds."""
    inside = package.with_name("collection.anki2")
    with zipfile.ZipFile(package) as zipped:
        inside.write_bytes(zipped.read(inside.name))
    with contextlib.closing(sqlite3.connect(inside)) as connection:
        found: int = connection.execute("SELECT count(*) FROM notes").fetchone()[0]
    return found


def test_a_deck_comes_in_is_drilled_and_goes_out_by_keyboard(tmp_path: Path) -> None:
    clock = TestClock(tmp_path / "clock.json", "2026-11-30T09:00")
    with (
        VirtualDesktop() as desktop,
        Running(desktop, tmp_path / "profile", clock=clock).ready() as spindle,
    ):
        _bring(spindle, DECK)
        spindle.wait_for("7 new, 0 brought up to date, 0 as they were.")
        spindle.picture("deck-in")
        spindle.keys("Return")
        spindle.wait_for("Make one")
        assert spindle.rows("SELECT count(*) AS n FROM drill_item WHERE resting = 1") == [{"n": 1}]
        assert len(list((tmp_path / "profile" / "media").iterdir())) == 2

        spindle.keys("Return")
        for count in range(1, 3):
            spindle.wait_for("Show the answer, once you have it in your head")
            spindle.picture(f"deck-asked-{count}")
            spindle.keys("space")
            spindle.wait_for("Did you have it?")
            spindle.picture(f"deck-shown-{count}")
            spindle.keys("y", "3")
            wait_until(partial(_answered, spindle, count), f"answer {count} kept")
            spindle.keys("Return")
        spindle.keys("Escape")
        spindle.wait_for("2 of 2 right at the first try.")
        spindle.keys("Return")
        spindle.wait_for("Make one")
        _bring(spindle, DECK)
        spindle.wait_for("0 new, 0 brought up to date, 7 as they were.")
        spindle.keys("Return")
        spindle.wait_for("Make one")
        out = tmp_path / "out.apkg"
        spindle.keys("ctrl+e")
        spindle.wait_for("All drills go out as")
        spindle.picture("deck-out")
        spindle.keys("4")
        _choose(spindle, "Export", out)
        spindle.wait_for("7 cards written to", seconds=60)
        assert notes(out) == 5
        spindle.picture("deck-written")


def _answered(spindle: Running, count: int) -> bool:
    return len(spindle.rows(ANSWERED)) == count


def _bring(spindle: Running, path: Path) -> None:
    """From whatever page, by the page's own key."""
    spindle.keys("ctrl+4")
    spindle.wait_for("Make one")
    spindle.keys("ctrl+o")
    _choose(spindle, "Import drills", path)
    spindle.wait_for(f"{path.name} can come in")
    spindle.picture("deck-looked")
    spindle.keys("Return")


def _choose(spindle: Running, title: str, path: Path) -> None:
    """Type a name into the file dialog; what it proposes meanwhile may take Enter for itself."""
    screen = spindle.desktop.screen
    screen.wait_for_window(title)
    for _ in range(4):
        spindle.keys("ctrl+a")
        spindle.type(str(path))
        spindle.keys("Return")
        with contextlib.suppress(AssertionError):
            screen.wait_until_gone(title, 4)
            return
    screen.wait_until_gone(title, 4)
