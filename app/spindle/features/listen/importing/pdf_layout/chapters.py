"""The opening of a chapter: "Chapter 1" and below it what it is called."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from spindle.features.listen.importing.pdf_layout.outline import Found
from spindle.features.listen.text.model import Kind

_NUMBER: Final = re.compile(
    r"(?:chapter|part|appendix|book|kapitel|teil|anhang|buch|chapitre|partie|annexe|livre|"
    r"capítulo|parte|capitolo|hoofdstuk|deel)\s+(?:\d{1,3}|[ivxlc]{1,7}|[a-z])\W?",
    re.IGNORECASE,
)


def with_numbers(found: Iterable[Found]) -> Iterator[Found]:
    """The same, such two headings made one, so that no chapter is empty.

    Args:
        found: Blocks in reading order, each with its page and height.
    """
    held: Found | None = None
    for each in found:
        page, _, block = each
        whole = each
        if held is not None:
            before = held[2]
            if page == held[0] and block.kind is Kind.HEADING:
                text = f"{before.text}\n{block.text}"
                level = min(before.level, block.level)
                whole = (page, held[1], replace(before, text=text, level=level, marks=()))
            else:
                yield held
            held = None
        if block.kind is Kind.HEADING and _NUMBER.fullmatch(block.text):
            held = each
        else:
            yield whole
    if held is not None:
        yield held
