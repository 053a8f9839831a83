"""Runs something slow beside the window and answers in the GUI thread."""

import threading
from collections.abc import Callable
from typing import TypeVar

from spindle.core.ports import Post

T = TypeVar("T")


def run(
    job: Callable[[], T],
    post: Post,
    done: Callable[[T], None],
    failed: Callable[[Exception], None],
) -> threading.Thread:
    """Start ``job`` in a thread of its own; ``done`` or ``failed`` runs in the GUI thread.

    The thread does not keep the process alive: a copy or an export that quitting cuts short leaves
    no file under its final name.
    """

    def work() -> None:
        try:
            result = job()
        except Exception as error:  # noqa: BLE001 - whatever it is, the person who asked hears it
            caught = error
            post(lambda: failed(caught))
        else:
            post(lambda: done(result))

    thread = threading.Thread(target=work, name="spindle-background", daemon=True)
    thread.start()
    return thread
