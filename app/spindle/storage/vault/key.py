"""The data key: what a database, and what lies beside it, is encrypted with."""

import hmac
import os
from dataclasses import dataclass, field
from typing import Final

from spindle.storage.sealed import ID_LENGTH, SEALED

RAW_LENGTH: Final = 32


@dataclass(frozen=True, slots=True)
class Key:
    """A key and its name. It shows its secret to nobody who prints it.

    Attributes:
        id: Eight bytes that say which key this is, in clear at the head of each file.
        raw: The secret, 32 bytes.
    """

    id: bytes
    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be one.

        Raises:
            ValueError: A part has not its length.
        """
        if len(self.id) != ID_LENGTH or len(self.raw) != RAW_LENGTH:
            raise ValueError("no key")

    @classmethod
    def fresh(cls) -> "Key":
        """A new one that nobody can guess."""
        return cls(os.urandom(ID_LENGTH), os.urandom(RAW_LENGTH))

    @classmethod
    def of(cls, plain: bytes | None) -> "Key | None":
        """The key that went through a pipe as bytes; None for none."""
        return None if plain is None else cls(plain[:ID_LENGTH], plain[ID_LENGTH:])

    @property
    def plain(self) -> bytes:
        """As bytes, for a pipe to a process of our own."""
        return self.id + self.raw

    @property
    def spec(self) -> str:
        """As SQLCipher takes it: the secret and the salt."""
        return f"x'{self.raw.hex()}{(SEALED + self.id).hex()}'"

    def derived(self, purpose: str) -> bytes:
        """A key of its own for another purpose (HKDF-Expand, RFC 5869, one block)."""
        return hmac.digest(self.raw, purpose.encode() + b"\x01", "sha256")
