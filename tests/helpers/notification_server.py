"""A notification server as plain as the protocol allows, to play daemons that are not dunst."""

import threading
from collections.abc import Sequence
from typing import Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.Notifications"
_EMITTER = DBusAddress("/org/freedesktop/Notifications", interface=NAME)


class NotificationServer:
    """A context manager: inside it the service runs in a thread of its own.

    Attributes:
        calls: Method and arguments of each call, oldest first.
    """

    def __init__(self, address: str, capabilities: Sequence[str] = ("body",)) -> None:
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self._capabilities = list(capabilities)
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

    def notified(self) -> list[tuple[Any, ...]]:
        """The arguments of each ``Notify`` so far."""
        return [body for method, body in list(self.calls) if method == "Notify"]

    def emit(self, signal: str, signature: str, body: tuple[Any, ...]) -> None:
        """Send a signal as the service."""
        self._connection.send(new_signal(_EMITTER, signal, signature, body))

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                message = self._connection.receive(timeout=0.02)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._answer(message)

    def _answer(self, message: Message) -> None:
        method = str(message.header.fields[HeaderFields.member])
        if method == "GetCapabilities":
            reply = new_method_return(message, "as", (self._capabilities,))
        elif method == "Notify":
            reply = new_method_return(message, "u", (message.body[1] or len(self.calls) + 1,))
        else:
            reply = new_method_return(message)
        self.calls.append((method, message.body))
        self._connection.send(reply)
