"""Spindle is as dark as the desktop, changes with it, and keeps to what its user pinned."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from spindle.core.clock import ManualClock
from spindle.storage.open import open_database
from spindle.storage.paths import database_path
from spindle.ui.theme import palette
from tests.helpers.appearance_portal import DARK, LIGHT, AppearancePortal
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.encrypted import SETS
from tests.helpers.running import Running, TestClock
from tests.helpers.waiting import wait_until

pytestmark = pytest.mark.e2e

# Any of the desktops for which Qt asks the portal.
XFCE = {"XDG_CURRENT_DESKTOP": "XFCE"}


@pytest.fixture
def desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop() as made:
        yield made


def paper(spindle: Running, shot: Path) -> QColor:
    """The colour of the window beside its content."""
    return spindle.desktop.screen.picture(shot, spindle.window).pixelColor(230, 8)


def wears(spindle: Running, name: str, shot: Path) -> None:
    """Wait until the window has the paper of a palette."""
    wanted = palette(name).paper
    wait_until(lambda: paper(spindle, shot) == wanted, f"a {name} window")


def test_the_window_follows_the_desktop_and_an_override_stays(
    desktop: VirtualDesktop, tmp_path: Path
) -> None:
    shot = tmp_path / "shot.png"
    bus = desktop.env["DBUS_SESSION_BUS_ADDRESS"]
    with (
        AppearancePortal(bus, DARK) as portal,
        Running(desktop, tmp_path / "profile", env=XFCE).ready() as spindle,
    ):
        wears(spindle, "dark", shot)
        portal.turn(LIGHT)
        wears(spindle, "light", shot)

        spindle.keys("ctrl+comma")
        spindle.wait_for("Text size")
        spindle.keys("ctrl+f")
        spindle.type("theme")
        spindle.keys("Return", "Right", "Right")
        wears(spindle, "dark", shot)
        portal.turn(DARK)
        portal.turn(LIGHT)
        spindle.keys("ctrl+1")
        wears(spindle, "dark", shot)


def test_a_start_between_the_evenings_hour_and_the_mornings_is_dark_if_that_is_wished(
    desktop: VirtualDesktop, tmp_path: Path
) -> None:
    profile, shot = tmp_path / "profile", tmp_path / "shot.png"
    clock = TestClock(tmp_path / "clock", "2026-03-10T21:50")
    at = ManualClock(datetime(2026, 3, 10, 21, 0))
    with closing(open_database(database_path(profile), SETS, clock=at)) as db:
        db.conn.execute("INSERT INTO setting VALUES ('journal.dim', 'true', 1)")
    with Running(desktop, profile, clock=clock).ready() as spindle:
        wears(spindle, "dark", shot)
        clock.set(wall="2026-03-11T05:01")
        wears(spindle, "light", shot)
