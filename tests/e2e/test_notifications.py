"""Notifications with the real daemon: buttons, replacing, taking back, and every way to fail."""

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from spindle.adapters.notify import INSTEAD, DesktopNotifier
from spindle.adapters.notify_linux import BusNotifications
from spindle.adapters.system_clock import SystemClock
from spindle.core.ports import Action, Notification
from tests.helpers.desktop import VirtualDesktop, stop
from tests.helpers.fakes import FakeNotifier
from tests.helpers.notification_server import NotificationServer
from tests.helpers.waiting import wait_until

pytestmark = pytest.mark.e2e

POLICY = '<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/>'
RATE, LATER = Action("rate", "Rate"), Action("later", "Later")


@dataclass
class Speaker:
    """A notifier of the program under test, and what it heard."""

    notifier: DesktopNotifier
    banner: FakeNotifier
    heard: list[str] = field(default_factory=list)

    def say(self, title: str, *, body: str = "", purpose: str = "focus") -> None:
        notification = Notification(
            purpose=purpose, title=title, body=body, actions=(RATE, LATER), resident=True
        )
        self.notifier.show(notification, self.heard.append)


Speaks = Callable[..., Speaker]


@pytest.fixture
def speaks(qapp: object) -> Iterator[Speaks]:
    """Make notifiers that are stopped at the end."""
    del qapp
    made: list[DesktopNotifier] = []

    def make(patience_ms: int = 5_000) -> Speaker:
        banner, heard = FakeNotifier(), list[str]()
        notifier = DesktopNotifier(
            BusNotifications(patience_ms=patience_ms),
            banner,
            SystemClock(),
            lambda: heard.append("window raised"),
        )
        notifier.start()
        made.append(notifier)
        return Speaker(notifier, banner, heard)

    yield make
    for notifier in made:
        notifier.stop()


@pytest.fixture(scope="module")
def real_desktop() -> Iterator[VirtualDesktop]:
    with VirtualDesktop(tray=False) as desktop:
        yield desktop


@pytest.fixture
def desktop(real_desktop: VirtualDesktop, monkeypatch: pytest.MonkeyPatch) -> VirtualDesktop:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", real_desktop.env["DBUS_SESSION_BUS_ADDRESS"])
    return real_desktop


Bus = tuple[str, subprocess.Popen[bytes]]


@contextmanager
def running_bus(folder: Path, policy: str) -> Iterator[Bus]:
    """A bus with no service on it and none to be started: its address and its process."""
    path, config = folder / "bus", folder / "bus.conf"
    address = f"unix:path={path}"
    config.write_text(
        f"<busconfig><type>session</type><listen>{address}</listen><auth>EXTERNAL</auth>"
        f'<policy context="default">{policy}</policy></busconfig>'
    )
    process = subprocess.Popen(
        ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"],
        start_new_session=True,
    )
    wait_until(path.exists, "the bus")
    yield address, process
    stop(process)


@pytest.fixture
def bare_bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    with running_bus(tmp_path, POLICY) as (address, process):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address, process


def displayed(desktop: VirtualDesktop) -> int:
    return int(desktop.run("dunstctl", "count", "displayed"))


def shows(qtbot: QtBot, desktop: VirtualDesktop, count: int) -> None:
    qtbot.waitUntil(lambda: displayed(desktop) == count)


def test_a_button_pressed_in_the_real_daemon_is_heard(
    qtbot: QtBot, desktop: VirtualDesktop, speaks: Speaks
) -> None:
    speaker = speaks()
    speaker.say("A block is over")
    shows(qtbot, desktop, 1)
    seen = desktop.notifications.wait_for("A block is over")
    assert seen.actions == {"default": "Open", "rate": "Rate", "later": "Later"}
    desktop.notifications.press("Rate")
    qtbot.waitUntil(lambda: speaker.heard == ["rate"])
    shows(qtbot, desktop, 0)


