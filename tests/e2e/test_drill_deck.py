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
    """How many notes a package holds; 0 while it is not whole."""
    inside = package.with_name("collection.anki2")
    try:
        with zipfile.ZipFile(package) as zipped:
            inside.write_bytes(zipped.read(inside.name))
        with contextlib.closing(sqlite3.connect(inside)) as connection:
            found: int = connection.execute("SELECT count(*) FROM notes").fetchone()[0]
    except (OSError, KeyError, zipfile.BadZipFile, sqlite3.Error):
        return 0
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
        spindle.wait_for("Trees: Leaves")
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
        out = tmp_path / "out.apkg"
        spindle.keys("ctrl+e")
        spindle.wait_for("All drills go out as")
        spindle.picture("deck-out")
        spindle.keys("4")
        spindle.desktop.screen.wait_for_window("Export")
        spindle.keys("ctrl+a")
        spindle.type(str(out))
        spindle.keys("Return")
        wait_until(lambda: notes(out) == 5, "the package with its notes")
        spindle.wait_for("7 cards written to")
        spindle.picture("deck-written")


def _answered(spindle: Running, count: int) -> bool:
    return len(spindle.rows(ANSWERED)) == count


def _bring(spindle: Running, path: Path) -> None:
    """From whatever page, by the finder's words or the page's own key."""
    spindle.keys("ctrl+4")
    spindle.keys("ctrl+o")
    spindle.desktop.screen.wait_for_window("Import drills")
    spindle.type(str(path))
    spindle.keys("Return")
    spindle.wait_for(f"{path.name} can come in")
    spindle.picture("deck-looked")
    spindle.keys("Return")
