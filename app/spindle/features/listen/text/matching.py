"""Where some words stand in a text, whichever way they are written.

Capitals, accents, the points of Hebrew and Arabic, and the kinds of quote marks, dashes and blanks
make no difference: both sides are folded, sign by sign, and what is found is told by its place in
the text as it is written. Voiced signs of Japanese and syllables of Korean stay what they are.
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
    for sign in set(lower):
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
    plain = _ACCENT.sub("", unicodedata.normalize("NFKD", _UNSEEN.sub("", sign)))
    return unicodedata.normalize("NFC", plain).casefold().lower().translate(_SAME)