def test_a_click_on_it_raises_the_window(
    qtbot: QtBot, desktop: VirtualDesktop, speaks: Speaks
) -> None:
    speaker = speaks()
    speaker.say("Clicked")
    shows(qtbot, desktop, 1)
    desktop.run("dunstctl", "action", "0")
    qtbot.waitUntil(lambda: speaker.heard == ["window raised", "default"])


def test_one_purpose_has_one_notification_that_is_replaced_and_taken_back(
    qtbot: QtBot, desktop: VirtualDesktop, speaks: Speaks
) -> None:
    speaker = speaks()
    for number in range(5):
        speaker.say(f"Number {number}")
    qtbot.waitUntil(lambda: desktop.notifications.received()[-1].summary == "Number 4")
    shows(qtbot, desktop, 1)
    speaker.say("Another", purpose="evening")
    shows(qtbot, desktop, 2)
    speaker.notifier.withdraw("evening")
    shows(qtbot, desktop, 1)
    speaker.notifier.withdraw("focus")
    shows(qtbot, desktop, 0)


def test_one_taken_back_before_the_daemon_answered_does_not_stay(
    qtbot: QtBot, desktop: VirtualDesktop, speaks: Speaks
) -> None:
    speaker = speaks()
    speaker.say("Ready")
    shows(qtbot, desktop, 1)
    speaker.say("Hasty", purpose="evening")
    speaker.notifier.withdraw("evening")
    qtbot.waitUntil(lambda: desktop.notifications.received()[-1].summary == "Hasty")
    shows(qtbot, desktop, 1)


def test_one_dismissed_on_the_desktop_is_over(
    qtbot: QtBot, desktop: VirtualDesktop, speaks: Speaks
) -> None:
    speaker = speaks()
    speaker.say("Dismissed")
    shows(qtbot, desktop, 1)
    desktop.run("dunstctl", "close-all")
    qtbot.waitUntil(lambda: not speaker.notifier._open)
    assert not speaker.banner.history


def test_quitting_takes_all_back(qtbot: QtBot, desktop: VirtualDesktop, speaks: Speaks) -> None:
    speaker = speaks()
    speaker.say("Left behind")
    shows(qtbot, desktop, 1)
    speaker.notifier.stop()
    shows(qtbot, desktop, 0)


def test_a_killed_daemon_moves_it_to_the_window_and_a_new_one_shows_it_again(
    qtbot: QtBot, desktop: VirtualDesktop, speaks: Speaks
) -> None:
    speaker = speaks()
    speaker.say("Still waiting")
    shows(qtbot, desktop, 1)
    desktop.notifications.stop()
    qtbot.waitUntil(lambda: "focus" in speaker.banner.shown)
    desktop.notifications.start()
    qtbot.waitUntil(lambda: "focus" not in speaker.banner.shown)
    shows(qtbot, desktop, 1)
    desktop.notifications.press("Later")
    qtbot.waitUntil(lambda: speaker.heard == ["later"])


def test_a_daemon_that_hangs_is_not_waited_for(
    qtbot: QtBot, desktop: VirtualDesktop, speaks: Speaks
) -> None:
    speaker = speaks(patience_ms=100)
    speaker.say("First")
    shows(qtbot, desktop, 1)
    process = desktop.notifications._process
    assert process is not None
    os.kill(process.pid, signal.SIGSTOP)
    try:
        speaker.say("Hanging", purpose="evening")
        qtbot.waitUntil(lambda: "evening" in speaker.banner.shown)
    finally:
        os.kill(process.pid, signal.SIGCONT)
    qtbot.waitUntil(lambda: "evening" not in speaker.banner.shown)
    shows(qtbot, desktop, 2)


@pytest.mark.parametrize(
    "text", ["NUL \0 and half \ud83d", "x" * 100_000, "مرحبا \u202e 👩‍🚀", "<b>&amp;</b>", ""]
)
def test_any_text_reaches_the_daemon(
    qtbot: QtBot, desktop: VirtualDesktop, speaks: Speaks, text: str
) -> None:
    speaker = speaks()
    before = len(desktop.notifications.received())
    speaker.say(text, body=text)
    qtbot.waitUntil(lambda: len(desktop.notifications.received()) > before)
    shows(qtbot, desktop, 1)
    assert not speaker.banner.history


