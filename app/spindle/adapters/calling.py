"""Speaking to the Spindle that holds a profile: needs no Qt, so the command line may use it too.

A message is four bytes of length and as many bytes of JSON, each way.
"""

import json
import os
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from spindle.adapters import hands
from spindle.core.clock import SECOND

HEADER: Final = 4
LONGEST: Final = 64 * 1024
_LONGEST_PATH: Final = 100  # a Unix socket's path holds 107 bytes
_PAUSE_S: Final = 0.05


def mark(profile: Path) -> str:
    """Sixteen letters that stand for a profile where more than one may be."""
    named = os.fsencode(profile.resolve())
    # Nobody has to be kept from finding two that are equal, and hashlib takes 3 ms to load.
    return f"{crc32(named):08x}{crc32(named[::-1]):08x}"


def address(profile: Path) -> str:
    """Where the program of this profile listens: a socket's path, or a pipe's name on Windows."""
    name = f"spindle-{mark(profile)}"
    if sys.platform == "win32":
        return name
    folder = os.environ.get("XDG_RUNTIME_DIR", "")
    for place in (Path(folder) if folder else None, profile.resolve()):
        if place is not None and os.access(place, os.W_OK):
            path = str(place / f"{name}.sock")
            if len(os.fsencode(path)) <= _LONGEST_PATH:
                return path
    import tempfile  # noqa: PLC0415 - 2 ms that only a place nobody has needs

    return str(Path(tempfile.gettempdir()) / f"{name}-{os.getuid()}.sock")


def packed(message: dict[str, Any]) -> bytes:
    """A message as it goes over the line."""
    body = json.dumps(message).encode()
    return len(body).to_bytes(HEADER, "big") + body


def tell(profile: Path, message: dict[str, Any], patience: int = 3 * SECOND) -> bool:
    """Send a message to the program that holds the profile; True once it said it was heard.

    Waits up to ``patience`` µs for one that has the lock but does not listen yet.
    """
    return _said(profile, message, patience) is not None


def ask(
    profile: Path, message: dict[str, Any], patience: int = 3 * SECOND
) -> dict[str, Any] | None:
    """Send a message and get the answer; None when nobody is there. Waits as ``tell`` does."""
    body = _said(profile, {**message, "ask": True}, patience)
    return None if body is None else _object(body)


def ask_once(profile: Path, message: dict[str, Any], patience: int) -> dict[str, Any] | None:
    """Like ``ask``, but a program that does not listen is not waited for.

    ``patience``, in µs, is for the answer of one that does.
    """
    try:
        body = _exchange(address(profile), packed({**message, "ask": True}), patience / SECOND)
    except OSError:
        return None
    return None if body is None else _object(body)


def _said(profile: Path, message: dict[str, Any], patience: int) -> bytes | None:
    end = hands.awake() + patience
    while (left := end - hands.awake()) > 0:
        try:
            body = _exchange(address(profile), packed(message), left / SECOND)
        except OSError:
            body = None
        if body is not None:
            return body
        threading.Event().wait(min(_PAUSE_S, left / SECOND))
    return None


def _object(body: bytes) -> dict[str, Any]:
    try:
        answer = json.loads(body)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


if sys.platform == "win32":

    def _exchange(name: str, packet: bytes, seconds: float) -> bytes | None:
        del seconds  # a pipe of the same machine answers or breaks
        with Path(rf"\\.\pipe\{name}").open("r+b", buffering=0) as pipe:
            pipe.write(packet)
            return _whole(pipe.read)

else:

    def _exchange(path: str, packet: bytes, seconds: float) -> bytes | None:
        with socket.socket(socket.AF_UNIX) as line:
            line.settimeout(seconds)
            line.connect(path)
            line.sendall(packet)
            return _whole(line.recv)


def _whole(read: Callable[[int], bytes | None]) -> bytes | None:
    """The body of an answer; None when the other side hung up without one."""
    head = read(HEADER)
    if not head:
        return None
    length, body = int.from_bytes(head, "big"), b""
    while len(body) < min(length, LONGEST):
        more = read(length - len(body))
        if not more:
            break
        body += more
    return body
