"""The sound process spoken to directly, without a window."""

import os
import queue
import subprocess
import threading
from collections.abc import Callable, Mapping

from spindle.sound.protocol import Command, Report, line_of, process, read_report
from tests.helpers.waiting import now


class SoundPipe:
    """One process; ``heard`` gets each report with the moment at which it came."""

    def __init__(self, *arguments: str, env: Mapping[str, str] | None = None) -> None:
        self.heard: list[tuple[float, Report]] = []
        self._news: queue.Queue[tuple[float, Report]] = queue.Queue()
        self.process = subprocess.Popen(
            process(*arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(env or os.environ),
            bufsize=0,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def send(self, command: Command) -> float:
        """Say it; returns the moment before it was said."""
        moment = now()
        if self.process.stdin is not None:
            self.process.stdin.write(line_of(command))
        return moment

    def wait(self, wanted: Callable[[Report], bool], seconds: float = 20.0) -> tuple[float, Report]:
        """The next report that is wanted."""
        end = now() + seconds
        while True:
            at, report = self._news.get(timeout=max(0.01, end - now()))
            if wanted(report):
                return at, report

    def close(self) -> int:
        """End it; returns its exit code."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        code = self.process.wait(5)
        self._reader.join(5)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code

    def _read(self) -> None:
        pipe = self.process.stdout
        for line in iter(pipe.readline, b"") if pipe is not None else ():
            came = (now(), read_report(line))
            self.heard.append(came)
            self._news.put(came)
