"""Sealing what lies beside the database: lines of text, each by itself.

A sealed line is still JSON, ``{"sealed": "…"}``: a nonce and the line in AES-256-GCM, under a key
derived from the data key for this purpose. So a file grows line by line, and a torn end costs one.
"""

import base64
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from spindle.storage.lines import SEALED_LINE
from spindle.storage.vault.key import Key

_NONCE: Final = 12
_PURPOSE: Final = "lines"


class Seal:
    """Seals and opens lines with one key; any thread."""

    def __init__(self, key: Key) -> None:
        self._cipher = AESGCM(key.derived(_PURPOSE))
        self._id = key.id

    def line(self, text: str) -> str:
        """The sealed line for a line, without a line feed."""
        nonce = os.urandom(_NONCE)
        sealed = nonce + self._cipher.encrypt(
            nonce, text.encode("utf-8", "surrogatepass"), self._id
        )
        return f'{SEALED_LINE}{base64.b64encode(sealed).decode()}"}}'

    def read(self, line: str) -> str | None:
        """The line in a sealed line; None if it is not one, or of another key."""
        try:
            sealed = base64.b64decode(
                line.removeprefix(SEALED_LINE).removesuffix('"}'), validate=True
            )
            plain = self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._id)
            return plain.decode("utf-8", "surrogatepass")
        except (ValueError, InvalidTag):
            return None