@pytest.mark.parametrize("address", [None, "unix:path=/nonexistent/bus", "tcp:host=x", "nonsense"])
def test_without_a_bus_the_window_says_it(
    speaks: Speaks, monkeypatch: pytest.MonkeyPatch, address: str | None
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    if address is not None:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    speaker = speaks()
    speaker.say("A block is over", body="Read.")
    assert speaker.banner.shown["focus"].body == f"Read. {INSTEAD}"
    speaker.banner.choose("focus", "rate")
    assert speaker.heard == ["rate"]


def test_a_bus_that_never_answers_is_not_waited_for(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, speaks: Speaks
) -> None:
    with running_bus(tmp_path, policy='<allow send_destination="*"/>') as (address, _):
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        speaker = speaks(patience_ms=50)
        speaker.say("A block is over")
        qtbot.waitUntil(lambda: "focus" in speaker.banner.shown)
        speaker.notifier.stop()


@pytest.mark.usefixtures("bare_bus")
def test_without_a_daemon_the_window_says_it(qtbot: QtBot, speaks: Speaks) -> None:
    speaker = speaks()
    speaker.say("A block is over")
    qtbot.waitUntil(lambda: "focus" in speaker.banner.shown)


def test_a_bus_that_dies_takes_nothing_with_it_and_a_later_one_is_found(
    qtbot: QtBot,
    bare_bus: Bus,
    desktop: VirtualDesktop,
    monkeypatch: pytest.MonkeyPatch,
    speaks: Speaks,
) -> None:
    address, process = bare_bus
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    with NotificationServer(address, ["body", "actions"]) as server:
        speaker = speaks()
        speaker.say("Shown")
        qtbot.waitUntil(lambda: len(server.notified()) == 1)
    stop(process)
    qtbot.waitUntil(lambda: "focus" in speaker.banner.shown)
    speaker.say("Into the void", purpose="evening")
    assert "evening" in speaker.banner.shown
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", desktop.env["DBUS_SESSION_BUS_ADDRESS"])
    speaker.say("Heard again", purpose="evening")
    qtbot.waitUntil(lambda: "evening" not in speaker.banner.shown)
    assert desktop.notifications.wait_for("Heard again")


def test_a_daemon_without_buttons_gets_none_and_one_that_reads_markup_gets_it_escaped(
    qtbot: QtBot, bare_bus: Bus, speaks: Speaks
) -> None:
    with NotificationServer(bare_bus[0], ["body", "body-markup"]) as server:
        speaker = speaks()
        speaker.say("Title & all", body="1 < 2")
        qtbot.waitUntil(lambda: bool(server.notified()))
        _app, _id, _icon, title, body, actions, hints, expires = server.notified()[0]
        assert (title, body) == ("Title & all", "1 &lt; 2\nOpen Spindle to answer.")
        assert (actions, expires) == ([], 0)
        assert hints["desktop-entry"] == ("s", "spindle")


def test_a_daemon_that_talks_nonsense_is_not_listened_to(
    qtbot: QtBot, bare_bus: Bus, speaks: Speaks
) -> None:
    with NotificationServer(bare_bus[0], ["body", "actions"]) as server:
        speaker = speaks()
        speaker.say("Steady")
        qtbot.waitUntil(lambda: bool(server.notified()))
        server.emit("ActionInvoked", "s", ("rate",))
        server.emit("ActionInvoked", "us", (4_000_000_000, "rate"))
        server.emit("NotificationClosed", "su", ("1", 1))
        server.emit("ActivationToken", "us", (1, "token"))
        number = server.calls.index(("Notify", server.notified()[0])) + 1
        server.emit("ActionInvoked", "us", (number, "later"))
        qtbot.waitUntil(lambda: speaker.heard == ["later"])
