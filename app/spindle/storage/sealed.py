"""How a file shows at its head whether it is encrypted; the standard library alone, and little."""

from pathlib import Path
from typing import Final

PLAIN: Final = b"SQLite format 3\x00"
SEALED: Final = b"spindle\x00"
"""An encrypted file begins with its salt, and ours begins like this, followed by the key's id.

The salt of a key that is random itself need be neither random nor secret.
"""

ID_LENGTH: Final = 8


def sealed_by(path: Path) -> bytes | None:
    """The id of the key that Spindle encrypted a file with; None for any other file.

    Raises:
        OSError: It cannot be read.
    """
    head = head_of(path)
    if not head.startswith(SEALED) or len(head) < len(SEALED) + ID_LENGTH:
        return None
    return head[len(SEALED) :]


def head_of(path: Path) -> bytes:
    """The first 16 bytes.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        return file.read(len(PLAIN))
