"""What a person types to open their data, as bytes that are the same from any keyboard."""

import unicodedata
from typing import Final

SHORTEST: Final = 8
"""Characters; no other rule, because rules make passphrases worse (NIST SP 800-63B)."""


def prepared(text: str) -> bytes:
    """The bytes that a key is derived from.

    Signs that look the same are the same (NFKC): a keyboard may write ``é`` as one sign or two,
    and digits wide or narrow. Half of a letter, which some keyboards send, is kept as it is.
    """
    return unicodedata.normalize("NFKC", text).encode("utf-8", "surrogatepass")


def is_long_enough(text: str) -> bool:
    """Whether it may become the passphrase of a profile."""
    return len(unicodedata.normalize("NFKC", text).strip()) >= SHORTEST
