"""The desktop's store of secrets: a port; ``adapters.keyring`` implements it."""

from enum import StrEnum
from typing import Protocol


class Silence(StrEnum):
    """Why a keyring gave no answer."""

    MISSING = "missing"  # this desktop has none, or one that keeps secrets in clear
    REFUSED = "refused"  # it stays locked, or the user said no
    SLOW = "slow"  # it did not answer in time


class KeyringError(Exception):
    """The keyring did not do it.

    Attributes:
        why: For a sentence.
    """

    def __init__(self, why: Silence) -> None:
        super().__init__(str(why))
        self.why = why


class Keyring(Protocol):
    """Keeps small secrets by name. Any thread but the GUI's: it may ask the user, or hang."""

    def get(self, name: str) -> bytes | None:
        """A secret; None if there is none of that name.

        Raises:
            KeyringError: It cannot be asked.
        """
        ...

    def put(self, name: str, secret: bytes) -> None:
        """Keep a secret.

        Raises:
            KeyringError: It was not kept.
        """
        ...

    def remove(self, name: str) -> None:
        """Forget a secret; one that is not there is fine.

        Raises:
            KeyringError: It cannot be asked.
        """
        ...
