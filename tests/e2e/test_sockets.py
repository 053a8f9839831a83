"""Spindle talks to nobody: over a day it opens no socket but those of the desktop around it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.day import LAUNCHER, Day

pytestmark = [pytest.mark.e2e, pytest.mark.requirement("acceptance-4")]

STRACE = ("strace", "-f", "-qq", "-e", "trace=socket,connect", "-o")
_FAMILY = re.compile(r"\bsocket\((\w+)|\bconnect\(\d+, \{sa_family=(\w+)")


def families(trace: Path) -> set[str]:
    """The kinds of sockets that were made or connected."""
    found = _FAMILY.findall(trace.read_text("utf-8"))
    return {made or connected for made, connected in found}


def test_no_socket_of_a_day_leads_out_of_the_machine(tmp_path: Path) -> None:
    trace = tmp_path / "calls"
    with Day(tmp_path, starts="2026-03-10T09:00", rate=60) as day:
        day.start(*STRACE, str(trace))
        focus(day)
        start_a_second_one(day)
        close_the_day(day)
        look_at_all_pages(day)
        day.quit()

    assert families(trace) == {"AF_UNIX"}


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
    for key in ("ctrl+1", "ctrl+2", "ctrl+5", "F1", "ctrl+comma", "ctrl+k", "Escape"):
        day.press(key)
        day.wait_until_still()
