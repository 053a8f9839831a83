"""The blocks of a chapter, one below the other, laid out from the top as far as they are needed.

To break a long chapter into lines takes longer than to show its first page. So whoever shows it
asks for what can be seen, and for the rest in pieces once that is painted.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QFont, QFontMetricsF

from spindle.features.listen.page.laid_out import LaidOut, is_heading
from spindle.features.listen.text.model import Block, Kind, MarkKind
from spindle.ui import fonts

GAP: Final = 20
"""Between two blocks, px at the usual size of text."""

_TOP: Final = 14
_HEADING: Final = 1.25
_INDENT: Final = 24.0
_USUAL: Final = 20.0
"""Letters to which that belongs, px."""

_SMALLEST: Final = 11
_PIECE: Final = 8_000
"""Code points laid out in one go: a few milliseconds."""

_FLUSH: Final = frozenset({Kind.ITEM, Kind.QUOTE, Kind.CODE, Kind.TABLE})


@dataclass(frozen=True, slots=True)
class Look:
    """How a text is set.

    Attributes:
        family: Of the letters.
        language: Of the text.
        size: Of the letters, px.
        spacing: From line to line, per cent of the size.
        width: Of the column, px.
        scale: Of the text of all Spindle.
    """

    family: str
    language: str
    size: float
    spacing: int
    width: float
    scale: float


class Stack:
    """One chapter in one look.

    Attributes:
        laid: The blocks laid out so far, from the first.
    """

    def __init__(self, blocks: Sequence[Block], look: Look) -> None:
        """Lays out nothing yet."""
        self.laid: list[LaidOut] = []
        self._blocks = blocks
        self._look = look
        self._bottom = float(_TOP)
        self._signs = self._lines = 0

    @property
    def whole(self) -> bool:
        """Nothing is left to be laid out."""
        return len(self.laid) == len(self._blocks)

    @property
    def height(self) -> float:
        """Of all, with the room below; what is not laid out yet is reckoned by its length."""
        rest = self._blocks[len(self.laid) :]
        if not self.laid and not rest:
            return 0.0
        room = 4 * GAP - GAP * self._look.scale
        if not rest:
            return self._bottom + room
        signs = self._signs_a_line
        high = self._line(rest[0])
        lines = sum(max(1, math.ceil(len(each.text) / signs)) for each in rest)
        return self._bottom + lines * high + len(rest) * GAP * self._look.scale + room

    def through(self, number: int) -> None:
        """Lay out down to a block, and with it."""
        while len(self.laid) <= number and not self.whole:
            self._lay_next()

    def down_to(self, y: float) -> None:
        """Lay out what stands above a height."""
        while self._bottom <= y and not self.whole:
            self._lay_next()

    def more(self) -> None:
        """Lay out a piece."""
        enough = self._signs + _PIECE
        while self._signs < enough and not self.whole:
            self._lay_next()

    def _lay_next(self) -> None:
        block = self._blocks[len(self.laid)]
        indent = self._indent * max(1, block.level) if block.kind in _FLUSH else 0.0
        face, code = self._face(block), self._code(block)
        laid = LaidOut(block, face, self._line(block), self._look.width, indent, code)
        laid.top = self._bottom
        self._bottom += laid.height + GAP * self._look.scale
        self._signs += len(block.text)
        self._lines += round(laid.height / laid.line)
        self.laid.append(laid)

    @property
    def _signs_a_line(self) -> float:
        """As it was so far; at first by the width of the letters."""
        if self._lines:
            return max(1.0, self._signs / self._lines)
        face = QFontMetricsF(self._letters(self._look.size))
        return max(1.0, self._look.width / max(1.0, face.averageCharWidth()))

    @property
    def _indent(self) -> float:
        """Grows with the letters, so that what stands before an item has room."""
        return _INDENT * self._look.size / _USUAL

    def _size(self, block: Block) -> float:
        return self._look.size * (_HEADING if is_heading(block) else 1.0)

    def _line(self, block: Block) -> int:
        return round(self._size(block) * self._look.spacing / 100)

    def _face(self, block: Block) -> QFont:
        if block.kind is Kind.CODE:
            return fonts.code(round(self._size(block)), self._look.language)
        return self._letters(self._size(block))

    def _code(self, block: Block) -> QFont | None:
        """Of code inside a block; None where there is none."""
        if block.kind is Kind.CODE or all(mark.kind is not MarkKind.CODE for mark in block.marks):
            return None
        return fonts.code(round(self._size(block)), self._look.language)

    def _letters(self, size: float) -> QFont:
        return fonts.reading(self._look.family, max(_SMALLEST, round(size)), self._look.language)
