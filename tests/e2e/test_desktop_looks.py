"""Spindle is as dark as the desktop, changes with it, and keeps to what its user pinned."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QColor

from spindle.ui.theme import palette
from tests.helpers.appearance_portal import DARK, LIGHT, AppearancePortal
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.running import Running
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
