"""A service on a private bus: answers in a thread of its own and remembers what was asked."""

import threading
from abc import ABC, abstractmethod
from typing import Any, Self

from jeepney import DBusAddress, HeaderFields, Message, MessageType, message_bus, new_signal
from jeepney.io.blocking import open_dbus_connection


class BusService(ABC):
    """A context manager: inside it the service runs.

    Attributes:
        calls: Method and arguments of each call, oldest first.
        following: What is sent right behind the next reply.
    """

    def __init__(self, address: str, emitter: DBusAddress, name: str) -> None:
        """Have the ``name`` on the bus at an ``address``; signals come from the ``emitter``."""
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.following: list[Message] = []
        self._emitter = emitter
        self._name = name
        self._connection = open_dbus_connection(address)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self) -> Self:
        asked = message_bus.RequestName(self._name)
        self._connection.send_and_get_reply(asked, timeout=5)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self._connection.close()

    def emit(self, signal: str, signature: str, body: tuple[Any, ...]) -> None:
        """Send a signal as the service."""
        self._connection.send(new_signal(self._emitter, signal, signature, body))

    @abstractmethod
    def answer(self, method: str, message: Message) -> Message:
        """The reply to a call."""

    def _serve(self) -> None:
        while not self._ended.is_set():
            try:
                message = self._connection.receive(timeout=0.02)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                method = str(message.header.fields[HeaderFields.member])
                reply = self.answer(method, message)
                self.calls.append((method, message.body))
                self._connection.send(reply)
                while self.following:
                    self._connection.send(self.following.pop(0))
