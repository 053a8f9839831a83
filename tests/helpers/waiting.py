"""Waiting for another program, which no signal and no fake clock can hurry."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

_PAUSE_S = 0.01


def wait_until(ask: Callable[[], T], what: str, seconds: float = 10.0) -> T:
    """Ask again and again until the answer is true, and return it.

    Args:
        ask: A question without side effects, asked about a hundred times a second.
        what: What is waited for, for the message of the failure.
        seconds: How long to wait at most.

    Raises:
        AssertionError: The time is over.
    """
    end = now() + seconds
    while not (answer := ask()):
        if now() > end:
            raise AssertionError(f"waited {seconds:g} s in vain for {what}")
        threading.Event().wait(_PAUSE_S)
    return answer


def let_pass(seconds: float) -> None:
    """Let other programs run for so long: what a voice says and a person listens to takes time."""
    end = now() + seconds
    wait_until(lambda: now() > end, "the time", seconds + 5)


def now() -> float:
    """Seconds of the real clock: what other programs live by."""
    return time.monotonic()  # noqa: TID251 - a real program runs on real time
