"""Typed text, made fit to be kept: the one place where characters are dropped."""

import re
from typing import Final

_UNSTORABLE: Final = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without NUL, and with U+FFFD for each lone surrogate; all else stays as typed.

    SQLite's tools end a text at NUL, and half a surrogate pair has no UTF-8.
    """
    return _UNSTORABLE.sub(lambda found: "" if found[0] == "\x00" else "\ufffd", text)
