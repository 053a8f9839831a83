"""Where sentences end.

sentencex knows the abbreviations of some hundred languages. What it is given has its line breaks
turned into blanks first, so that a line of print never ends a sentence; likewise the raised
numbers of notes, which would hide the stop before them. Code in a sentence (``vec!``) becomes
letters, and so do lone halves of surrogate pairs, which it refuses. Each is one character for one,
so that its spans are ours. What is too long to be spoken in one breath is cut, at a clause if there
is one.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from spindle.features.listen.text.model import Block, MarkKind, Span

LONGEST: Final = 600  # code points spoken at once

_BREAK: Final = re.compile("[\t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_NUMBER: Final = re.compile(r"(?<=[.!?”\"’)])\[\d[\d\s,;–-]{0,40}\]")
_NUMBERS: Final = frozenset({MarkKind.NOTE, MarkKind.PAGE})
_STRESS: Final = re.compile(r"(?<=[.!?])[*_](?=\s|$)")
_CLAUSE: Final = re.compile(r"[;:,—–](?=\s)|[、，；：]")
_SPACE: Final = re.compile(r"\s")
_COUNTED: Final = re.compile(r"\(?(\d{1,3}|[A-Za-z]|[IVXLCivxlc]{1,6})(\.\d{1,3})*[.)]\s*")
"""What counts headings and items: ``1.``, ``2.1.``, ``b)``; no sentence by itself."""


def sentences(block: Block, language: str = "en") -> tuple[Span, ...]:
    """The sentences of a block, in order, without the blanks around them.

    Args:
        block: Its text, and where the numbers of notes and pages stand in it.
        language: A short code; an unknown or empty one is read by the rules of English.
    """
    numbers = tuple(Span(each.start, each.end) for each in block.marks if each.kind in _NUMBERS)
    code = tuple(Span(each.start, each.end) for each in block.marks if each.kind is MarkKind.CODE)
    return _sentences(block.text, language, numbers, code)


@lru_cache(maxsize=256)
def _sentences(
    text: str, language: str, numbers: tuple[Span, ...], code: tuple[Span, ...]
) -> tuple[Span, ...]:
    from sentencex import segment  # noqa: PLC0415 - with the first text, not with the program

    # What a paragraph does not hold is seen sooner than looked for.
    plain = text
    if not plain.isprintable():
        plain = _SURROGATE.sub("\ufffd", _BREAK.sub(" ", plain))
    if "*" in plain or "_" in plain:
        plain = _STRESS.sub('"', plain)  # _so._ ends like a quotation
    plain = _blanked(plain, code, "x")
    plain = _blanked(plain, numbers)
    if "[" in plain:
        plain = _blanked(plain, [Span(*found.span()) for found in _NUMBER.finditer(plain)])
    found: list[Span] = []
    start = end = 0
    for piece in segment(language or "en", plain):
        end += len(piece)
        if end < len(plain) and _COUNTED.fullmatch(plain, start, end):
            continue
        found.extend(_cut(text, _trimmed(text, start, end)))
        start = end
    return tuple(found)


def _blanked(text: str, spans: Sequence[Span], by: str = " ") -> str:
    if not spans:
        return text
    signs = list(text)
    for start, end in spans:
        signs[start:end] = by * len(signs[start:end])
    return "".join(signs)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    return Span(start + left, max(start + left, start + len(piece.rstrip())))


def _cut(text: str, span: Span) -> list[Span]:
    """In pieces of at most ``LONGEST``; an empty span gives none."""
    pieces = []
    start, end = span
    while end - start > LONGEST:
        at = _best(text, start, start + LONGEST)
        piece = _trimmed(text, start, at)
        if piece.start < piece.end:
            pieces.append(piece)
        start = at
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        pieces.append(Span(start, end))
    return pieces


def _best(text: str, start: int, end: int) -> int:
    """Where to cut before ``end``: behind a clause, else behind a word, else right there."""
    least = start + (end - start) // 3
    for pattern in (_CLAUSE, _SPACE):
        places = [found.end() for found in pattern.finditer(text, least, end)]
        if places:
            return places[-1]
    return end
