"""Titles that stand in the text as paragraphs, as some programs write them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from spindle.features.listen.importing.reading import Item, Start
from spindle.features.listen.text.model import Block, Kind

_SHORTEST: Final = 3  # signs


def headed(items: Iterable[Item], title: str) -> Iterator[Item]:
    """The same, the document's title and those of chapters made headings where they are said.

    Args:
        items: Blocks, and the places where chapters start.
        title: Of the document.
    """
    start: Start | None = Start(title)
    first = True
    for item in items:
        if isinstance(item, Start):
            start = item
        elif item.kind is not Kind.FURNITURE:
            yield _said(item, start, title if first else "")
            start, first = None, False
            continue
        yield item


def _said(block: Block, start: Start | None, title: str) -> Block:
    if block.kind is not Kind.PARAGRAPH:
        return block
    text = _plain(block.text)
    if len(text) < _SHORTEST:
        return block
    if start is not None and text == _plain(start.title):
        return replace(block, kind=Kind.HEADING, level=max(1, start.level))
    return replace(block, kind=Kind.HEADING, level=1) if text == _plain(title) else block


def _plain(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
