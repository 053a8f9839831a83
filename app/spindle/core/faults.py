"""What may be told of an error in a log, a crash report or a sentence: its kind and its place.

Its own words may be the user's: ``Invalid isoformat string: 'Dear diary'``. So nobody prints them.
"""

import os
import sys
import threading
from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Any

_MOST_FRAMES = 30


def where(error: BaseException) -> str:
    """Kind and place of an error in one line, such as ``ValueError in store.py:42``."""
    last = next(_frames(error.__traceback__), "")
    return f"{type(error).__name__} in {last}" if last else type(error).__name__


def report(error: BaseException) -> str:
    """Kind and places of an error and of those that led to it, a line each; no word of theirs."""
    lines: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        lines.append(("because of " if lines else "") + type(at).__name__)
        lines += [f"  in {place}" for place in _frames(at.__traceback__)][:_MOST_FRAMES]
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\n".join(lines)


def print_no_words() -> None:
    """From now on, what nobody catches is printed by kind and place only, in every thread."""
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_a_thread
    sys.unraisablehook = _unraisable


def _frames(trace: TracebackType | None) -> Iterator[str]:
    """The places of a traceback, the innermost first."""
    found: list[tuple[FrameType, int]] = []
    while trace is not None:
        found.append((trace.tb_frame, trace.tb_lineno))
        trace = trace.tb_next
    for frame, line in reversed(found):
        code = frame.f_code
        file = os.path.basename(code.co_filename)  # noqa: PTH119 - not a path of this machine
        yield f"{file}:{line} {code.co_name}"


def _uncaught(_kind: type[BaseException], error: BaseException, _trace: Any) -> None:
    if isinstance(error, KeyboardInterrupt):
        return
    _tell(report(error))


def _uncaught_in_a_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        _tell(f"In the thread {args.thread.name if args.thread else '?'}: {report(args.exc_value)}")


def _unraisable(unraisable: Any) -> None:
    if unraisable.exc_value is not None:
        _tell(f"Nobody could be told: {report(unraisable.exc_value)}")


def _tell(text: str) -> None:
    if sys.stderr is not None:  # a double-clicked program on Windows has none
        print(f"spindle: {text}", file=sys.stderr, flush=True)  # noqa: T201 - the crash report
