"""One Spindle per profile: the first holds the lock, a second one asks it to come forward."""

import hashlib
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, QThread, QTimer

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtNetwork import QLocalSocket

    Heard = Callable[[dict[str, Any]], None]

HEADER: Final = 4
LONGEST: Final = 64 * 1024
_CALLERS: Final = 16
_PATIENCE_MS: Final = 2_000
_LONGEST_PATH: Final = 100  # a Unix socket's path holds 107 bytes


def lock(profile: Path) -> QLockFile | None:
    """Take the profile for this process.

    Returns:
        The lock, to be kept as long as the program runs, or None when another one has it. A lock
        left behind by a killed process is taken over. In a folder that cannot be written the
        lock comes back unlocked: storage says why it is read-only, in its own words.
    """
    file = QLockFile(str(profile / "spindle.lock"))
    file.setStaleLockTime(0)  # never by age, only when its process is gone
    if not file.tryLock(0) and file.error() is QLockFile.LockError.LockFailedError:
        return None
    return file


def address(profile: Path) -> str:
    """Where the program of this profile listens: a socket's path, or a pipe's name on Windows."""
    name = "spindle-" + hashlib.sha256(str(profile.resolve()).encode()).hexdigest()[:16]
    if sys.platform == "win32":
        return name
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    for place in (Path(folder) if folder else None, profile.resolve()):
        if place is not None and os.access(place, os.W_OK):
            path = str(place / f"{name}.sock")
            if len(os.fsencode(path)) <= _LONGEST_PATH:
                return path
    return str(Path(tempfile.gettempdir()) / f"{name}-{os.getuid()}.sock")


def tell(profile: Path, message: dict[str, Any], patience_ms: int = 3_000) -> bool:
    """Send a message to the program that holds the profile; True when it said it was heard.

    Waits for one that has the lock but does not listen yet.
    """
    from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - not before the first paint

    deadline = QDeadlineTimer(patience_ms)
    where, packet = address(profile), packed(message)
    while True:
        socket = QLocalSocket()
        socket.connectToServer(where)
        if socket.waitForConnected(_left(deadline)):
            socket.write(packet)
            socket.flush()
            while socket.bytesAvailable() < HEADER and socket.waitForReadyRead(_left(deadline)):
                pass
            if socket.bytesAvailable() >= HEADER:
                return True
        if deadline.hasExpired():
            return False
        QThread.msleep(min(50, _left(deadline)))


def packed(message: dict[str, Any]) -> bytes:
    """A message as it goes over the socket: four bytes of length, then JSON."""
    body = json.dumps(message).encode()
    return len(body).to_bytes(HEADER, "big") + body


class Listener(QObject):
    """Hears the messages of later starts. GUI thread; make it after the first paint.

    Only the user's own processes can connect. A message is at most 64 KiB; whoever sends more,
    or something else, or half of it for two seconds, is hung up on.
    """

    def __init__(self, profile: Path, heard: "Heard") -> None:
        """Listen, holding the lock of the profile.

        Args:
            profile: The folder of the user's data.
            heard: Gets each message, for example ``{"verb": "raise", "args": []}``.
        """
        super().__init__()
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - not before the first paint

        self._heard = heard
        self._callers: list[_Caller] = []
        self._server: QLocalServer = QLocalServer(self)
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
        self, socket: "QLocalSocket", heard: "Heard", gone: "Callable[[_Caller], None]"
    ) -> None:
        self._socket = socket
        self._heard = heard
        self._gone: Callable[[_Caller], None] | None = gone
        socket.setReadBufferSize(HEADER + LONGEST)
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
        if message is not None:
            self._socket.write(packed({"heard": True}))
            self._socket.flush()
            self._socket.waitForBytesWritten(100)
        self.hang_up()
        if message is not None:
            self._heard(message)


def _parsed(body: bytes) -> dict[str, Any] | None:
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return message if isinstance(message, dict) and isinstance(message.get("verb"), str) else None


def _left(deadline: QDeadlineTimer) -> int:
    return max(1, deadline.remainingTime())
