"""Hears what later starts of Spindle say to the one that holds the profile."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from spindle.adapters.calling import HEADER, LONGEST, address, packed

Heard = Callable[[dict[str, Any]], dict[str, Any] | None]

_CALLERS: Final = 16
_PATIENCE_MS: Final = 2_000


class Listener(QObject):
    """Hears the messages of later starts. GUI thread; import it after the first paint.

    Only the user's own processes can connect. A message is at most 64 KiB; whoever sends more,
    or something else, or half of it for two seconds, is hung up on.
    """

    def __init__(self, profile: Path, heard: Heard) -> None:
        """Listen, holding the lock of the profile.

        Args:
            profile: The folder of the user's data.
            heard: Gets each message, for example ``{"verb": "raise", "args": []}``. What it
                returns is the answer to a message with ``"ask": true``.
        """
        super().__init__()
        self._heard = heard
        self._callers: list[_Caller] = []
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)
        where = address(profile)
        QLocalServer.removeServer(where)  # we hold the lock, so what is there is a dead one's
        self.listening = self._server.listen(where)

    def stop(self) -> None:
        """Hear nothing more and take the socket away."""
        self._server.close()
        for caller in tuple(self._callers):
            caller.hang_up()

    def _welcome(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            caller = _Caller(socket, self._heard, self._callers.remove)
            self._callers.append(caller)
            if len(self._callers) > _CALLERS:
                self._callers[0].hang_up()
            caller.read()


class _Caller:
    """One connection: it may say one thing."""

    def __init__(
        self, socket: QLocalSocket, heard: Heard, gone: "Callable[[_Caller], None]"
    ) -> None:
        self._socket = socket
        self._heard = heard
        self._gone: Callable[[_Caller], None] | None = gone
        socket.readyRead.connect(self.read)
        socket.disconnected.connect(self.hang_up)
        self._patience = QTimer(socket)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.hang_up)
        self._patience.start(_PATIENCE_MS)

    def hang_up(self) -> None:
        """End the call, at most once."""
        gone, self._gone = self._gone, None
        if gone is None:
            return
        gone(self)
        self._patience.stop()
        self._socket.abort()
        self._socket.deleteLater()

    def read(self) -> None:
        """Take what has come; act once the message is whole."""
        if self._gone is None or self._socket.bytesAvailable() < HEADER:
            return
        length = int.from_bytes(self._socket.peek(HEADER).data(), "big")
        if not 0 < length <= LONGEST:
            self.hang_up()
            return
        if self._socket.bytesAvailable() < HEADER + length:
            return
        message = _parsed(bytes(self._socket.read(HEADER + length).data())[HEADER:])
        asks = message is not None and message.get("ask") is True
        answer = self._heard(message) if asks and message is not None else None
        if self._gone is None:
            return  # it hung up while its wish was done
        if message is not None:
            self._socket.write(packed({"heard": True, **(answer or {})}))
            self._socket.flush()
            self._socket.waitForBytesWritten(100)
        self.hang_up()
        if message is not None and not asks:
            self._heard(message)


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) and isinstance(message.get("verb"), str) else None
