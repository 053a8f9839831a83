"""Standard input that never ends, for programs that must not wait for its end."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Thread


@contextmanager
def fed(text: bytes, *command: object) -> Iterator[subprocess.Popen[bytes]]:
    """A program that is given a text again and again until it is killed at the end."""
    with subprocess.Popen(
        [str(word) for word in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        feeder = Thread(target=_feed, args=(process, text))
        feeder.start()
        try:
            yield process
        finally:
            process.kill()
            feeder.join()
            with suppress(OSError):  # what it did not read any more
                if process.stdin is not None:
                    process.stdin.close()


def _feed(process: subprocess.Popen[bytes], text: bytes) -> None:
    with suppress(OSError):
        while process.stdin is not None:
            process.stdin.write(text)
