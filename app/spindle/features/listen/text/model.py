"""A document as every reader of files hands it over and every page shows it.

A document is chapters, a chapter is blocks, a block is one text. Sentences and tokens are spans of
a block's text, found when asked for (see ``sentences`` and ``tokens``). All offsets are code points
counted from the start of the block's text, which never changes after the import: what is spoken is
derived from it (see ``speech``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

# A chapter is laid out at once and a block painted at once; readers split what is longer.
CHAPTER_LENGTH: Final = 60_000
BLOCK_LENGTH: Final = 10_000


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "list item"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    FOOTNOTE = "footnote"
    REFERENCE = "reference"
    CAPTION = "caption"
    FURNITURE = "page furniture"


class MarkKind(StrEnum):
    """What a stretch inside a block is."""

    NOTE = "note"  # the raised number that points to a note
    PAGE = "page"  # the number of a printed page, where it begins
    CODE = "code"
    EMPHASIS = "emphasis"
    STRONG = "strong"


class Span(NamedTuple):
    """From ``start`` up to, not including, ``end``, in code points of a block's text."""

    start: int
    end: int


class Mark(NamedTuple):
    """A stretch of a block with a meaning of its own."""

    kind: MarkKind
    start: int
    end: int


class Place(NamedTuple):
    """Where in a document: chapter, block of that chapter, code point of that block's text."""

    chapter: int
    block: int
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    r"""One paragraph, heading, item, table or whatever else stands alone on a page.

    Attributes:
        kind: What it is.
        text: Shown as it stands. ``"\n"`` is a line break that is meant (code, verse, the rows of
            a table, whose cells are apart by tabs); elsewhere lines run on.
        marks: Stretches with a meaning, in the order of their start.
        level: Depth of a heading (1 is the highest) or of a list item (1 is the outermost).
        label: What stands before an item or a note, as ``"3."``; never spoken.
        page: Number or name of the printed page on which it begins, ``""`` if unknown.
    """

    kind: Kind
    text: str
    marks: tuple[Mark, ...] = ()
    level: int = 0
    label: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A run of blocks, short enough to be laid out at once.

    Attributes:
        title: As the table of contents has it; ``""`` before the first heading.
        level: 1 for a part or a chapter, 2 for what is inside it…
        blocks: In reading order.
        continues: The chapter before was too long, and this is its next piece, under its title.
    """

    title: str
    level: int = 1
    blocks: tuple[Block, ...] = ()
    continues: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is known of a document as a whole.

    Attributes:
        title: Never empty: the file's name if nothing better is known.
        author: ``""`` if unknown.
        language: A short code such as ``"en"``; ``""`` if neither said nor guessed.
        said: The file itself says its language; otherwise it was guessed from the text.
    """

    title: str
    author: str = ""
    language: str = ""
    said: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole document."""

    head: Head
    chapters: tuple[Chapter, ...] = field(default=())

    def blocks(self) -> Iterator[tuple[Place, Block]]:
        """Every block with its place, in reading order."""
        for number, chapter in enumerate(self.chapters):
            for index, block in enumerate(chapter.blocks):
                yield Place(number, index, 0), block
