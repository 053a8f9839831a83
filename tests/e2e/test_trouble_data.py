"""Trouble with the data, as a person meets it: a clear sentence, nothing lost, Spindle goes on."""

import contextlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from spindle.core.clock import ManualClock
from spindle.registry import FEATURES
from spindle.storage.open import open_database
from tests.helpers import disks
from tests.helpers.desktop import VirtualDesktop, stop
from tests.helpers.running import Running, TestClock
from tests.helpers.waiting import wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11"),
]

SPINDLE = Path(sys.executable).with_name("spindle")
mounting = pytest.mark.skipif(not disks.can_mount(), reason=disks.NOT_HERE)


@pytest.fixture(scope="module")
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as made:
        yield made


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """A profile with a database of the current schema in it."""
    folder = tmp_path / "profile"
    sets = [feature.migrations() for feature in FEATURES if feature.migrations]
    open_database(
        folder / "spindle.db", sets, clock=ManualClock(datetime(2026, 3, 10, 8, 0))
    ).close()
    return folder


@pytest.fixture
def clock(tmp_path: Path) -> TestClock:
    return TestClock(tmp_path / "clock.json", "2026-03-10T09:00")


@mounting
def test_a_read_only_disk_is_named_and_the_window_stays(
    desktop: VirtualDesktop, profile: Path
) -> None:
    with Running(desktop, profile, before=disks.read_only(profile)) as spindle:
        spindle.wait_for(f"Spindle may not write to {profile / 'spindle.db'}.")
        spindle.wait_for("Allow writing to this folder and its files, or choose another profile.")
        spindle.picture("data-read-only")
        desktop.screen.focus(spindle.window)
        spindle.keys("Return")
        spindle.wait_for("Spindle may not write to")
        spindle.keys("ctrl+q")
        wait_until(lambda: spindle.process.poll() is not None, "the end")
        assert spindle.process.returncode == 0


def test_a_newer_file_is_left_as_it_is(desktop: VirtualDesktop, profile: Path) -> None:
    with contextlib.closing(sqlite3.connect(profile / "spindle.db")) as newer:
        newer.execute("PRAGMA journal_mode = DELETE")
        newer.execute("PRAGMA user_version = 999")
    before = (profile / "spindle.db").read_bytes()
    with Running(desktop, profile) as spindle:
        spindle.wait_for("was written by a newer Spindle.")
        spindle.wait_for("Open it with that version. This one left it untouched.")
        spindle.picture("data-newer")
    assert (profile / "spindle.db").read_bytes() == before


