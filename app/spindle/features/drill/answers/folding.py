"""What is overlooked between an answer and what was typed: declared classes and nothing else.

Always: composed characters, runs of white space, the shapes of quotes, dashes and full-width
letters, invisible marks of direction. Only where a drill's policy names it: case, accents,
punctuation, a leading article, the order of words. Nothing else is mapped, so no fold can turn one
word into another by losing a letter.
"""

import re
import unicodedata
from enum import StrEnum
from typing import Final


class Fold(StrEnum):
    """What a policy may overlook."""

    CASE = "case"
    ACCENTS = "accents"
    PUNCTUATION = "punctuation"
    ARTICLES = "articles"
    ORDER = "order"


_SHAPES: Final = {
    **dict.fromkeys((8216, 8217, 8218, 8219, 8242, 700, 180, 96), "'"),
    **dict.fromkeys((8220, 8221, 8222, 8223, 8243, 171, 187), '"'),
    **dict.fromkeys((8208, 8209, 8210, 8211, 8212, 8213, 8722), "-"),
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    0x2026: "...",
    # Soft hyphen, marks and overrides of direction, byte order, emoji presentation.
    **dict.fromkeys((0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0xFE0E, 0xFE0F, 0xFEFF)),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A))),
}
_STROKES: Final = str.maketrans("łøđħŁØĐĦ", "lodhLODH")
_CJK: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CJK_SPACE: Final = re.compile(rf"(?<=[{_CJK}]) (?=[{_CJK}])")
_CJK_POINTS: Final = re.compile("[、。「」『』【】〈〉《》・]")
_POINTS_IN_CJK: Final = re.compile(rf"(?<=[{_CJK}])[,.!?;:]")
_MARKS: Final = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670]")

_EDGE: Final = ".,;:!?¿¡\"'()[]{}-،؛؟।·"
_ARTICLES: Final = {
    "en": "a an the",
    "de": "der die das den dem des ein eine einen einem einer eines",
    "fr": "le la les l' un une des",
    "es": "el la los las un una unos unas",
    "it": "il lo la i gli le l' un uno una un'",
    "pt": "o a os as um uma uns umas",
    "nl": "de het een",
}
LANGUAGES: Final = tuple(_ARTICLES)
"""Languages whose articles are known; the first is meant where a drill says nothing."""


def plain(text: str) -> str:
    """The text as it is compared under every policy."""
    shaped = unicodedata.normalize("NFC", text).translate(_SHAPES)
    spaced = " ".join(shaped.split())
    return unicodedata.normalize("NFC", _CJK_SPACE.sub("", spaced))


def fold(text: str, folds: frozenset[Fold], language: str = "en") -> str:
    """The text with what a policy overlooks taken away; texts that are equal then are the same."""
    found = plain(text)
    if Fold.CASE in folds:
        found = found.lower().replace("ς", "σ")
    if Fold.ARTICLES in folds:
        found = _without_article(found, language)
    if Fold.PUNCTUATION in folds:
        found = _without_points(found)
    if Fold.ACCENTS in folds:
        found = _MARKS.sub("", unicodedata.normalize("NFD", found)).translate(_STROKES)
    if Fold.ORDER in folds:
        found = " ".join(sorted(found.split()))
    return unicodedata.normalize("NFC", found)


def _without_article(text: str, language: str) -> str:
    for article in _ARTICLES.get(language, "").split():
        gap = "" if article.endswith("'") else " "
        begin = article + gap
        if text.lower().startswith(begin) and text[len(begin) :].strip():
            return text[len(begin) :].lstrip()
    return text


def _without_points(text: str) -> str:
    """Without punctuation at the edges of words; inside a word apostrophe and hyphen go.

    What stands between digits stays, so that 3.5 is never 35; so do a sign before a number and
    the mark of a factorial.
    """
    opened = _POINTS_IN_CJK.sub("", _CJK_POINTS.sub("", text))
    words = [_bare(word) for word in opened.split()]
    return " ".join(" ".join(words).split())


def _bare(word: str) -> str:
    left, right = 0, len(word)
    while left < right and word[left] in _EDGE and not _signs_number(word, left):
        left += 1
    while right > left and word[right - 1] in _EDGE and not _is_factorial(word, left, right):
        right -= 1
    inner = word[left:right]
    if any(char.isdigit() for char in inner):
        return inner
    return inner.replace("'", "").replace("-", " ")


def _signs_number(word: str, at: int) -> bool:
    return word[at] in "-." and word[at + 1 : at + 2].isdigit()


def _is_factorial(word: str, left: int, right: int) -> bool:
    return word[right - 1] == "!" and (word[right - 2].isdigit() or right - left == len("n!"))
