"""Where some words stand in a text, whichever way they are written.

Capitals, accents, the points of Hebrew and Arabic, and the kinds of quote marks, dashes and blanks
make no difference: both sides are folded, sign by sign, and what is found is told by its place in
the text as it is written. What only looks like a letter with an accent stays what it is: й, ї and
ў, which are letters of their own as all of Cyrillic but ё, voiced signs of Japanese, ≠, and
syllables of Korean.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Final

from spindle.features.listen.text.model import Span

_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_ACCENT: Final = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]")
_ACCENTED: Final = frozenset("ёѐѝѷ")
"""Cyrillic letters that are written with and without their accent."""
_ACCENTING: Final = frozenset(map(chr, range(0x300, 0x370)))
_IN_TWO: Final = re.compile("[\u0400-\u04ff][\u0300-\u036f]")
_NOTHING: Final = "\u00ad"
_BLANKS: Final = re.compile(" {2,}")
_SAME: Final = {
    **dict.fromkeys(map(ord, "\"'`´‘’‚‛“”„‟′″«»‹›"), "'"),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
    **dict.fromkeys(map(ord, "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029"), " "),
}


def fold(text: str) -> str:
    """A text as it is compared; a sign may become none or several, each for itself."""
    lower = text.lower()
    if text.isascii():
        return lower.translate(_SAME)
    signs = set(lower)
    if signs & _ACCENTING:
        lower = _IN_TWO.sub(_joined, lower)
        signs = set(lower)
    for sign in signs:
        alike = _alike(sign)
        if alike != sign:
            lower = lower.replace(sign, alike)
    return lower


def sought(typed: str) -> str:
    """What to look for, folded; ``""`` if nothing but blanks was typed."""
    folded = _BLANKS.sub(" ", fold(typed))
    return "" if folded.isspace() else folded


def matches(text: str, folded: str) -> list[Span]:
    """Where something ``sought`` stands in a text, in order and never overlapping.

    Whole signs: of one that became several, and with the accents written behind a letter.
    """
    here = fold(text)
    found = []
    at = here.find(folded) if folded else -1
    while at >= 0:
        found.append(at)
        at = here.find(folded, at + len(folded))
    if not found or text.isascii():
        return [Span(at, at + len(folded)) for at in found]
    ends = list(accumulate(len(fold(sign)) for sign in text))
    spans = []
    for at in found:
        first, last = bisect_right(ends, at), bisect_left(ends, at + len(folded)) + 1
        while last < len(text) and unicodedata.combining(text[last]):
            last += 1
        spans.append(Span(first, last))
    return spans


@lru_cache(maxsize=4096)
def _alike(sign: str) -> str:
    """What one sign is compared as; that itself is compared as it is."""
    if sign.isascii():
        return sign.translate(_SAME)
    composed = unicodedata.normalize("NFKC", _UNSEEN.sub("", sign))
    plain = unicodedata.normalize("NFC", "".join(map(_unaccented, composed)))
    return plain.casefold().lower().translate(_SAME)


def _unaccented(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    return letter if _of_its_own(letter, apart) else _ACCENT.sub("", apart)


def _of_its_own(letter: str, apart: str) -> bool:
    """Whether taking its accents off would make another letter of it, or another sign."""
    if letter.lower() in _ACCENTED or apart[0] in _ACCENTING or not _ACCENTING & set(apart[1:]):
        return False
    return not unicodedata.name(apart[0], "").startswith(("LATIN", "GREEK"))


def _joined(pair: re.Match[str]) -> str:
    """A letter written as two signs, where it is one of its own; the second becomes nothing."""
    whole = unicodedata.normalize("NFC", pair[0])
    return whole + _NOTHING if len(whole) == 1 else pair[0]
