"""From a stream of blocks to chapters of a size that can be laid out at once."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from spindle.features.listen.importing.errors import Unreadable, Wrong
from spindle.features.listen.importing.reading import TEXT_LIMIT, Item, Start
from spindle.features.listen.text.model import (
    BLOCK_LENGTH,
    CHAPTER_LENGTH,
    Block,
    Chapter,
    Kind,
    Mark,
)

_REFERENCES: Final = re.compile(
    r"(?:\d+\.?\s+)?(?:references(?: and notes)?|bibliography|works cited|literature(?: cited)?|"
    r"literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|références|bibliographie|referencias|"
    r"bibliografía|bibliografia|riferimenti|referências|literatuur)\s*",
    re.IGNORECASE,
)
_NOTES: Final = re.compile(
    r"(?:notes|end ?notes|footnotes|anmerkungen|fußnoten|endnoten|notas|note)\s*", re.IGNORECASE
)
_NUMBERED: Final = re.compile(r"\W?\d{1,4}\W")
_RUNNING: Final = frozenset({Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTE})
_END: Final = re.compile(r"[.!?…。！？]['\"”’)\]]*\s")


def chapters(items: Iterable[Item]) -> Iterator[Chapter]:
    """The same blocks in order, under the title that stands above them.

    Raises:
        Unreadable: There is more text than Spindle reads at once.
    """
    blocks: list[Block] = []
    title, level, continues = "", 1, False
    length = total = 0
    for item in _pieces(items):
        if isinstance(item, Start) or length > CHAPTER_LENGTH:
            if blocks:
                yield Chapter(title=title, level=level, blocks=tuple(blocks), continues=continues)
            continues = bool(blocks) and not isinstance(item, Start)
            blocks, length = [], 0
        if isinstance(item, Start):
            title, level = item
            continue
        blocks.append(item)
        length += len(item.text)
        total += len(item.text)
        if total > TEXT_LIMIT:
            raise Unreadable(Wrong.TOO_LARGE, most=str(TEXT_LIMIT // 1_000_000))
    if blocks:
        yield Chapter(title=title, level=level, blocks=tuple(blocks), continues=continues)


def _pieces(items: Iterable[Item]) -> Iterator[Item]:
    for item in _sections(items):
        if isinstance(item, Start):
            yield item
        else:
            yield from _short(item)


def _sections(items: Iterable[Item]) -> Iterator[Item]:
    """Blocks under "References" are references, and numbered ones under "Notes" notes."""
    inside: Kind | None = None
    depth = 0
    for item in items:
        if isinstance(item, Start):
            yield item
            continue
        if item.kind is Kind.HEADING:
            if inside is None or item.level <= depth:
                inside, depth = _section(item.text), item.level
        elif item.kind in _RUNNING and (
            inside is Kind.REFERENCE
            or (inside is Kind.FOOTNOTE and (item.label or _NUMBERED.match(item.text)))
        ):
            item = replace(item, kind=inside)  # noqa: PLW2901 - the same block, better known
        yield item


def _section(heading: str) -> Kind | None:
    if _REFERENCES.fullmatch(heading):
        return Kind.REFERENCE
    return Kind.FOOTNOTE if _NOTES.fullmatch(heading) else None


def _short(block: Block) -> Iterator[Block]:
    """A block as it is, or in pieces that end with a sentence, or at least with a word."""
    start = 0
    while len(block.text) - start > BLOCK_LENGTH:
        end = _cut(block, start)
        yield _piece(block, start, end)
        start = end
    if start < len(block.text):
        yield _piece(block, start, len(block.text))


def _cut(block: Block, start: int) -> int:
    least, most = start + BLOCK_LENGTH // 2, start + BLOCK_LENGTH
    if block.kind in {Kind.CODE, Kind.TABLE}:
        at = block.text.rfind("\n", least, most)
    else:
        at = max((found.end() - 1 for found in _END.finditer(block.text, least, most)), default=-1)
    at = at if at > 0 else block.text.rfind(" ", least, most)
    return at + 1 if at > 0 else most


def _piece(block: Block, start: int, end: int) -> Block:
    if start == 0 and end == len(block.text):
        return block
    text = block.text[start:end]
    kept = text.rstrip()
    marks = tuple(
        Mark(mark.kind, max(mark.start - start, 0), min(mark.end - start, len(kept)))
        for mark in block.marks
        if mark.start < start + len(kept) and mark.end > start
    )
    return replace(block, text=kept, marks=marks, label=block.label if start == 0 else "")
