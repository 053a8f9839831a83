"""Media keys over the desktop's own bus, against the real program: asked as a panel asks."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, MessageType, Properties, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from spindle.adapters.media_bus import NAME, PATH, PLAYER, ROOT
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.listen_program import ListenProgram
from tests.helpers.waiting import wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="MPRIS is of Linux"),
]

REPOSITORY = Path(__file__).resolve().parents[2]
SAMPLE = REPOSITORY / "resources" / "samples" / "memory-in-the-night.md"


class Panel:
    """Asks what plays, and presses keys."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._player = DBusAddress(PATH, bus_name=NAME, interface=PLAYER)

    def is_there(self) -> bool:
        reply = self._connection.send_and_get_reply(message_bus.NameHasOwner(NAME), timeout=5)
        return bool(reply.body[0])

    def facts(self, interface: str = PLAYER) -> dict[str, Any]:
        place = DBusAddress(PATH, bus_name=NAME, interface=interface)
        reply = self._connection.send_and_get_reply(Properties(place).get_all(), timeout=5)
        assert reply.header.message_type is MessageType.method_return, reply.body
        return {name: value for name, (_, value) in reply.body[0].items()}

    def press(
        self,
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
        *,
        interface: str = PLAYER,
    ) -> bool:
        place = DBusAddress(PATH, bus_name=NAME, interface=interface)
        message = new_method_call(place, member, signature, body)
        reply = self._connection.send_and_get_reply(message, timeout=5)
        return reply.header.message_type is MessageType.method_return

    def set_rate(self, rate: float) -> None:
        message = Properties(self._player).set("Rate", "d", rate)
        self._connection.send_and_get_reply(message, timeout=5)

    def plays(self) -> str:
        return str(self.facts()["PlaybackStatus"])


@contextmanager
def listening(desktop: VirtualDesktop, profile: Path) -> Iterator[tuple[ListenProgram, Panel]]:
    """Spindle with the sample on the voice's desk, and a panel on the same bus."""
    program = ListenProgram(desktop, profile)
    program.open(SAMPLE)
    connection = open_dbus_connection(desktop.env["DBUS_SESSION_BUS_ADDRESS"])
    try:
        yield program, Panel(connection)
    finally:
        connection.close()


@pytest.mark.requirement("reader-row-50")
def test_a_panel_sees_what_plays_and_its_keys_do_what_they_say(tmp_path: Path) -> None:
    with (
        VirtualDesktop() as desktop,
        listening(desktop, tmp_path / "profile") as (program, panel),
    ):
        screen = desktop.screen
        assert not panel.is_there()
        program.play()
        wait_until(panel.is_there, "the name on the bus")
        wait_until(lambda: panel.plays() == "Playing", "the voice")
        facts = panel.facts()
        assert facts["Metadata"]["xesam:album"] == ("s", "Memory in the Night")
        assert panel.facts(ROOT)["Identity"] == "Spindle"
        wait_until(lambda: panel.facts()["Position"] > 0, "a word heard", seconds=10)

        assert panel.press("PlayPause")
        wait_until(lambda: panel.plays() == "Paused", "the pause")
        assert panel.press("Play")
        wait_until(lambda: panel.plays() == "Playing", "the voice again")
        panel.set_rate(2.0)
        wait_until(lambda: panel.facts()["Rate"] == pytest.approx(2.0, abs=0.1), "twice as fast")
        before = panel.facts()["Position"]
        assert panel.press("Seek", "x", (20_000_000,))
        wait_until(lambda: panel.facts()["Position"] > before + 10_000_000, "twenty seconds on")
        assert panel.press("Pause")
        wait_until(lambda: panel.plays() == "Paused", "the pause")
        assert_a_panel_moves_the_place(panel)
        screen.keys("ctrl+shift+l")
        locked = {"xesam:title": ("s", "Spindle"), "xesam:album": ("s", "Spindle")}
        wait_until(lambda: locked.items() <= panel.facts()["Metadata"].items(), "no name behind it")
        screen.keys("Return")
        named = facts["Metadata"]["xesam:album"]
        wait_until(lambda: panel.facts()["Metadata"]["xesam:album"] == named, "the name again")
        desktop.run("xdotool", "windowminimize", str(program.window.id))
        screen.wait_until_gone("Spindle")
        assert panel.press("Raise", interface=ROOT)
        screen.wait_for_window("Spindle")
        assert not panel.press("Dance")
        assert panel.press("OpenUri", "s", ("file:///etc/hostname",))
        assert panel.plays() == "Paused"


def assert_a_panel_moves_the_place(panel: Panel) -> None:
    """``SetPosition`` goes there, of the track that is open only."""
    track = panel.facts()["Metadata"]["mpris:trackid"][1]
    there = panel.facts()["Position"]
    assert panel.press("SetPosition", "ox", ("/another/track", 3_000_000))
    assert panel.press("Play")
    moved = wait_until(lambda: (at := panel.facts()["Position"]) != there and at, "the next word")
    assert moved > there
    assert panel.press("Pause")
    wait_until(lambda: panel.plays() == "Paused", "the pause")
    assert panel.press("SetPosition", "ox", (track, 3_000_000))
    wait_until(lambda: panel.facts()["Position"] < 8_000_000, "the beginning")
    assert panel.press("SetPosition", "ox", (track, 40_000_000))
    wait_until(lambda: abs(panel.facts()["Position"] - 40_000_000) < 8_000_000, "40 s")
    assert panel.plays() == "Paused"


def test_without_a_bus_the_voice_plays_all_the_same(tmp_path: Path) -> None:
    with (
        VirtualDesktop() as desktop,
        listening(desktop, tmp_path / "profile") as (program, panel),
    ):
        assert not panel.is_there()
        desktop.stop_bus()
        program.play()
        heard = "SELECT id FROM reading_position WHERE block > 0"
        wait_until(lambda: program.rows(heard), "a sentence heard", seconds=40)

        assert "Traceback" not in desktop.log("spindle").read_text("utf-8")
