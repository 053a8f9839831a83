"""What was done on the page of Drill, to be taken back: ten deep."""

from collections.abc import Callable
from typing import Final

DEEP: Final = 10


class Undoing:
    """Each verb leaves its inverse here; ``undo`` runs the last one."""

    def __init__(self) -> None:
        self._inverses: list[Callable[[], object]] = []

    def push(self, inverse: Callable[[], object]) -> None:
        """Remember how to take back what was just done."""
        self._inverses = [*self._inverses, inverse][-DEEP:]

    def undo(self) -> bool:
        """Take the last one back; False if there is none."""
        if not self._inverses:
            return False
        self._inverses.pop()()
        return True
