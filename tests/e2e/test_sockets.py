"""Over a day Spindle talks to nobody out of the machine, and writes nowhere but in its folder."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.day import LAUNCHER, Day

pytestmark = [pytest.mark.e2e, pytest.mark.requirement("acceptance-4")]

STRACE = ("strace", "-f", "-qq", "-s", "300", "-e", "trace=socket,connect,%file", "-o")
_FAMILY = re.compile(r"\bsocket\((\w+)|\bconnect\(\d+, \{sa_family=(\w+)")


def families(trace: Path) -> set[str]:
    """The kinds of sockets that were made or connected."""
    found = _FAMILY.findall(trace.read_text("utf-8"))
    return {made or connected for made, connected in found}


_CALL = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)", re.MULTILINE)
_PATH = re.compile(r'"([^"]*)"')
_MAKES = re.compile(r"creat|(mk|rm)dir(at)?|rename(at2?)?|(un|sym)?link(at)?|truncate|mknod(at)?")


def written(trace: Path) -> set[str]:
    """The files and folders that were made, written, moved or removed."""
    found: set[str] = set()
    for call, arguments, result in _CALL.findall(trace.read_text("utf-8", "replace")):
        opens = call in {"open", "openat"} and re.search(r"O_(WRONLY|RDWR|CREAT)", arguments)
        if int(result) >= 0 and (opens or _MAKES.fullmatch(call)):
            found |= set(_PATH.findall(arguments))
    return found


def test_a_day_opens_no_socket_out_of_the_machine_and_no_file_out_of_its_folder(
    tmp_path: Path,
) -> None:
    trace = tmp_path / "calls"
    with Day(tmp_path, starts="2026-03-10T09:00", rate=60) as day:
        day.start(*STRACE, str(trace))
        focus(day)
        start_a_second_one(day)
        close_the_day(day)
        look_at_all_pages(day)
        day.quit()

    assert families(trace) == {"AF_UNIX"}
    own = (str(day.profile), str(day.desktop.folder / "run"), "/dev/", "/proc/self/")
    # What Python keeps of the program's own modules is beside them, as with every program of its.
    elsewhere = {path for path in written(trace) if "/__pycache__" not in path}
    assert {path for path in elsewhere if not path.startswith(own)} == set()


@pytest.mark.requirement("reader-row-48")
def test_a_text_is_read_and_rendered_without_a_network(tmp_path: Path) -> None:
    trace, sound, words = tmp_path / "calls", tmp_path / "out.wav", tmp_path / "words.json"
    text = tmp_path / "text.txt"
    text.write_text("The night reads back what the day has written. So it is said.", "utf-8")
    program = Path(sys.executable).with_name("spindle")
    say = [program, "say", text, "-o", sound, "--words", words]
    subprocess.run([*STRACE, *map(str, [trace, *say])], check=True, timeout=60)

    assert sound.stat().st_size > 50_000
    assert "night" in words.read_text("utf-8")
    assert families(trace) <= {"AF_UNIX"}


def test_a_socket_to_the_network_would_be_seen(tmp_path: Path) -> None:
    trace = tmp_path / "calls"
    call = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"
    subprocess.run([*STRACE, str(trace), sys.executable, "-c", call], check=True)

    assert families(trace) == {"AF_INET"}


def test_a_file_anywhere_would_be_seen(tmp_path: Path) -> None:
    trace, stray = tmp_path / "calls", tmp_path / "stray"
    call = f"import os; open({str(stray)!r}, 'w'); os.mkdir({str(tmp_path / 'folder')!r})"
    subprocess.run([*STRACE, str(trace), sys.executable, "-B", "-c", call], check=True)

    assert {path for path in written(trace) if path.startswith(str(tmp_path))} == {
        str(stray),
        str(tmp_path / "folder"),
    }


def focus(day: Day) -> None:
    """A block to its end, with tray and notification."""
    day.type("Read")
    day.press("Return")
    day.choose("Rate", on="How did it go?")
    day.wait_for("SELECT * FROM session WHERE ended IS NOT NULL")
    day.press("4")
    day.wait_for("SELECT * FROM session WHERE rating = 4")
    day.press("Escape")


def start_a_second_one(day: Day) -> None:
    """It hands its arguments to the first over the control socket, and ends."""
    day.desktop.run(LAUNCHER, "--profile", day.profile)


def close_the_day(day: Day) -> None:
    """Reminder, evening, and the quiet."""
    day.clock_is("2026-03-10T21:14")
    day.choose("Now", on="Unload, then one question.")
    day.wait_for_caret()
    day.press("ctrl+Return")
    day.wait_for("SELECT * FROM night WHERE step = 'question'")
    day.press("ctrl+Return")
    day.wait_for("SELECT * FROM night WHERE step = 'check'")
    day.press("ctrl+Return")
    day.wait_for("SELECT * FROM night WHERE step = 'leave'")
    day.press("Return")
    day.wait_for("SELECT * FROM night WHERE closed IS NOT NULL")
    day.press("Escape")  # any key wakes
    day.wait_for("SELECT * FROM night WHERE woken IS NOT NULL")


def look_at_all_pages(day: Day) -> None:
    """Pages, help with where this comes from, settings, finder."""
    for key in (
        "ctrl+1",
        "ctrl+2",
        "ctrl+3",
        "ctrl+4",
        "ctrl+5",
        "F1",
        "ctrl+comma",
        "ctrl+k",
        "Escape",
    ):
        day.press(key)
        day.wait_until_still()
