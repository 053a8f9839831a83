"""The part of a text that a search found, and the places of the words in it. Pure."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

WIDTH: Final = 160
_SEARCHED: Final = 20_000
"""Characters of a long text that are looked through letter by letter."""


def around(text: str, words: Sequence[str]) -> str:
    """The text near the first word found.

    SQLite's own snippet takes minutes on a long text.
    """
    start = max(0, _first(text, words) - WIDTH // 3)
    part = " ".join(text[start : start + WIDTH].split())
    return f"{'…' if start else ''}{part}{'…' if start + WIDTH < len(text) else ''}"


def places(text: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where the words stand in a text, as first place and length, in order and apart.

    Case and accents make no difference, as in the search. The last word may be the beginning of
    one; a word that is nowhere whole is shown where it is part of one.

    >>> places("The bound fails; a Bound is bounded.", ["bound"])
    ((4, 5), (19, 5), (28, 5))
    """
    plain = _plain(text)
    found = set[tuple[int, int]]()
    for n, word in enumerate(words):
        sought = re.escape(_plain(word))
        end = "" if n == len(words) - 1 else r"(?!\w)"
        whole = [match.span() for match in re.finditer(rf"(?<!\w){sought}{end}", plain)]
        found |= set(whole or (match.span() for match in re.finditer(sought, plain)))
    apart: list[tuple[int, int]] = []
    for start, end_ in sorted(found):
        if start < end_ and (not apart or start >= sum(apart[-1])):
            apart.append((start, end_ - start))
    return tuple(apart)


def _first(text: str, words: Sequence[str]) -> int:
    lower = text.lower()
    if len(lower) == len(text):
        at = [place for word in words if (place := lower.find(word.lower())) >= 0]
        if at:
            return min(at)
    found = places(text[:_SEARCHED], words)
    return found[0][0] if found else 0


def _plain(text: str) -> str:
    """Small letters without accents, letter for letter."""
    if text.isascii():
        return text.lower()
    return "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0].casefold()
    return base if len(base) == 1 else letter
