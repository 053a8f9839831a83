"""What the inside asks of a spell checker: a port; ``adapters.spelling`` implements it."""

from collections.abc import Callable
from typing import Protocol


class Spelling(Protocol):
    """The dictionaries of the person's languages, where the desktop has them. GUI thread."""

    def load(self, done: Callable[[], None]) -> None:
        """Look for them beside the window; ``done`` once there are some, and never without."""
        ...

    def is_right(self, word: str) -> bool:
        """Whether one of the languages knows the word; before ``done`` all are right."""
        ...

    def offers(self, word: str) -> tuple[str, ...]:
        """What may have been meant, the likeliest first."""
        ...
