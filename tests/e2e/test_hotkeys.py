"""A key pressed while another program is in front: on X11, through a Wayland desktop's portal, and
what the settings say where there is no such thing."""

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from Xlib import XK, X, display

from spindle.registry import FEATURES
from spindle.storage.demo import fill
from spindle.storage.schema import DATABASE_NAME
from tests.helpers.aloud import HAS_KEYS
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.portal import ShortcutsPortal
from tests.helpers.running import Running, TestClock
from tests.helpers.waiting import now, wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is made of X11"),
]

OPEN = "SELECT * FROM session WHERE activity = 'focus' AND ended IS NULL"
WAYLAND = {"XDG_SESSION_TYPE": "wayland"}


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as made:
        yield made


@pytest.fixture
def clock(tmp_path: Path) -> TestClock:
    return TestClock(tmp_path / "clock.json", "2026-03-10T09:00")


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Twelve weeks, and three keys set."""
    folder = tmp_path / "profile"
    fill(folder / DATABASE_NAME, FEATURES, date(2026, 3, 10), "Europe/Berlin")
    keys = {"start": "Ctrl+Alt+F", "pause": "Ctrl+Alt+P", "interrupted": "Meta+F7"}
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as connection, connection:
        connection.executemany(
            "INSERT INTO setting (key, value, updated) VALUES (?, ?, 0)",
            [(f"focus.{name}_key", json.dumps(key)) for name, key in keys.items()],
        )
    return folder


def count(spindle: Running, kind: str) -> int:
    """Of the running block."""
    gaps = (
        "SELECT 1 FROM gap JOIN session ON session.id = session_id"
        " WHERE session.ended IS NULL AND kind = ?"
    )
    return len(spindle.rows(gaps, kind))


def test_keys_work_while_another_program_is_in_front(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    with Running(desktop, profile, clock=clock).ready() as spindle:
        desktop.turn_away()
        desktop.screen.keys("ctrl+alt+f")
        spindle.wait_for_row(OPEN)
        desktop.screen.keys("ctrl+alt+p")
        spindle.wait_for_row("SELECT * FROM gap WHERE kind = 'pause' AND ended IS NULL")
        desktop.screen.keys("ctrl+alt+f")
        wait_until(
            lambda: not spindle.rows("SELECT * FROM gap WHERE kind = 'pause' AND ended IS NULL"),
            "the block to go on",
        )
        desktop.screen.keys("super+F7")
        wait_until(lambda: count(spindle, "interruption") == 1, "the interruption")


def test_a_key_that_is_held_counts_once_and_a_lock_key_does_not_matter(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    with Running(desktop, profile, clock=clock).ready() as spindle:
        desktop.turn_away()
        desktop.screen.keys("Caps_Lock")
        desktop.run("xdotool", "key", "ctrl+alt+f")
        spindle.wait_for_row(OPEN)
        desktop.screen.keys("Caps_Lock")
        # The server repeats a key that is held for longer than half a second.
        desktop.run("xdotool", "keydown", "super", "keydown", "F7")
        until = now() + 1.2
        wait_until(lambda: now() > until, "the key to be held")
        desktop.run("xdotool", "keyup", "F7", "keyup", "super")
        # What is paused right after it is the time that it took; more than two would be repeats.
        desktop.screen.keys("ctrl+alt+p")
        wait_until(lambda: count(spindle, "interruption") >= 2, "the pause")
        assert count(spindle, "interruption") == 2


@pytest.mark.requirement("focus-pain-14")
def test_the_key_ends_a_break_within_a_second(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    with Running(desktop, profile, clock=clock).ready() as spindle:
        desktop.turn_away()
        desktop.screen.keys("ctrl+alt+f")
        spindle.wait_for_row(OPEN)
        clock.set(rate=1500)
        desktop.notifications.wait_for("Block 1 of 4 done")
        clock.set(rate=1)
        desktop.notifications.press("Rate")
        spindle.wait_for("How did it go?")
        spindle.wait_for(HAS_KEYS)
        spindle.keys("4")
        spindle.wait_for("Press another number to change it.")
        spindle.keys("Return")
        spindle.wait_for_row("SELECT * FROM break WHERE ended IS NULL")
        desktop.turn_away()
        began = now()
        desktop.screen.keys("ctrl+alt+f")
        wait_until(
            lambda: not spindle.rows("SELECT * FROM break WHERE ended IS NULL"), "the break's end"
        )
        assert now() - began < 1
        spindle.wait_for_row(OPEN)


def test_a_key_that_another_program_has_is_told_of(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    other: Any = display.Display(desktop.env["DISPLAY"])
    code = other.keysym_to_keycode(XK.string_to_keysym("f"))
    held = X.ControlMask | X.Mod1Mask
    other.screen().root.grab_key(code, held, True, X.GrabModeAsync, X.GrabModeAsync)
    other.sync()
    with Running(desktop, profile, clock=clock).ready() as spindle:
        show_the_row(spindle)
        spindle.wait_for("The desktop or another program keeps this key.")
        spindle.picture("hotkey-taken")
    other.close()


@pytest.mark.requirement("focus-pain-19")
def test_without_a_portal_the_settings_show_the_line_to_bind(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    with Running(desktop, profile, clock=clock, env=WAYLAND).ready() as spindle:
        show_the_row(spindle)
        spindle.wait_for("This desktop gives programs no keys of their own.")
        spindle.wait_for(f"--profile {profile} start")
        spindle.picture("hotkey-nowhere")
        line = spindle.text().partition("keyboard settings: ")[2].partition("\n")[0]
        # The line does what it says: pasted into the desktop's settings it starts a block.
        desktop.run("sh", "-c", line)
        spindle.wait_for_row(OPEN)


def test_a_wayland_desktop_is_asked_through_its_portal(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    address = desktop.env["DBUS_SESSION_BUS_ADDRESS"]
    with (
        ShortcutsPortal(address) as portal,
        Running(desktop, profile, clock=clock, env=WAYLAND).ready() as spindle,
    ):
        wait_until(lambda: portal.bound, "the keys to be asked for")
        assert portal.bound[0] == [
            ("focus.start_key", "Start from anywhere", "CTRL+ALT+f"),
            ("focus.pause_key", "Pause from anywhere", "CTRL+ALT+p"),
            ("focus.interrupted_key", "Interrupted, from anywhere", "LOGO+F7"),
        ]
        portal.press("focus.start_key", session="/another/programs/session")
        portal.press("focus.start_key")
        spindle.wait_for_row(OPEN)
        portal.press("focus.interrupted_key")
        wait_until(lambda: count(spindle, "interruption") == 1, "the interruption")


def test_a_user_who_says_no_to_the_portal_reads_it_in_the_settings(
    desktop: VirtualDesktop, profile: Path, clock: TestClock
) -> None:
    address = desktop.env["DBUS_SESSION_BUS_ADDRESS"]
    with (
        ShortcutsPortal(address, refuses=True),
        Running(desktop, profile, clock=clock, env=WAYLAND).ready() as spindle,
    ):
        show_the_row(spindle)
        spindle.wait_for("The desktop or another program keeps this key.")


def show_the_row(spindle: Running) -> None:
    spindle.keys("ctrl+k")
    spindle.wait_for("Finder")
    spindle.type("Start from anywhere")
    spindle.keys("Return")
    spindle.wait_for("Interrupted, from anywhere")
