"""Words as they are lit, clicked and counted."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from spindle.features.listen.text.model import Span

SIGN: Final = (
    "\u3005-\u3007\u3021-\u3029\u3041-\u309f\u30a0-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
"""Those of scripts written without blanks whose signs each count and are lit alone, for a set of a
pattern. Thai, Lao, Burmese and Khmer letters would need a dictionary: their runs stay one token."""

_RUN: Final = re.compile(
    rf"[{SIGN}][\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*"  # a sign, as its variants are
    rf"|[^\s{SIGN}—―…\u200b]+"
)
_ALIVE: Final = re.compile(r"[^\W_]")  # a letter or a digit
_ENDS: Final = frozenset({"Ps", "Pe", "Pi", "Pf", "Po", "Pd", "Pc"})
_KEPT: Final = frozenset("%‰°#@&§")  # punctuation by Unicode, but read aloud
_DOTTED: Final = re.compile(r"(?:\w{1,3}\.)+\w{1,3}")


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """The tokens between two offsets of a text, in order.

    A token is what stands between blanks, dashes or dots of omission, without the quotation marks
    and stops around it: ``3.14``, ``%``, ``e.g.``, ``don't``, ``$12.50``, an emoji. Chinese and
    Japanese signs are a token each. What holds neither a letter, a digit nor a symbol is none.
    """
    for found in _RUN.finditer(text, start, len(text) if end is None else end):
        span = _bare(text, found.start(), found.end())
        if span.start < span.end:
            yield span


def runs(text: str) -> Iterator[Span]:
    """The tokens of a text with the quotation marks and stops that touch them."""
    return (Span(*found.span()) for found in _RUN.finditer(text))


def words(text: str, start: int = 0, end: int | None = None) -> int:
    """How many tokens with a letter or a digit: what words per minute count."""
    found = _RUN.findall(text, start, len(text) if end is None else end)
    return len([run for run in found if run.isalnum() or _ALIVE.search(run) is not None])


def is_any(text: str) -> bool:
    """Whether a text has a token."""
    return _ALIVE.search(text) is not None or any(True for _ in tokens(text))


def _bare(text: str, start: int, end: int) -> Span:
    first, last = start, end
    while first < last and (_is_edge(text[first]) or unicodedata.category(text[first]) == "Mn"):
        first += 1  # a mark with no letter before it belongs to nothing
    while last > first and _is_edge(text[last - 1]):
        last -= 1
    if last < end and text[last] == "." and _DOTTED.fullmatch(text, first, last):
        last += 1
    return Span(first, last)


def _is_edge(sign: str) -> bool:
    if sign.isalnum() or sign in _KEPT:
        return False
    category = unicodedata.category(sign)
    return category in _ENDS or category == "Sk" or category[0] in "CZ"
