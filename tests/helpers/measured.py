"""Spindle as it is started by a person, with nothing in it but what it says of itself."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Self

from spindle.adapters.system_clock import SystemClock
from spindle.core.days import today
from spindle.registry import FEATURES
from spindle.storage.demo import fill
from spindle.storage.schema import DATABASE_NAME
from tests.helpers.desktop import VirtualDesktop, stop
from tests.helpers.waiting import now, wait_until

ROOT = Path(__file__).resolve().parents[2]
SPINDLE = ROOT / ".venv" / "bin" / "spindle"

_numbers = count()


def demo_profile(folder: Path) -> Path:
    """A new profile with the simulated learner's twelve weeks, as of today."""
    at = SystemClock().now()
    fill(folder / DATABASE_NAME, FEATURES, today(at), at.zone)
    return folder


class Program:
    """A program on a virtual desktop that tells JSON lines; a context manager.

    Attributes:
        began: When it was started, in seconds of the real clock.
        process: It.
    """

    def __init__(
        self, desktop: VirtualDesktop, *command: str | Path, env: Mapping[str, str] | None = None
    ) -> None:
        name = f"measured-{next(_numbers)}"
        self._log = desktop.log(name)
        self.began = now()
        self.process = desktop.start(*command, env=env, log=name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        stop(self.process)

    def told(self, event: str, seconds: float = 30) -> dict[str, Any]:
        """The line that reports an event, once it is there."""
        found = wait_until(lambda: self._find(event), f"the event {event}", seconds)
        assert found is not None
        return found

    def ms_until(self, event: str) -> float:
        """Milliseconds from the start of the process to an event."""
        return 1000 * (float(self.told(event)["awake"]) / 1e6 - self.began)

    def _find(self, event: str) -> dict[str, Any] | None:
        for line in self._log.read_text("utf-8", "replace").splitlines():
            if line.startswith("{") and line.endswith("}"):
                told: dict[str, Any] = json.loads(line)
                if told.get("event") == event:
                    return told
        return None


def spindle(desktop: VirtualDesktop, profile: Path) -> Program:
    """Spindle's own launcher on a profile."""
    return Program(desktop, SPINDLE, "--profile", profile, "--log-json")


@dataclass(frozen=True)
class Cost:
    """What a program took while it was watched.

    Attributes:
        percent: Of one core.
        wakes: How often a second one of its threads was woken.
    """

    percent: float
    wakes: float


def cost(pid: int, seconds: float) -> Cost:
    """Watch a process for a while, all threads, those that end meanwhile left out."""
    before, began = _threads(pid), now()
    threading.Event().wait(seconds)
    after, passed = _threads(pid), now() - began
    busy = sum(ns - before.get(task, (0, 0))[0] for task, (ns, _) in after.items())
    wakes = sum(sleeps - before.get(task, (0, 0))[1] for task, (_, sleeps) in after.items())
    return Cost(busy / 1e9 / passed * 100, wakes / passed)


def _threads(pid: int) -> dict[str, tuple[int, int]]:
    """Of each thread the nanoseconds it ran, and how often it went to sleep."""
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        try:
            ran = int((task / "schedstat").read_text().split()[0])
            status = (task / "status").read_text()
        except FileNotFoundError:  # ended in between
            continue
        slept = int(status.partition("\nvoluntary_ctxt_switches:")[2].split()[0])
        found[task.name] = (ran, slept)
    return found
