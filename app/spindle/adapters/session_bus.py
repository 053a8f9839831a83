"""A line to the session bus of a Linux desktop, served by the GUI thread's event loop."""

import os
from collections.abc import Callable
from itertools import count
from pathlib import Path
from socket import socket
from typing import Any, Final, NamedTuple

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageFlag,
    MessageType,
    Parser,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.bus import get_bus
from jeepney.io.blocking import prep_socket
from PySide6.QtCore import QSocketNotifier

_BUS: Final = "org.freedesktop.DBus"
_UNKNOWN: Final = "org.freedesktop.DBus.Error.UnknownMethod"
_PATIENCE_S: Final = 0.5
_CHUNK: Final = 65_536
_FIRST_OWNER: Final = 1
_NO_QUEUE: Final = 4

Body = tuple[Any, ...]
Replied = Callable[[Body | None], None]


class Place(NamedTuple):
    """An object of a program on the bus, seen as one of the things that it is."""

    path: str
    name: str
    interface: str


class Signal(NamedTuple):
    """Something that was told to all."""

    interface: str
    member: str
    signature: str
    body: Body
    path: str = ""


class Call(NamedTuple):
    """Something that another program asks of us."""

    path: str
    interface: str
    member: str
    body: Body


Answer = tuple[str, Body]
"""The D-Bus types of an answer, and what it says."""

Served = Callable[[Call], Answer | None]
"""Answers a call; None for what it does not know."""


def bus_address() -> str:
    """Where the session bus listens; empty when there is none."""
    named = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if named:
        return named
    path = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent")) / "bus"
    return f"unix:path={path}" if path.is_socket() else ""


def connect(
    heard: Callable[[Signal], None], hung_up: Callable[[], None], served: Served | None = None
) -> "SessionBus | None":
    """Connect, in about a millisecond; None when there is no bus.

    Args:
        heard: Gets each signal that was asked for by ``watch`` and ``watch_owner``.
        hung_up: The bus went away by itself; nothing is heard afterwards.
        served: Answers what others ask of us.
    """
    try:
        line = prep_socket(get_bus(bus_address()), timeout=_PATIENCE_S)
    except (OSError, ValueError, RuntimeError):
        return None
    line.setblocking(False)
    bus = SessionBus(line, heard, hung_up, served or _nothing)
    return bus if bus.greet() else None


class SessionBus:
    """Calls, signals and answers, without waiting for any. GUI thread.

    What sends returns False when the bus is gone: the line is then closed.
    """

    def __init__(
        self,
        line: socket,
        heard: Callable[[Signal], None],
        hung_up: Callable[[], None],
        served: Served,
    ) -> None:
        self._line = line
        self._parser = Parser()
        self._serials = count(1)
        self._heard = heard
        self._hung_up = hung_up
        self._served = served
        self._replies: dict[int, Replied] = {}
        self._open = True
        self._notifier = QSocketNotifier(line.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)

    def greet(self) -> bool:
        """Say hello, as the bus wants it first."""
        return self._ask(message_bus.Hello(), _ignore)

    def watch(self, name: str, interface: str = "") -> bool:
        """Hear the signals of a program; its interface is called like itself, if not otherwise."""
        rule = MatchRule(type="signal", sender=name, interface=interface or name)
        return self._ask(message_bus.AddMatch(rule), _ignore)

    def watch_owner(self, name: str) -> bool:
        """Hear when a name gets another owner, or none: ``NameOwnerChanged``."""
        rule = MatchRule(type="signal", sender=_BUS, interface=_BUS, member="NameOwnerChanged")
        rule.add_arg_condition(0, name)
        return self._ask(message_bus.AddMatch(rule), _ignore)

    def own(self, name: str, owned: Callable[[bool], None]) -> bool:
        """Ask to be known by a name; ``owned`` learns whether nobody else is."""

        def replied(body: Body | None) -> None:
            owned(body is not None and body[0] == _FIRST_OWNER)

        return self._ask(message_bus.RequestName(name, _NO_QUEUE), replied)

    def call(self, place: Place, method: str, signature: str, body: Body, replied: Replied) -> bool:
        """Call a method.

        Args:
            place: Whose.
            method: For example ``Notify``.
            signature: D-Bus types of ``body``.
            body: The arguments.
            replied: Gets the reply's body later, or None for an error; not called when this
                returns False.
        """
        address = DBusAddress(place.path, place.name, place.interface)
        return self._ask(new_method_call(address, method, signature, body), replied)

    def emit(self, path: str, interface: str, member: str, answer: Answer) -> bool:
        """Tell all who listen to one of our objects."""
        place = DBusAddress(path, interface=interface)
        return self._send(new_signal(place, member, *answer))

    def close(self) -> None:
        """Hang up; what was sent still arrives."""
        if self._open:
            self._open = False
            self._replies.clear()
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._line.close()

    def _ask(self, message: Message, replied: Replied) -> bool:
        serial = next(self._serials)
        self._replies[serial] = replied
        if self._send(message, serial):
            return True
        self._replies.pop(serial, None)
        return False

    def _send(self, message: Message, serial: int | None = None) -> bool:
        if not self._open:
            return False
        try:
            self._line.sendall(message.serialise(serial=serial or next(self._serials)))
        except OSError:
            self.close()
            return False
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
        header, fields = message.header, message.header.fields
        match header.message_type:
            case MessageType.signal:
                names = HeaderFields.interface, HeaderFields.member, HeaderFields.signature
                interface, member, signature = (str(fields.get(name, "")) for name in names)
                path = str(fields.get(HeaderFields.path, ""))
                self._heard(Signal(interface, member, signature, message.body, path))
            case MessageType.method_call:
                self._answer(message)
            case kind:
                replied = self._replies.pop(fields.get(HeaderFields.reply_serial, 0), None)
                if replied is not None:
                    replied(message.body if kind is MessageType.method_return else None)

    def _answer(self, message: Message) -> None:
        names = HeaderFields.path, HeaderFields.interface, HeaderFields.member
        path, interface, member = (str(message.header.fields.get(name, "")) for name in names)
        answer = self._served(Call(path, interface, member, message.body))
        if message.header.flags & MessageFlag.no_reply_expected:
            return
        if answer is None:
            self._send(new_error(message, _UNKNOWN, "s", (f"There is no {interface}.{member}.",)))
        else:
            self._send(new_method_return(message, *answer))


def _ignore(body: Body | None) -> None:
    del body


def _nothing(call: Call) -> None:
    del call
