"""Jobs in processes of their own: two at a time, each with one thread that waits for it."""

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from spindle.adapters.job_process import STALL, JobProcess
from spindle.core.jobs_port import JobFailed, Tell, ignore
from spindle.core.ports import Cancel, Post

MOST: Final = 2
_STOP_WITHIN: Final = 2.0


@dataclass(slots=True, eq=False)
class _Job:
    task: str
    arguments: Mapping[str, object]
    told: Tell
    done: Callable[[Any], None]
    failed: Callable[[JobFailed], None]
    process: JobProcess | None = None
    thread: threading.Thread | None = None
    cancelled: bool = False


class ProcessJobs:
    """Implements ``spindle.core.jobs_port.Jobs``. Make it and call it in the GUI thread."""

    def __init__(
        self, post: Post, started_by: Sequence[str] = (), *, most: int = MOST, stall: float = STALL
    ) -> None:
        """Nothing is started before the first job.

        Args:
            post: The way back to the GUI thread.
            started_by: What starts a job process; this program's own when left out.
            most: How many run at a time.
            stall: Seconds without a sign of life after which one is killed.
        """
        self._post = post
        self._started_by = started_by
        self._most = most
        self._stall = stall
        self._waiting: deque[_Job] = deque()
        self._running: set[_Job] = set()

    def run(
        self,
        task: str,
        arguments: Mapping[str, object],
        *,
        told: Tell = ignore,
        done: Callable[[Any], None],
        failed: Callable[[JobFailed], None],
    ) -> Cancel:
        """See ``spindle.core.jobs_port.Jobs``."""
        job = _Job(task, dict(arguments), told, done, failed)
        self._waiting.append(job)
        self._start_next()
        return partial(self._cancel, job)

    def stop(self) -> None:
        """Kill all; returns within seconds."""
        self._waiting.clear()
        running = tuple(self._running)
        for job in running:
            self._cancel(job)
        for job in running:
            if job.thread is not None:
                job.thread.join(_STOP_WITHIN)

    def _start_next(self) -> None:
        while self._waiting and len(self._running) < self._most:
            job = self._waiting.popleft()
            self._running.add(job)
            job.thread = threading.Thread(target=self._work, args=(job,), name="job", daemon=True)
            job.thread.start()

    def _cancel(self, job: _Job) -> None:
        job.cancelled = True
        if job in self._waiting:
            self._waiting.remove(job)
        elif job.process is not None:
            job.process.kill()

    # A job's own thread. It lives as long as the process: on Linux that dies with it.

    def _work(self, job: _Job) -> None:
        answer: Callable[[], None]
        try:
            process = job.process = JobProcess(self._started_by, stall=self._stall)
            try:
                if job.cancelled:  # before there was a process to kill
                    process.kill()
                result = process.run(job.task, job.arguments, partial(self._tell, job))
                answer = partial(job.done, result)
            finally:
                process.close()
        except JobFailed as failure:
            answer = partial(job.failed, failure)
        self._post(partial(self._finish, job, answer))

    def _tell(self, job: _Job, plain: Any) -> None:
        self._post(lambda: None if job.cancelled else job.told(plain))

    # The GUI thread again.

    def _finish(self, job: _Job, answer: Callable[[], None]) -> None:
        self._running.discard(job)
        self._start_next()
        if not job.cancelled:
            answer()
