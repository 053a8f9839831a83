"""Tasks that end in every way a job can end, for the job process."""

import ctypes
import os
import sys
import threading
from pathlib import Path
from typing import Any, Final

from spindle.core.jobs_port import JobFailed, Tell

ROOT: Final = Path(__file__).resolve().parents[2]

STARTER: Final = (
    sys.executable,
    "-P",
    "-c",
    f"import sys; sys.path.insert(0, {str(ROOT)!r}); from spindle.job import main; main()",
)
"""A job process that finds this module too."""


def task(name: str) -> str:
    """The task of this name below."""
    return f"{__name__}:{name}"


def echo(tell: Tell, value: Any, steps: int = 0) -> Any:
    for step in range(steps):
        tell({"step": step})
    return value


def refuse(_tell: Tell) -> None:
    raise JobFailed("This file is {what}.", "test.refused", {"what": "empty"})


def stumble(_tell: Tell) -> None:
    raise ValueError("the user's own words")


def crash(_tell: Tell) -> None:
    os.abort()


def hang(tell: Tell) -> None:
    tell(os.getpid())
    threading.Event().wait()


def hang_deaf(tell: Tell) -> None:
    """Like a library that keeps the interpreter's lock."""
    tell(os.getpid())
    ctypes.PyDLL(None).pause()


def eat(_tell: Tell) -> int:
    return len(bytearray(2_000_000_000))


def chatter(_tell: Tell) -> str:
    print("a library says hello")  # noqa: T201 - that is the point
    os.write(1, b"\x00\xff garbage")
    return "heard"


def garbage(_tell: Tell) -> None:
    """What a hostile document could make of the process: write at will to every pipe."""
    for number in range(3, 20):
        try:
            os.write(number, b"\x00\x00\x00\x00\x00\x00\x00\x05hello" * 3)
        except OSError:
            continue
    threading.Event().wait()


def something(_tell: Tell) -> object:
    return Path()


def slow(tell: Tell, beats: int) -> str:
    """Alive all the time, and longer than the stall limit of its test."""
    pause = threading.Event()
    for beat in range(beats):
        pause.wait(0.1)
        tell(beat)
    return "done"