def test_a_damaged_file_is_left_as_it_is_and_opens_once_it_is_mended(
    desktop: VirtualDesktop, profile: Path
) -> None:
    file = profile / "spindle.db"
    with contextlib.closing(sqlite3.connect(file)) as whole:
        whole.execute("PRAGMA journal_mode = DELETE")
    good = file.read_bytes()
    damaged = good[:4096] + b"\xde\xad" * ((len(good) - 4096) // 2)
    file.write_bytes(damaged)
    with Running(desktop, profile) as spindle:
        spindle.wait_for(f"{file} is damaged.")
        spindle.wait_for("Take back what can be read, or put the newest file")
        spindle.picture("data-damaged")
        assert file.read_bytes() == damaged
        file.rename(profile / "spindle-damaged.db")
        file.write_bytes(good)
        desktop.screen.focus(spindle.window)
        spindle.keys("Return")
        spindle.wait_until_gone("is damaged.")
        spindle.wait_for_log("reached-out")


def test_a_file_that_is_no_database_is_left_as_it_is(
    desktop: VirtualDesktop, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    (profile / "spindle.db").write_text("a shopping list\n" * 100)
    with Running(desktop, profile) as spindle:
        spindle.wait_for(f"{profile / 'spindle.db'} is not a Spindle database.")
        spindle.picture("data-not-a-database")
    assert (profile / "spindle.db").read_text() == "a shopping list\n" * 100


def test_while_the_problem_stands_a_second_start_raises_the_window(
    desktop: VirtualDesktop, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    (profile / "spindle.db").write_text("a shopping list")
    with Running(desktop, profile) as spindle:
        spindle.wait_for("is not a Spindle database.")
        minimize(desktop, spindle)
        assert subprocess.call([SPINDLE, "--profile", profile], env=desktop.env) == 0
        assert spindle.window


def test_a_hidden_start_that_cannot_open_its_data_shows_the_window(
    desktop: VirtualDesktop, tmp_path: Path
) -> None:
    profile = tmp_path / "profile"
    profile.mkdir()
    (profile / "spindle.db").write_text("a shopping list")
    with Running(desktop, profile, "--hidden") as spindle:
        spindle.wait_for("is not a Spindle database.")
        assert spindle.window


def test_a_profile_that_is_a_file_is_named(desktop: VirtualDesktop, tmp_path: Path) -> None:
    profile = tmp_path / "notes.txt"
    profile.write_text("mine")
    with Running(desktop, profile) as spindle:
        spindle.wait_for(f"{profile} is not a folder.")
        spindle.picture("data-profile-is-a-file")
    assert profile.read_text() == "mine"


@mounting
def test_without_a_home_folder_the_window_says_so(desktop: VirtualDesktop) -> None:
    gone = {name: "" for name in desktop.env if name.startswith("XDG_") or name == "HOME"}
    # Whatever else knows a home for us here must not be opened by a test.
    ask = [*disks.nameless(), sys.executable, "-c", "import pathlib; pathlib.Path.home()"]
    asked = subprocess.run(ask, env={}, capture_output=True, text=True, check=False)
    assert "Could not determine home directory" in asked.stderr
    with Running(
        desktop, desktop.folder, env=gone, named=False, before=disks.nameless()
    ) as spindle:
        spindle.wait_for("There is no folder for Spindle's data.")
        spindle.wait_for("Set HOME to a folder you may write to, or start with --profile FOLDER.")
        spindle.picture("data-no-home")


def test_a_home_that_is_not_there_is_named(desktop: VirtualDesktop) -> None:
    home = {name: "" for name in desktop.env if name.startswith("XDG_")}
    with Running(
        desktop, desktop.folder, env={**home, "HOME": "/proc/no-such-home"}, named=False
    ) as spindle:
        spindle.wait_for("/proc/no-such-home/.local/share/")
        spindle.picture("data-home-not-there")


def test_a_file_locked_for_five_seconds_at_the_start_opens_afterwards(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    with locked_for_5_s(profile), Running(desktop, profile, clock=clock) as spindle:
        assert spindle.window
        spindle.wait_for_log("reached-out")
        assert "locked" not in spindle.text()
        assert spindle.rows("SELECT 1 FROM setting") == []


def test_typing_goes_on_while_another_program_keeps_the_file_locked(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    with Running(desktop, profile, clock=clock).ready() as spindle:
        new_entry(spindle)
        with locked_for_5_s(profile):
            spindle.type("Typed while it was locked")
            spindle.wait_for("Typed while it was locked")
            assert spindle.rows("SELECT * FROM entry WHERE text <> ''") == []
            assert "keeps" not in spindle.text()
        spindle.picture("data-locked-typing")
        row = spindle.wait_for_row("SELECT text FROM entry WHERE text <> ''")
        assert row["text"] == "Typed while it was locked"


@mounting
def test_an_evening_on_a_full_disk_is_saved_once_there_is_room(
    desktop: VirtualDesktop, tmp_path: Path
) -> None:
    clock = TestClock(tmp_path / "clock.json", "2026-03-10T21:30")
    profile = tmp_path / "small"
    profile.mkdir()
    disk = disks.small(profile, 1400)
    with Running(desktop, profile, clock=clock, before=disk).ready() as spindle:
        spindle.keys("ctrl+k")
        spindle.wait_for("Finder")
        spindle.type("Evening")
        spindle.keys("Return")
        spindle.wait_for("Step 1 of 3")
        ballast = spindle.seen_by_it(profile / "ballast")
        fill(ballast)
        spindle.type("Ring the dentist")
        spindle.wait_for("is full.")
        spindle.wait_for("Free some space. Spindle saves what waits as soon as it can.")
        spindle.picture("data-full")
        ballast.unlink()
        spindle.wait_for_row("SELECT what FROM todo WHERE what LIKE '%dentist%'")
        spindle.wait_until_gone("is full.")
        spindle.wait_for("Ring the dentist")
        spindle.picture("data-full-recovered")


def test_a_copy_that_cannot_be_made_is_told_once_and_keeps_nobody_out(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    (profile / "backups").write_text("in its way")
    with Running(desktop, profile, clock=clock).ready() as spindle:
        desktop.turn_away()
        told = desktop.notifications.wait_for("Today's copy of your data could not be made.")
        assert str(profile) in told.body
        spindle.picture("data-no-copy")
        spindle.look()
        new_entry(spindle)
        spindle.type("The app goes on")
        spindle.wait_for_row("SELECT * FROM entry WHERE text = 'The app goes on'")


@mounting
def test_a_disk_that_fills_up_behind_a_hidden_window_is_told_on_the_desktop(
    desktop: VirtualDesktop, tmp_path: Path
) -> None:
    clock = TestClock(tmp_path / "clock.json", "2026-03-10T09:00")
    profile = tmp_path / "small"
    profile.mkdir()
    disk = disks.small(profile, 1400)
    with Running(desktop, profile, clock=clock, before=disk).ready() as spindle:
        spindle.keys("ctrl+2")
        spindle.wait_for("Start 10 minutes")
        spindle.keys("Return")
        spindle.wait_for_row("SELECT * FROM session")
        spindle.keys("ctrl+w")
        desktop.screen.wait_until_gone("Spindle")
        ballast = spindle.seen_by_it(profile / "ballast")
        fill(ballast)
        clock.set(rate=60)
        desktop.notifications.wait_for("is full.")
        spindle.picture("data-full-hidden")
        ballast.unlink()
        seen = spindle.rows("SELECT active FROM session")[0]["active"]
        spindle.wait_for_row("SELECT active FROM session WHERE active > ?", seen + 20_000_000)


@pytest.mark.requirement("focus-pain-18")
def test_of_twenty_starts_at_once_one_runs_and_its_window_is_raised(
    desktop: VirtualDesktop, profile: Path
) -> None:
    starts = [desktop.start(SPINDLE, "--profile", profile, log="twenty") for _ in range(20)]
    wait_until(lambda: sum(s.poll() is None for s in starts) == 1, "nineteen to go", seconds=60)
    assert [s.poll() for s in starts if s.poll() is not None] == [0] * 19
    assert desktop.screen.wait_for_window("Spindle")
    assert len([w for w in desktop.screen.windows() if "Spindle" in w.title]) == 1
    first = next(s for s in starts if s.poll() is None)
    first.terminate()
    assert first.wait(10) == 0


def test_text_that_an_earlier_run_could_not_save_becomes_an_entry(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    note = {"id": "n2", "at": 2, "kind": "evening", "text": "What the full disk refused"}
    older = {"id": "n1", "at": 1, "kind": "evening", "text": "What the full"}
    lines = [json.dumps({**each, "thing": "evening one"}) for each in (older, note)]
    (profile / "unsaved.jsonl").write_text("\n".join([*lines, '{"torn']))
    with Running(desktop, profile, clock=clock).ready() as spindle:
        row = spindle.wait_for_row("SELECT * FROM entry")
        assert (row["kind"], row["text"]) == ("free", "What the full disk refused")
        wait_until(lambda: not (profile / "unsaved.jsonl").exists(), "the kept text to go")
        assert len(spindle.rows("SELECT * FROM entry")) == 1
        spindle.keys("ctrl+5")
        spindle.wait_for("What the full disk refused")
        spindle.picture("data-unsaved")


@pytest.mark.parametrize(
    "text",
    ["wordy " * 16_666 + "end", "before\x00after", "👩‍👩‍👧 🇩🇪 é", "\u202eלמה לא? لماذا\u202c left"],
    ids=["100,000 characters", "NUL", "emoji", "right to left"],
)
def test_any_text_on_the_clipboard_can_be_pasted_into_a_day(
    desktop: VirtualDesktop, profile: Path, clock: TestClock, text: str
) -> None:
    # What X hands over of a text may end at NUL; all that came has to be kept.
    kept = text.partition("\x00")[0] if "\x00" in text else text
    clipboard = copy(desktop, text)
    with Running(desktop, profile, clock=clock).ready() as spindle:
        new_entry(spindle)
        spindle.keys("ctrl+v")
        row = spindle.wait_for_row("SELECT text FROM entry WHERE text <> ''")
        assert row["text"].startswith(kept)
        spindle.keys("ctrl+2")
        spindle.wait_for("Start 10 minutes")
        spindle.keys("ctrl+v", "Return")
        session = spindle.wait_for_row("SELECT title FROM session")
        assert session["title"].startswith(kept)
        spindle.picture(f"text-{len(text)}")
        spindle.keys("ctrl+1")
        spindle.wait_for("Focus is running")
        spindle.picture(f"text-today-{len(text)}")
    stop(clipboard)


def copy(desktop: VirtualDesktop, text: str) -> "subprocess.Popen[bytes]":
    """Another program with this text on the clipboard."""
    file, done = desktop.folder / "copied.txt", desktop.folder / "copied"
    file.write_bytes(text.encode())
    done.unlink(missing_ok=True)
    script = (
        "import pathlib, sys\n"
        "from PySide6.QtGui import QGuiApplication\n"
        "program = QGuiApplication([])\n"
        "text = pathlib.Path(sys.argv[1]).read_bytes().decode()\n"
        "program.clipboard().setText(text)\n"
        "pathlib.Path(sys.argv[2]).touch()\n"
        "program.exec()\n"
    )
    process = desktop.start(sys.executable, "-c", script, file, done, log="clipboard")
    wait_until(done.exists, "the text on the clipboard")
    return process


@contextlib.contextmanager
def locked_for_5_s(profile: Path) -> Iterator[None]:
    """Another program holds the file inside, and five seconds from the beginning at least."""
    script = (
        "import sqlite3, sys, time\n"
        "other = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "other.execute('BEGIN EXCLUSIVE')\n"
        "print('locked', flush=True)\n"
        "time.sleep(5)\n"
        "other.execute('ROLLBACK')\n"
    )
    command = [sys.executable, "-c", script, str(profile / "spindle.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"
        yield


def fill(ballast: Path) -> None:
    """Take all that is left of a disk."""
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(b"\0" * 4096)


def new_entry(spindle: Running) -> None:
    spindle.keys("ctrl+k")
    spindle.wait_for("Finder")
    spindle.type("Write an entry")
    spindle.keys("Return")
    spindle.wait_for("belongs to the night of")


def minimize(desktop: VirtualDesktop, spindle: Running) -> None:
    desktop.run("xdotool", "windowminimize", str(spindle.window.id))
    desktop.screen.wait_until_gone("Spindle")
