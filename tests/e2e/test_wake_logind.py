"""A resume that logind tells of is noticed at once, and no logind is no trouble."""

import os
import subprocess
import sys

import pytest
from jeepney import DBusAddress, message_bus, new_signal
from jeepney.io.blocking import open_dbus_connection

from tests.helpers import wake_listener
from tests.helpers.desktop import VirtualDesktop
from tests.helpers.waiting import wait_until

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform != "linux", reason="logind is Linux's"),
]

MANAGER = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")
PATH = {"PYTHONPATH": os.pathsep.join(sys.path)}


def test_a_resume_told_by_logind_wakes_the_program() -> None:
    with VirtualDesktop(tray=False) as desktop:
        logind = open_dbus_connection(desktop.env["DBUS_SYSTEM_BUS_ADDRESS"])
        logind.send_and_get_reply(message_bus.RequestName("org.freedesktop.login1"), timeout=5)
        program = desktop.start(sys.executable, wake_listener.__file__, env=PATH, log="listener")
        said = desktop.log("listener")
        wait_until(lambda: "ready" in said.read_text(), "the listener")
        logind.send(new_signal(MANAGER, "PrepareForSleep", "b", (True,)))
        logind.send(new_signal(MANAGER, "PrepareForSleep", "b", (False,)))
        assert program.wait(10) == 0
        assert said.read_text().split() == ["ready", "woke"]
        logind.close()


@pytest.mark.parametrize("address", ["unix:path=/nonexistent/bus", "nonsense", ""])
def test_without_a_system_bus_it_runs_and_says_nothing(address: str) -> None:
    done = subprocess.run(
        [sys.executable, wake_listener.__file__, "--once"],
        env={**os.environ, **PATH, "DBUS_SYSTEM_BUS_ADDRESS": address},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "ready\n", "")
