"""The job process: runs one task after another, killable at any moment.

Started by ``spindle.adapters.jobs``. A request is ``(task, arguments)`` on its input; on its output
follow any number of ``("tell", plain)`` and then ``("done", plain)``, ``("failed", sentence, kind,
facts)`` or ``("bug", where)``, as ``spindle.core.frames``. It ends when its input does.
"""

import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from queue import SimpleQueue
from threading import Thread
from typing import IO, Any, Final

from spindle.core import faults
from spindle.core.frames import FrameError, receive, send
from spindle.core.jobs_port import BUG, MEMORY, JobFailed

MOST_MEMORY: Final = 600 * 1000 * 1000
"""Bytes of address space."""

_KILL_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG


def main() -> int:
    """Answer requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl C in a terminal is for the window
    _limit_memory()
    _die_with_parent()
    out = _own_output()
    requests: SimpleQueue[tuple[str, dict[str, Any]]] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin.buffer, requests), daemon=True).start()
    while True:
        task, arguments = requests.get()
        _answer(task, arguments, partial(send, out))


def _answer(task: str, arguments: dict[str, Any], say: Callable[[Any], None]) -> None:
    try:
        module, _, name = task.partition(":")
        function = getattr(import_module(module), name)
        say(("done", function(lambda plain: say(("tell", plain)), **arguments)))
    except JobFailed as failure:
        say(("failed", failure.sentence, failure.kind, failure.facts))
    except MemoryError:
        say(("failed", "", MEMORY, {}))
    except BrokenPipeError:
        os._exit(0)
    except Exception as error:  # noqa: BLE001 - told to whoever asked
        say((BUG, _where(error)))


def _where(error: Exception) -> str:
    """The kind of error and its place, without its words: they may be the user's own."""
    detail = f" ({error})" if isinstance(error, FrameError) else ""
    return f"{faults.where(error)}{detail}"


def _listen(stream: IO[bytes], requests: "SimpleQueue[tuple[str, dict[str, Any]]]") -> None:
    """Hand requests on; the end of the input is the end of the process, whatever it does."""
    with suppress(EOFError, FrameError, OSError, ValueError):
        while True:
            requests.put(receive(stream))
    os._exit(0)


def _own_output() -> IO[bytes]:
    """The pipe under a number of its own: what a library prints must not get between frames."""
    own = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return os.fdopen(own, "wb")


def _limit_memory() -> None:
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on Windows

    with suppress(ValueError, OSError):  # macOS knows the limit and refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))


def _die_with_parent() -> None:
    """The end of the input is heard only while Python runs; a library that hangs hears nothing."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes  # noqa: PLC0415 - on Linux only

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_KILL_WITH_PARENT, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
