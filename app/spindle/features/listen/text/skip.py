"""What of a document is not spoken, and why: a switch for each reason.

What is skipped stays in the text with its span, so that a page can dim it and say how much it is.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Final, NamedTuple

from spindle.features.listen.text.model import Block, Kind, Mark, MarkKind, Span
from spindle.features.listen.text.tokens import words


class Reason(StrEnum):
    """Why something is not spoken; each is a switch of the document."""

    NOTES = "notes"
    REFERENCES = "references"
    CITATIONS = "citations"
    URLS = "urls"
    BRACKETS = "brackets"
    CODE = "code"
    TABLES = "tables"
    CAPTIONS = "captions"
    FURNITURE = "furniture"


Skips = frozenset[Reason]

DEFAULT: Final[Skips] = frozenset(Reason) - {Reason.BRACKETS, Reason.CAPTIONS}


class Skipped(NamedTuple):
    """A stretch of a block that is not spoken."""

    start: int
    end: int
    reason: Reason


_WHOLE: Final = {
    Kind.FOOTNOTE: Reason.NOTES,
    Kind.REFERENCE: Reason.REFERENCES,
    Kind.CODE: Reason.CODE,
    Kind.TABLE: Reason.TABLES,
    Kind.CAPTION: Reason.CAPTIONS,
    Kind.FURNITURE: Reason.FURNITURE,
}
_MARKED: Final = {MarkKind.NOTE: Reason.NOTES, MarkKind.PAGE: Reason.FURNITURE}

_URL: Final = re.compile(
    r"(?:https?://|ftp://|www\.|doi:\s?(?=10\.)|(?<![\w.])10\.\d{4,9}/)[^\s<>\"“”]+", re.IGNORECASE
)
_URL_END: Final = ".,;:!?'’*_"

_NAME: Final = r"[^\W\d_a-zß-ÿ][\w.'’-]*"
_JOINED: Final = (
    rf"{_NAME}(?:,?\ (?:and\ |und\ |et\ |y\ |&\ |von\ |van\ |de\ |der\ )*{_NAME}){{0,9}}"
)
_YEAR: Final = r"(?:1[5-9]|20)\d\d[a-z]?"
_PAGES: Final = r"(?:[,:]\ ?(?:pp?\.|S\.|ch\.|chap\.|Kap\.|fig\.)?\ ?[\divxlc]+(?:[–-][\divxlc]+)?)"
_SOURCE: Final = (
    rf"(?:(?:see|cf\.|vgl\.|siehe|voir|e\.g\.|z\.\ ?B\.)(?:\ also)?,?\ )?"
    rf"{_JOINED}(?:,?\ et\ al\.?|,?\ u\.\ ?a\.)?,?\ \(?(?:{_YEAR}|n\.d\.)(?:,\ ?{_YEAR}){{0,5}}"
    rf"{_PAGES}?\)?"
)
_CITATION: Final = re.compile(
    r"\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){0,20}\]"  # [12], [3, 5–7]
    rf"|\({_SOURCE}(?:;\ {_SOURCE}){{0,20}}\)"  # (Smith et al., 2019; Ada & Lin, 2020a, p. 4)
    rf"|\[{_SOURCE}(?:;\ {_SOURCE}){{0,20}}\]",
    re.VERBOSE,
)
_HALVES: Final = {")": "(", "]": "[", "}": "{"}
_PAIRS: Final = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "【": "】"}


def skipped(block: Block, skips: Skips = DEFAULT) -> tuple[Skipped, ...]:
    """What of a block is not spoken, in order, no two overlapping.

    Where two reasons meet the one that began first holds, and the longer one if both began there.
    """
    whole = _WHOLE.get(block.kind)
    if whole is not None and whole in skips:
        return (Skipped(0, len(block.text), whole),)
    found = [*_marked(block.marks, skips), *_written(block.text, skips)]
    found.sort(key=lambda each: (each.start, -each.end))
    kept: list[Skipped] = []
    for each in found:
        if each.start < each.end and (not kept or each.start >= kept[-1].end):
            kept.append(each)
    return tuple(kept)


def counts(blocks: Iterable[Block], skips: Skips = DEFAULT) -> Counter[Reason]:
    """How many things are skipped, by reason: "14 notes", "3 tables".

    A note counts once, though both its text and the number that points to it are skipped.
    """
    found: Counter[Reason] = Counter()
    pointers = notes = 0
    for block in blocks:
        for each in skipped(block, skips):
            if each.reason is not Reason.NOTES:
                found[each.reason] += 1
            elif block.kind is Kind.FOOTNOTE:
                notes += bool(block.label) or not notes
            else:
                pointers += 1
    if notes or pointers:
        found[Reason.NOTES] = max(notes, pointers)
    return found


class Amount(NamedTuple):
    """How much of a text one reason leaves out.

    Attributes:
        things: As ``counts`` counts them.
        words: Words in them.
    """

    things: int
    words: int


def amounts(blocks: Iterable[Block]) -> dict[Reason, Amount]:
    """How much each reason would leave out by itself; reasons that leave nothing out are absent.

    A word that two reasons leave out counts for both.
    """
    blocks = tuple(blocks)
    found = {}
    for reason in Reason:
        alone = frozenset({reason})
        things = counts(blocks, alone)[reason]
        if things:
            left_out = (
                words(block.text, each.start, each.end)
                for block in blocks
                for each in skipped(block, alone)
            )
            found[reason] = Amount(things, sum(left_out))
    return found


def _marked(marks: Iterable[Mark], skips: Skips) -> Iterator[Skipped]:
    for mark in marks:
        reason = _MARKED.get(mark.kind)
        if reason is not None and reason in skips:
            yield Skipped(mark.start, mark.end, reason)


def _written(text: str, skips: Skips) -> Iterator[Skipped]:
    """What is known by how it is written."""
    if Reason.CITATIONS in skips and ("(" in text or "[" in text):
        yield from (Skipped(*each.span(), Reason.CITATIONS) for each in _CITATION.finditer(text))
    if Reason.URLS in skips:
        yield from (Skipped(*span, Reason.URLS) for span in addresses(text))
    if Reason.BRACKETS in skips:
        yield from (Skipped(*span, Reason.BRACKETS) for span in _brackets(text))


def _may_hold_address(text: str) -> bool:
    """Most paragraphs hold none, which is told faster than by looking for each kind."""
    return "://" in text or "10." in text or "www." in text or "www." in text.lower()


def addresses(text: str) -> Iterator[Span]:
    """The web addresses and DOIs in a text, without the stop or bracket behind them."""
    if not _may_hold_address(text):
        return
    for found in _URL.finditer(text):
        start, end = found.span()
        address = text[start:end]
        spare = {sign: address.count(sign) - address.count(half) for sign, half in _HALVES.items()}
        while end > start:
            last = text[end - 1]
            if spare.get(last, 0) > 0:
                spare[last] -= 1
            elif last not in _URL_END:
                break
            end -= 1
        yield Span(start, end)


def _brackets(text: str) -> Iterator[Span]:
    """The outermost pairs; a bracket without its other half is only a sign."""
    pending: list[tuple[str, int]] = []
    found: list[Span] = []
    for at, sign in enumerate(text):
        if sign in _PAIRS:
            pending.append((_PAIRS[sign], at))
        elif pending and sign == pending[-1][0]:
            start = pending.pop()[1]
            while found and found[-1].start > start:
                found.pop()
            found.append(Span(start, at + 1))
    yield from found
