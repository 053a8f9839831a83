"""What the inside asks about the person at the machine: a port; ``adapters.idle`` implements it."""

from collections.abc import Callable
from typing import Protocol


class Idle(Protocol):
    """When something was touched last, and whether the screen is locked. GUI thread.

    None means that this desktop does not tell: it is neither there nor away.
    """

    def since_touched(self) -> int | None:
        """µs since the last key or movement of the mouse."""
        ...

    def is_locked(self) -> bool | None:
        """Whether the screen is locked."""
        ...

    def tell_of_lock(self, told: Callable[[], None]) -> None:
        """Call this whenever the desktop locks the screen, from now on."""
        ...
