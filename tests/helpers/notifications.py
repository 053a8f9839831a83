"""The notification daemon of the virtual desktop: what reached it, and its buttons."""

from __future__ import annotations

import contextlib
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from jeepney import DBusAddress, MessageType, message_bus, new_method_call
from jeepney.bus_messages import MatchRule
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.helpers.waiting import now, wait_until

if TYPE_CHECKING:
    import subprocess

    from tests.helpers.desktop import VirtualDesktop

_NAME = "org.freedesktop.Notifications"
_DUNST = DBusAddress("/org/freedesktop/Notifications", _NAME, "org.dunstproject.cmd0")


@dataclass(frozen=True)
class Notification:
    """One call of ``Notify`` as it passed over the bus.

    Attributes:
        replaces: The id of the notification it takes the place of, or 0.
        actions: Label by key.
        at: When it was seen, in seconds of the real clock.
    """

    summary: str
    body: str
    actions: dict[str, str]
    replaces: int
    hints: dict[str, Any]
    at: float = field(compare=False)


class NotificationDaemon:
    """The real dunst, with an ear on the bus and a hand on its buttons."""

    def __init__(self, desktop: VirtualDesktop) -> None:
        self._desktop = desktop
        self._address = desktop.env["DBUS_SESSION_BUS_ADDRESS"]
        self._wanted = desktop.folder / "wanted-button"
        self._process: subprocess.Popen[bytes] | None = None
        self._caller = open_dbus_connection(self._address)
        self._ear = self._listen()
        self._heard: list[Notification] = []

    def start(self) -> None:
        """Start the daemon and wait until it takes notifications."""
        picker = self._desktop.folder / "pick.sh"
        # dunst hands its menu over on standard input and takes the chosen line back.
        picker.write_text(f"#!/bin/sh\nexec grep -m1 -F -f {shlex.quote(str(self._wanted))}\n")
        picker.chmod(0o700)
        config = self._desktop.folder / "dunstrc"
        config.write_text(f"[global]\n    dmenu = {picker}\n    font = Sans 10\n")
        self._process = self._desktop.start("dunst", "-conf", config)
        wait_until(self.is_running, "the notification daemon")

    def stop(self) -> None:
        """Kill the daemon, as when it crashes; nothing starts it again."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        wait_until(lambda: not self.is_running(), "the daemon to be gone")

    def is_running(self) -> bool:
        """Whether the name of the service has an owner."""
        reply = self._caller.send_and_get_reply(message_bus.NameHasOwner(_NAME), timeout=5)
        return bool(reply.body[0])

    def received(self) -> list[Notification]:
        """Every notification sent so far, oldest first."""
        with contextlib.suppress(TimeoutError):
            while True:
                self._take(self._ear.receive(timeout=0.001))
        return list(self._heard)

    def wait_for(self, text: str, seconds: float = 15) -> Notification:
        """The newest notification with ``text`` in its summary or body, as soon as it is there."""

        def newest() -> Notification | None:
            return next(
                (n for n in reversed(self.received()) if text in f"{n.summary}\n{n.body}"), None
            )

        found = wait_until(newest, f"a notification saying {text}", seconds)
        assert found is not None
        return found

    def press(self, label: str) -> None:
        """Press the button with that label on a notification that is shown now."""
        self._wanted.write_text(label)
        self._caller.send_and_get_reply(new_method_call(_DUNST, "ContextMenuCall"), timeout=5)

    def close(self) -> None:
        """Let go of the bus."""
        self._caller.close()
        self._ear.close()

    def _listen(self) -> DBusConnection:
        ear = open_dbus_connection(self._address)
        monitor = DBusAddress(
            "/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus.Monitoring"
        )
        rule = MatchRule(type="method_call", interface=_NAME, member="Notify").serialise()
        call = new_method_call(monitor, "BecomeMonitor", "asu", ([rule], 0))
        reply = ear.send_and_get_reply(call, timeout=5)
        assert reply.header.message_type is MessageType.method_return, reply.body
        return ear

    def _take(self, message: Any) -> None:
        if message.header.message_type is not MessageType.method_call:
            return
        _app, replaces, _icon, summary, body, flat, hints, _timeout = message.body
        actions = dict(zip(flat[::2], flat[1::2], strict=True))
        plain = {name: value for name, (_signature, value) in hints.items()}
        self._heard.append(Notification(summary, body, actions, replaces, plain, now()))
