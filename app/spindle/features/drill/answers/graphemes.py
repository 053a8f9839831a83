"""Cuts text into what a reader calls characters, so that one slip counts as one.

A short form of Unicode's rule for extended grapheme clusters: marks stay with their letter, joined
emoji with each other, flags come in pairs. Text comes composed (NFC), so Hangul needs no rule.
"""

import unicodedata
from typing import Final

_JOINER: Final = "\u200d"
_STAYS: Final = frozenset({"Mn", "Mc", "Me"})


def graphemes(text: str) -> list[str]:
    """The clusters of a text; joined again they are the text."""
    found: list[str] = []
    flag_open = False
    for char in text:
        is_flag = "\U0001f1e6" <= char <= "\U0001f1ff"
        if found and (_continues(char) or found[-1].endswith(_JOINER) or (is_flag and flag_open)):
            found[-1] += char
            flag_open = False
        else:
            found.append(char)
            flag_open = is_flag
    return found


def _continues(char: str) -> bool:
    return (
        char == _JOINER
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # skin tones
        or unicodedata.category(char) in _STAYS
    )
