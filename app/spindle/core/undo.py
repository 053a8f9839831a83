"""What can be taken back on a page: the last ten verbs, the latest first."""

from collections import deque
from collections.abc import Callable
from typing import Final

DEPTH: Final = 10


class Undo:
    """One stack for the page; each entry is the inverse that a verb returned."""

    def __init__(self) -> None:
        self._inverses = deque[Callable[[], None]](maxlen=DEPTH)
        self._going_back = False

    def push(self, inverse: Callable[[], None]) -> None:
        """A verb was done; this takes it back. What taking back itself does is not remembered."""
        if not self._going_back:
            self._inverses.append(inverse)

    def back(self) -> bool:
        """Take the latest verb back; whether there was one."""
        if not self._inverses:
            return False
        self._going_back = True
        try:
            self._inverses.pop()()
        finally:
            self._going_back = False
        return True
