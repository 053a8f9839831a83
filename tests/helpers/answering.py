"""A running Spindle, as the command line meets it: a lock and a socket that answers."""

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from spindle.adapters.calling import HEADER, address


@contextmanager
def answering(profile: Path, answer: Mapping[str, object] | bytes | None) -> Iterator[None]:
    """Answer every message with an object, with these bytes, or never."""
    body = json.dumps(answer).encode() if isinstance(answer, Mapping) else answer
    (profile / "spindle.lock").write_text("1\n")
    with socket.socket(socket.AF_UNIX) as ear:
        ear.bind(address(profile))
        ear.listen()
        lines: list[socket.socket] = []

        def serve() -> None:
            while True:
                try:
                    line, _ = ear.accept()
                except OSError:
                    return
                lines.append(line)
                _read(line)
                if body is not None:
                    line.sendall(len(body).to_bytes(HEADER, "big") + body)
                    line.close()

        server = threading.Thread(target=serve, daemon=True)
        server.start()
        try:
            yield
        finally:
            ear.shutdown(socket.SHUT_RDWR)
            server.join()
            for line in lines:
                line.close()
    Path(address(profile)).unlink(missing_ok=True)


def _read(line: socket.socket) -> None:
    left = int.from_bytes(line.recv(HEADER), "big")
    while left > 0 and (part := line.recv(left)):
        left -= len(part)
