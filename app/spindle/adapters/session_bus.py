"""A line to the session bus of a Linux desktop, served by the GUI thread's event loop."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from jeepney import (
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtCore import QSocketNotifier

NAME: Final = "org.freedesktop.Notifications"
_DAEMON: Final = DBusAddress("/org/freedesktop/Notifications", NAME, NAME)
_BUS: Final = "org.freedesktop.DBus"

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
        connection = open_dbus_connection(bus_address())
    except (OSError, ValueError, RuntimeError, DBusErrorResponse):
        return None
    bus = SessionBus(connection, heard, hung_up)
    return bus if bus.listen() else None


class SessionBus:
    """Calls to the notification service and its signals, without waiting for any. GUI thread."""

    def __init__(
        self, connection: DBusConnection, heard: Heard, hung_up: Callable[[], None]
    ) -> None:
        self._connection = connection
        self._heard = heard
        self._hung_up = hung_up
        self._replies: dict[int, Replied] = {}
        self._open = True
        self._notifier = QSocketNotifier(connection.sock.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)

    def listen(self) -> bool:
        """Ask the bus for the signals; False when it is gone already."""
        signals = MatchRule(type="signal", sender=NAME, interface=NAME)
        owners = MatchRule(type="signal", sender=_BUS, interface=_BUS, member="NameOwnerChanged")
        owners.add_arg_condition(0, NAME)
        return all(self._send(message_bus.AddMatch(rule), _ignore) for rule in (signals, owners))

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
            self._connection.close()

    def _send(self, message: Message, replied: Replied) -> bool:
        if not self._open:
            return False
        serial = next(self._connection.outgoing_serial)
        try:
            self._connection.send(message, serial=serial)
        except OSError:
            self.close()
            return False
        self._replies[serial] = replied
        return True

    def _read(self) -> None:
        while self._open:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            except (OSError, ValueError):
                self.close()
                self._hung_up()
                return
            self._take(message)

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
