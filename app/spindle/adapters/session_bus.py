"""A line to the session bus of a Linux desktop, served by the GUI thread's event loop."""

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from socket import socket
from typing import Any, Final

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    Parser,
    message_bus,
    new_method_call,
)
from jeepney.bus import get_bus
from jeepney.io.blocking import prep_socket
from PySide6.QtCore import QSocketNotifier

NAME: Final = "org.freedesktop.Notifications"
_DAEMON: Final = DBusAddress("/org/freedesktop/Notifications", NAME, NAME)
_BUS: Final = "org.freedesktop.DBus"
_PATIENCE_S: Final = 0.5
_CHUNK: Final = 65_536

Body = tuple[Any, ...]
Heard = Callable[[str, Body], None]
Replied = Callable[[Body | None], None]


def bus_address() -> str:
    """Where the session bus listens; empty when there is none."""
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if named:
        return named
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent")) / "bus"
    return f"unix:path={path}" if path.is_socket() else ""


def connect(heard: Heard, hung_up: Callable[[], None]) -> "SessionBus | None":
    """Connect, in about a millisecond; None when there is no bus.

    Args:
        heard: Gets member and body of each signal of the notification service, and
            ``("owner", (name,))`` when another program takes the service over; the name is empty
            when it is gone.
        hung_up: The bus went away by itself; nothing is heard afterwards.
    """
    try:
        line = prep_socket(get_bus(bus_address()), timeout=_PATIENCE_S)
    except (OSError, ValueError, RuntimeError):
        return None
    line.setblocking(False)
    bus = SessionBus(line, heard, hung_up)
    return bus if bus.listen() else None


class SessionBus:
    """Calls to the notification service and its signals, without waiting for any. GUI thread."""

    def __init__(self, line: socket, heard: Heard, hung_up: Callable[[], None]) -> None:
        self._line = line
        self._parser = Parser()
        self._serials = count(1)
        self._heard = heard
        self._hung_up = hung_up
        self._replies: dict[int, Replied] = {}
        self._open = True
        self._notifier = QSocketNotifier(line.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)

    def listen(self) -> bool:
        """Greet the bus and ask for the signals; False when it is gone already."""
        signals = MatchRule(type="signal", sender=NAME, interface=NAME)
        owners = MatchRule(type="signal", sender=_BUS, interface=_BUS, member="NameOwnerChanged")
        owners.add_arg_condition(0, NAME)
        rules = (message_bus.AddMatch(rule) for rule in (signals, owners))
        return all(self._send(message, _ignore) for message in (message_bus.Hello(), *rules))

    def call(self, method: str, signature: str, body: Body, replied: Replied) -> bool:
        """Call a method of the notification service.

        Args:
            method: For example ``Notify``.
            signature: D-Bus types of ``body``.
            body: The arguments.
            replied: Gets the reply's body later, or None for an error.

        Returns:
            False when the bus is gone: the line is closed and ``replied`` will not be called.
        """
        return self._send(new_method_call(_DAEMON, method, signature, body), replied)

    def close(self) -> None:
        """Hang up; what was sent still arrives."""
        if self._open:
            self._open = False
            self._replies.clear()
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._line.close()

    def _send(self, message: Message, replied: Replied) -> bool:
        if not self._open:
            return False
        serial = next(self._serials)
        try:
            self._line.sendall(message.serialise(serial=serial))
        except OSError:
            self.close()
            return False
        self._replies[serial] = replied
        return True

    def _read(self) -> None:
        messages: list[Message] = []
        try:
            data = self._line.recv(_CHUNK)
            messages = self._parser.feed(data) if data else []
        except BlockingIOError:
            return
        except (OSError, ValueError):
            data = b""
        for message in messages:
            if self._open:
                self._take(message)
        if not data and self._open:
            self.close()
            self._hung_up()

    def _take(self, message: Message) -> None:
        header = message.header
        if header.message_type is MessageType.signal:
            member, signature = (
                header.fields.get(field) for field in (HeaderFields.member, HeaderFields.signature)
            )
            if member == "NameOwnerChanged":
                self._heard("owner", (message.body[2],))
            elif (member, signature) in {("ActionInvoked", "us"), ("NotificationClosed", "uu")}:
                self._heard(str(member), message.body)
            return
        replied = self._replies.pop(header.fields.get(HeaderFields.reply_serial, 0), None)
        if replied is not None:
            good = header.message_type is MessageType.method_return
            replied(message.body if good else None)


def _ignore(body: Body | None) -> None:
    del body
