"""What the inside knows of the data's encryption: whether there is some, and its key for jobs."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Protocol, TypeVar

T = TypeVar("T")


class Kept(StrEnum):
    """How the data of a profile is kept."""

    PLAIN = "plain"
    SHUT = "shut"  # encrypted, and nobody has opened it yet
    OPEN = "open"  # encrypted, with its key in this process


class Safe(Protocol):
    """The key of the running program's data. GUI thread."""

    @property
    def kept(self) -> Kept:
        """How the file is kept now."""
        ...

    @property
    def plain(self) -> bytes | None:
        """The key as a job is handed it, or None while there is none."""
        ...

    @property
    def available(self) -> bool:
        """Whether this Spindle came with what encrypts."""
        ...

    def ask(
        self,
        question: Callable[[Any], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Ask the vault in a thread of its own: what it does is slow, and may ask the user.

        Args:
            question: Gets the ``Vault``; a key that it opened is the safe's from then on.
            done: Gets the answer, in the GUI thread.
            failed: Gets a ``KnownError``, a ``KeyringError`` or a bug.
        """
        ...
