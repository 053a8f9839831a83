"""Writes reports to stdout, each when what it tells of is heard."""

import heapq
import itertools
import threading
from collections.abc import Callable
from typing import BinaryIO

from spindle.sound.now import now
from spindle.sound.protocol import Report, Told, line_of


class Teller:
    """A thread of its own, so that a full pipe never holds up the sound."""

    def __init__(self, out: BinaryIO, broken: Callable[[], None]) -> None:
        """``broken`` is called once, from that thread, when nobody listens any more."""
        self._out = out
        self._broken = broken
        self._waiting: list[tuple[float, int, Report]] = []
        self._numbers = itertools.count()
        self._news = threading.Condition()
        self._pipe = threading.Lock()
        threading.Thread(target=self._run, name="teller", daemon=True).start()

    def tell(self, report: Report, due: float = 0.0) -> None:
        """Write it at a time of ``now()``, in order; at once if that has passed. Any thread."""
        with self._news:
            number = next(self._numbers)
            heapq.heappush(self._waiting, (due, number, report))
            if self._waiting[0][1] == number:  # else it wakes early enough for this one as well
                self._news.notify()

    def tell_before(self, report: Report) -> None:
        """Write it now, before anything else happens in this thread."""
        self._write([report])

    def hurry(self) -> None:
        """Tell of the voice now what was to be told within the next moment.

        What is told at once after a command must not be overtaken by what came before.
        """
        with self._news:
            self._waiting = [
                (0.0 if isinstance(report, Told) else due, number, report)
                for due, number, report in sorted(self._waiting)
            ]
            heapq.heapify(self._waiting)
            self._news.notify()

    def _run(self) -> None:
        while True:
            with self._news:
                while not self._waiting or (left := self._waiting[0][0] - now()) > 0:
                    self._news.wait(left if self._waiting else None)
                due = []
                while self._waiting and self._waiting[0][0] <= now():
                    due.append(heapq.heappop(self._waiting)[2])
            if not self._write(due):
                self._broken()
                return

    def _write(self, reports: list[Report]) -> bool:
        try:
            with self._pipe:
                self._out.write(b"".join(line_of(report) for report in reports))
                self._out.flush()
        except (OSError, ValueError):
            return False
        return True
