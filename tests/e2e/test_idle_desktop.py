"""What a desktop tells of locks and touches is heard; one that tells nothing is no trouble."""

import os
import subprocess
import sys

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    message_bus,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

from tests.helpers import idle_listener
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.waiting import wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="these desktops are Linux's"),
]

PATH = {"PYTHONPATH": os.pathsep.join(sys.path)}
SAVERS = {
    "freedesktop": DBusAddress(
        "/org/freedesktop/ScreenSaver", interface="org.freedesktop.ScreenSaver"
    ),
    "gnome": DBusAddress("/org/gnome/ScreenSaver", interface="org.gnome.ScreenSaver"),
}


@pytest.mark.parametrize("saver", SAVERS)
def test_a_lock_that_the_desktop_tells_of_is_heard_and_so_is_its_end(saver: str) -> None:
    with VirtualDesktop(tray=False) as desktop:
        bus = open_dbus_connection(desktop.env["DBUS_SESSION_BUS_ADDRESS"])
        program = desktop.start(sys.executable, idle_listener.__file__, env=PATH, log="listener")
        said = desktop.log("listener")
        wait_until(lambda: "unknown" in said.read_text(), "the listener")
        bus.send(new_signal(SAVERS[saver], "ActiveChanged", "b", (True,)))
        wait_until(lambda: "locked" in said.read_text(), "the lock")
        bus.send(new_signal(SAVERS[saver], "ActiveChanged", "b", (False,)))
        assert program.wait(10) == 0
        assert said.read_text().splitlines() == ["unknown", "locked", "open", "touched"]
        bus.close()


@pytest.mark.requirement("focus-pain-8")
def test_without_screen_and_bus_nothing_is_known_and_nothing_is_said_to_be_wrong() -> None:
    env = {**os.environ, **PATH, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent/bus"}
    env.pop("DISPLAY", None)
    env["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=/nonexistent/bus"
    done = subprocess.run(
        [sys.executable, idle_listener.__file__, "--once"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "unknown\nno touch known\n", "")


@pytest.mark.parametrize(
    ("name", "path", "signature"),
    [
        ("org.gnome.Mutter.IdleMonitor", "/org/gnome/Mutter/IdleMonitor/Core", "t"),
        ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver", "u"),
    ],
)
def test_where_no_x_server_counts_the_desktops_own_service_is_asked(
    name: str, path: str, signature: str
) -> None:
    with VirtualDesktop(tray=False) as desktop:
        bus = open_dbus_connection(desktop.env["DBUS_SESSION_BUS_ADDRESS"])
        bus.send_and_get_reply(message_bus.RequestName(name), timeout=5)
        program = desktop.start(
            sys.executable,
            idle_listener.__file__,
            "--touch",
            env={**PATH, "WAYLAND_DISPLAY": "none", "QT_QPA_PLATFORM": "offscreen"},
            log="listener",
        )
        call = bus.receive(timeout=20)
        while call.header.message_type is not MessageType.method_call:
            call = bus.receive(timeout=20)
        assert call.header.fields[HeaderFields.path] == path
        bus.send(new_method_return(call, signature, (7_000,)))
        assert program.wait(10) == 0
        assert desktop.log("listener").read_text().splitlines() == ["unknown", "touched"]
        bus.close()
