"""Being told to end while a verb is answered: what was begun is put away before."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, NoReturn

_NAMES: Final = ("SIGTERM", "SIGHUP")
_BY_SIGNAL: Final = 128


@contextmanager
def ending() -> Iterator[None]:
    """SIGTERM and SIGHUP leave by ``SystemExit``, with 128 and their number as the code.

    As Ctrl C does by ``KeyboardInterrupt``. What a parent chose to ignore stays ignored.
    """
    numbers = [getattr(signal, name) for name in _NAMES if hasattr(signal, name)]
    ours = [each for each in numbers if signal.getsignal(each) is signal.SIG_DFL]
    for each in ours:
        signal.signal(each, _end)
    try:
        yield
    finally:
        for each in ours:
            signal.signal(each, signal.SIG_DFL)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    del frame
    signal.signal(number, signal.SIG_IGN)  # a second one does not cut off the putting away
    raise SystemExit(_BY_SIGNAL + number)
