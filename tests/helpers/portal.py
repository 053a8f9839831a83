"""The desktop portal for keys, as plain as its description allows, on a bus of the tests."""

import threading
from typing import Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

from spindle.adapters.hotkeys_portal import KEYS, NAME, PATH, REQUEST

SESSION = f"{PATH}/session/1/spindle"


class ShortcutsPortal:
    """A context manager: inside it the portal runs in a thread of its own.

    Attributes:
        bound: What each ``BindShortcuts`` asked for: (name, description, trigger).
        closed: How many sessions were closed.
        refuses: The user of this desktop says no to everything.
    """

    def __init__(self, address: str, *, refuses: bool = False) -> None:
        self.bound: list[list[tuple[str, str, str]]] = []
        self.closed = 0
        self.refuses = refuses
        self._connection = open_dbus_connection(address)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        self._connection.send_and_get_reply(message_bus.RequestName(NAME), timeout=5)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self._connection.close()

    def press(self, name: str, session: str = SESSION) -> None:
        """A key of the desktop's was pressed."""
        where = DBusAddress(PATH, interface=KEYS)
        body: tuple[Any, ...] = (session, name, 1, {})
        self._connection.send(new_signal(where, "Activated", "osta{sv}", body))

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                message = self._connection.receive(timeout=0.02)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Message) -> None:
        fields = message.header.fields
        method, sender = str(fields[HeaderFields.member]), str(fields[HeaderFields.sender])
        if method == "Get":
            self._connection.send(new_method_return(message, "v", (("u", 1),)))
        elif method == "CreateSession":
            self._later(message, sender, {"session_handle": ("s", SESSION)})
        elif method == "BindShortcuts":
            wanted = [
                (n, o["description"][1], o["preferred_trigger"][1]) for n, o in message.body[1]
            ]
            self.bound.append(wanted)
            given = [(name, {"description": ("s", words)}) for name, words, _ in wanted]
            self._later(message, sender, {"shortcuts": ("a(sa{sv})", given)})
        elif method == "Close":
            self.closed += 1
            self._connection.send(new_method_return(message))
        else:
            self._connection.send(new_error(message, "org.freedesktop.DBus.Error.UnknownMethod"))

    def _later(self, message: Message, sender: str, results: dict[str, Any]) -> None:
        """Answer with the path of a request, and then as that request."""
        token = message.body[-1]["handle_token"][1]
        path = f"{PATH}/request/{sender[1:].replace('.', '_')}/{token}"
        self._connection.send(new_method_return(message, "o", (path,)))
        response = (1, {}) if self.refuses else (0, results)
        where = DBusAddress(path, interface=REQUEST)
        self._connection.send(new_signal(where, "Response", "ua{sv}", response))
