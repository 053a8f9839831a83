"""Jobs in real processes: they end, crash, hang, eat memory, and never take the window along."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from pytestqt.qtbot import QtBot

from spindle.adapters.job_process import JobProcess
from spindle.adapters.jobs import ProcessJobs
from spindle.core.jobs_port import JobFailed
from spindle.ui.post import QtPost
from tests.helpers.tasks import ROOT, STARTER, task

SHORT = 0.6
"""Stall limit in seconds, for tests that wait for it."""


class Heard:
    """What a job said, in order, and in which thread."""

    def __init__(self) -> None:
        self.all: list[tuple[str, Any]] = []
        self.threads: set[threading.Thread] = set()

    def told(self, plain: object) -> None:
        self._add("told", plain)

    def done(self, plain: object) -> None:
        self._add("done", plain)

    def failed(self, failure: JobFailed) -> None:
        self._add("failed", failure)

    @property
    def ended(self) -> bool:
        return bool(self.all) and self.all[-1][0] != "told"

    @property
    def failure(self) -> JobFailed:
        kind, failure = self.all[-1]
        assert kind == "failed"
        assert isinstance(failure, JobFailed)
        return failure

    def _add(self, kind: str, what: object) -> None:
        self.all.append((kind, what))
        self.threads.add(threading.current_thread())


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[ProcessJobs]:
    del qtbot  # the event loop
    jobs = ProcessJobs(QtPost(), STARTER)
    yield jobs
    jobs.stop()


@pytest.fixture
def impatient(qtbot: QtBot) -> Iterator[ProcessJobs]:
    del qtbot
    jobs = ProcessJobs(QtPost(), STARTER, stall=SHORT)
    yield jobs
    jobs.stop()


def run(jobs: ProcessJobs, qtbot: QtBot, name: str, /, **arguments: object) -> Heard:
    heard = Heard()
    jobs.run(task(name), arguments, told=heard.told, done=heard.done, failed=heard.failed)
    qtbot.waitUntil(lambda: heard.ended, timeout=30_000)
    return heard


def gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_a_job_tells_what_it_has_and_then_its_result_in_the_gui_thread(
    jobs: ProcessJobs, qtbot: QtBot
) -> None:
    value = {"ä": [1, 2.5, None, b"\x00", ("a", True)]}

    heard = run(jobs, qtbot, "echo", value=value, steps=2)

    assert heard.all == [("told", {"step": 0}), ("told", {"step": 1}), ("done", value)]
    assert heard.threads == {threading.main_thread()}


def test_a_task_that_refuses_says_so_in_its_own_words(jobs: ProcessJobs, qtbot: QtBot) -> None:
    failure = run(jobs, qtbot, "refuse").failure

    assert (failure.kind, failure.facts) == ("test.refused", {"what": "empty"})
    assert str(failure) == "This file is empty."


def test_a_task_that_stumbles_is_logged_without_the_users_words(
    jobs: ProcessJobs, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    failure = run(jobs, qtbot, "stumble").failure

    assert failure.kind == "bug"
    assert "ValueError in tasks.py" in caplog.text
    assert "own words" not in caplog.text


@pytest.mark.parametrize(("name", "kind"), [("crash", "crashed"), ("eat", "memory")])
def test_a_process_that_dies_or_eats_memory_is_an_answer(
    jobs: ProcessJobs, qtbot: QtBot, name: str, kind: str
) -> None:
    failure = run(jobs, qtbot, name).failure

    assert failure.kind == kind
    assert "{" not in str(failure)


@pytest.mark.parametrize("name", ["hang", "hang_deaf"])
def test_a_process_that_stands_still_is_killed(
    impatient: ProcessJobs, qtbot: QtBot, name: str
) -> None:
    heard = run(impatient, qtbot, name)

    assert heard.failure.kind == "stalled"
    assert str(heard.failure).endswith("0.6 seconds.")
    assert gone(heard.all[0][1])


def test_a_process_that_gives_signs_of_life_may_take_long(
    impatient: ProcessJobs, qtbot: QtBot
) -> None:
    heard = run(impatient, qtbot, "slow", beats=12)

    assert heard.all[-1] == ("done", "done")


def test_what_a_library_prints_does_not_get_between_the_frames(
    jobs: ProcessJobs, qtbot: QtBot
) -> None:
    assert run(jobs, qtbot, "chatter").all == [("done", "heard")]


def test_garbage_from_the_process_is_an_answer_and_its_end(
    jobs: ProcessJobs, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    assert run(jobs, qtbot, "garbage").failure.kind == "bug"
    assert "out of order" in caplog.text


def test_a_result_or_an_argument_that_is_not_plain_is_a_fault(
    jobs: ProcessJobs, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    assert run(jobs, qtbot, "something").failure.kind == "bug"
    assert run(jobs, qtbot, "echo", value=object()).failure.kind == "bug"
    assert caplog.text.count("is not plain data") == 2


def test_a_cancelled_job_is_killed_and_silent(jobs: ProcessJobs, qtbot: QtBot) -> None:
    heard = Heard()
    cancel = jobs.run(task("hang"), {}, told=heard.told, done=heard.done, failed=heard.failed)
    qtbot.waitUntil(lambda: bool(heard.all), timeout=30_000)

    cancel()

    qtbot.waitUntil(lambda: gone(heard.all[0][1]), timeout=5_000)
    assert run(jobs, qtbot, "echo", value=1).all == [("done", 1)]
    assert len(heard.all) == 1


def test_a_third_job_waits_for_one_of_two_and_can_be_called_off(
    jobs: ProcessJobs, qtbot: QtBot
) -> None:
    hanging = [Heard(), Heard()]
    cancels = [
        jobs.run(task("hang"), {}, told=each.told, done=each.done, failed=each.failed)
        for each in hanging
    ]
    third, never = Heard(), Heard()
    jobs.run(task("echo"), {"value": 3}, done=third.done, failed=third.failed)
    call_off = jobs.run(task("echo"), {"value": 4}, done=never.done, failed=never.failed)
    qtbot.waitUntil(lambda: all(each.all for each in hanging), timeout=30_000)
    assert third.all == []

    call_off()
    cancels[0]()

    qtbot.waitUntil(lambda: third.ended, timeout=30_000)
    assert third.all == [("done", 3)]
    assert never.all == []


def test_a_command_that_is_not_there_is_an_answer(qtbot: QtBot) -> None:
    jobs = ProcessJobs(QtPost(), ["/nowhere/spindle"])

    assert run(jobs, qtbot, "echo", value=1).failure.kind == "unable"


def test_stopping_kills_what_runs(jobs: ProcessJobs, qtbot: QtBot) -> None:
    heard = Heard()
    jobs.run(task("hang"), {}, told=heard.told, done=heard.done, failed=heard.failed)
    qtbot.waitUntil(lambda: bool(heard.all), timeout=30_000)

    jobs.stop()

    assert gone(heard.all[0][1])


def test_one_process_can_take_many_tasks_after_another() -> None:
    process = JobProcess(STARTER)
    try:
        assert [process.run(task("echo"), {"value": n}) for n in range(5)] == list(range(5))
        with pytest.raises(JobFailed, match="empty"):
            process.run(task("refuse"), {})
        assert process.run(task("echo"), {"value": os.getpid()}) != process.pid
    finally:
        process.close()


@pytest.mark.parametrize("name", ["hang", "hang_deaf"])
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="kernel's own help on Linux")
def test_the_process_dies_with_the_window(name: str) -> None:
    program = (
        "import os, sys\n"
        f"sys.path.insert(0, {str(ROOT)!r})\n"
        "from spindle.adapters.job_process import JobProcess\n"
        "from tests.helpers.tasks import STARTER, task\n"
        f"JobProcess(STARTER).run(task({name!r}), {{}}, lambda pid: print(pid, flush=True))\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-P", "-c", program], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    child = psutil.Process(pid)

    parent.kill()
    parent.wait()
    parent.stdout.close()

    psutil.wait_procs([child], timeout=5)
    assert gone(pid)
