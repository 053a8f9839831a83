"""A program that works on a real file until it is killed, and what must be true afterwards.

As a script it plays a day without end: sessions begin, beat, end and are rated, text is typed.
It prints ``begin ID`` before it hands a write over and ``done ID`` after that write was committed.
"""

import os
import queue
import select
import signal
import subprocess
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOT = Path(__file__).parents[2]
_LONGEST = 30.0


class Day:
    """A running program, seen from outside."""

    def __init__(self, path: Path, script: str = __file__) -> None:
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join((str(_ROOT / "app"), str(_ROOT))),
        }
        self._process = subprocess.Popen(
            [sys.executable, script, str(path)], stdout=subprocess.PIPE, env=environment
        )
        self.begun: list[str] = []
        self.done: set[str] = set()
        self._rest = b""

    def follow(self, begins: int) -> None:
        """Read until so many writes have been handed over."""
        while len(self.begun) < begins:
            self._read(_LONGEST)

    def kill(self, after: float) -> None:
        """Kill it so many seconds from now, then read what it had said."""
        threading.Event().wait(after)
        self._process.send_signal(signal.SIGKILL)
        while self._read(_LONGEST):
            pass
        self._process.communicate()

    def _read(self, seconds: float) -> bool:
        assert self._process.stdout is not None
        stream = self._process.stdout.fileno()
        if not select.select([stream], [], [], seconds)[0]:
            raise AssertionError("the program that is to be killed says nothing")
        heard = os.read(stream, 65536)
        *lines, self._rest = (self._rest + heard).split(b"\n")
        for line in lines:
            word, _, name = line.decode().partition(" ")
            if word == "begin":
                self.begun.append(name)
            else:
                self.done.add(name)
        return bool(heard)


def play_and_kill(path: Path, random: Random, *, soon: bool, script: str = __file__) -> Day:
    """One life of the program, ended at a random moment.

    Args:
        path: The database; earlier lives may have used it.
        random: Decides when.
        soon: Within 50 ms after a write began, instead of anywhere.
        script: What is played.
    """
    day = Day(path, script)
    day.follow(random.randint(1, 400))
    day.kill(random.uniform(0, 0.05) if soon else random.uniform(0.05, 0.3))
    return day


def main(path: Path) -> None:
    """Be the program."""
    # The parent knows these modules too, but not before they are needed.
    from spindle.adapters.system_clock import SystemClock  # noqa: PLC0415
    from spindle.core.events import Bus  # noqa: PLC0415
    from spindle.core.session import Activity, Outcome  # noqa: PLC0415
    from spindle.core.sessions import Sessions  # noqa: PLC0415
    from spindle.core.value import ValueModel  # noqa: PLC0415
    from spindle.storage.open import open_database  # noqa: PLC0415
    from spindle.storage.session_log import DatabaseSessionLog  # noqa: PLC0415
    from spindle.storage.worker import DatabaseWorker  # noqa: PLC0415

    inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()

    def post(job: "Callable[[], None]") -> None:
        inbox.put(job)

    clock, bus = SystemClock(), Bus()
    with closing(open_database(path, clock=clock)) as db:
        lives = db.execute("SELECT count(*) FROM session").fetchone()[0]
    worker = DatabaseWorker(
        path, lambda: open_database(path, clock=clock), clock=clock, bus=bus, post=post
    )
    worker.start()
    sessions = Sessions(clock, bus, DatabaseSessionLog(worker, clock), ValueModel())
    number = 0
    while True:
        session = sessions.begin(Activity.FOCUS, f"Block {number}", planned=60)
        sessions.beat(session.id, number)
        for _ in range(5):
            number += 1
            _type(worker, f"{lives}-{os.getpid()}-{number}")
        sessions.rate(sessions.end(session.id, Outcome.COMPLETED, active=number), 1 + number % 5)
        _type(worker, f"{lives}-{os.getpid()}-{number}-rated")
        # Hear what was saved, without waiting for more than there is: the disk may be faster.
        with suppress(queue.Empty):
            while True:
                inbox.get(timeout=0.002)()


def _type(worker: object, key: str) -> None:
    from spindle.storage.worker import DatabaseWorker  # noqa: PLC0415 - as above

    assert isinstance(worker, DatabaseWorker)
    _say(f"begin {key}")
    worker.write(
        lambda db: (
            db.conn.execute(
                "INSERT INTO setting (key, value, updated) VALUES (?, ?, 0)",
                (key, f'"{"x" * 900}"'),
            ).rowcount
        ),
        lambda _: _say(f"done {key}"),
    )


def _say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
