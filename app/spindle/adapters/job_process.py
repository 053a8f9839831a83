"""One job process from the outside: hand over a task, wait for its result, kill it."""

import logging
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any, Final

from spindle.core.frames import FrameError, receive, send
from spindle.core.jobs_port import BUG, CRASHED, MEMORY, STALLED, UNABLE, JobFailed, Tell, ignore
from spindle.core.translate import N_

STALL: Final = 10.0
"""Seconds without a sign of life."""

FLAG: Final = "--job-process"
"""What a frozen Spindle is started with to become a job process."""

_SENTENCES: Final = {
    BUG: N_("jobs", "This could not be done. It is a fault in Spindle; nothing else is touched."),
    CRASHED: N_("jobs", "This could not be done: the part of Spindle that did it ended suddenly."),
    MEMORY: N_("jobs", "This could not be done: it asks for more memory than Spindle allows."),
    STALLED: N_("jobs", "This could not be done: it stood still for {seconds} seconds."),
    UNABLE: N_("jobs", "This could not be started: {error}"),
}
_ENVIRONMENT: Final = {
    # Each thread's own heap and each worker of a number library would count against the limit.
    "MALLOC_ARENA_MAX": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONIOENCODING": "utf-8",
}

_log = logging.getLogger(__name__)


def command() -> tuple[str, ...]:
    """What starts a job process of this program."""
    if getattr(sys, "frozen", False):
        return (sys.executable, FLAG)
    return (sys.executable, "-P", "-m", "spindle.job")


class JobProcess:
    """A running job process. Started and used in one thread, killed from any.

    It takes one task after another; after ``JobFailed`` of the port's own kinds it is dead.
    """

    def __init__(self, started_by: Sequence[str] = (), *, stall: float = STALL) -> None:
        """Start it.

        Args:
            started_by: The command; this program's own when left out.
            stall: Seconds without a sign of life after which it is killed.

        Raises:
            JobFailed: ``unable``.
        """
        self._stall = stall
        self._frames: SimpleQueue[Any] = SimpleQueue()
        try:
            self._process = subprocess.Popen(  # noqa: S603 - this program itself
                list(started_by or command()),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # libraries print what stands in documents
                env={**os.environ, **_ENVIRONMENT},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise _failure(UNABLE, error=str(error)) from error
        assert self._process.stdin is not None  # noqa: S101 - both are pipes
        assert self._process.stdout is not None  # noqa: S101 - likewise
        self._input: IO[bytes] = self._process.stdin
        self._output: IO[bytes] = self._process.stdout
        self._reader = Thread(target=self._read, name="job answers", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Its number among the machine's processes."""
        return self._process.pid

    def run(self, task: str, arguments: Mapping[str, object], told: Tell = ignore) -> Any:
        """Run a task to its end; see ``spindle.core.jobs_port``.

        Raises:
            JobFailed: It came to no result.
        """
        try:
            send(self._input, (task, dict(arguments)))
        except FrameError as error:
            raise self._bug(f"arguments of {task}: {error}") from error
        except (OSError, ValueError) as error:
            raise self._end(CRASHED) from error
        while True:
            match self._next():
                case ("tell", plain):
                    told(plain)
                case ("done", plain):
                    return plain
                case ("failed", str(sentence), str(kind), dict(facts)) if sentence:
                    raise JobFailed(sentence, kind, facts)
                case ("failed", _, "memory", _):
                    raise self._end(MEMORY)
                case ("bug", where):
                    raise self._bug(f"{task}: {where}")
                case None:
                    raise self._end(CRASHED)
                case _:
                    raise self._bug(f"{task} answered out of order")

    def kill(self) -> None:
        """End it at once; whoever waits in ``run`` is told that it crashed."""
        self._process.kill()

    def close(self) -> None:
        """Kill it and let go of everything."""
        self._process.kill()
        self._process.wait()
        self._reader.join()
        try:
            self._input.close()
        except OSError:  # what it did not read any more
            _log.debug("The job process did not read to the end")
        self._output.close()

    def _next(self) -> Any:
        try:
            return self._frames.get(timeout=self._stall)
        except Empty:
            raise self._end(STALLED, seconds=f"{self._stall:g}") from None

    def _read(self) -> None:
        try:
            while True:
                self._frames.put(receive(self._output))
        except EOFError:
            self._frames.put(None)
        except (FrameError, OSError, ValueError, MemoryError):
            self._frames.put("garbage")

    def _end(self, kind: str, **facts: str) -> JobFailed:
        self._process.kill()
        return _failure(kind, **facts)

    def _bug(self, where: str) -> JobFailed:
        _log.error("A job failed: %s", where)
        return self._end(BUG)


def _failure(kind: str, **facts: str) -> JobFailed:
    return JobFailed(_SENTENCES[kind], kind, facts)
