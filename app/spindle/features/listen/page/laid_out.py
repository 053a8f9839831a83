"""One block of a text broken into lines, and the way between code points and what Qt counts.

Qt counts UTF-16 units, documents count code points; they differ where a text holds signs beyond
the basic plane. Everything here takes and gives code points.
"""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
)
from PySide6.QtGui import QTextOption as Option

from spindle.features.listen.text.model import Block, Kind, MarkKind, Span

_BASIC = "\uffff"
_LEFTWARDS = frozenset({"R", "AL"})
_BULLETS = frozenset({"-", "*", "–", "•"})
_APART = 0.24
"""From what stands before an item to its text, part of a line's height."""

_BLANK = 0.3
"""Part of a line's height that a blank is wide at most."""


class LaidOut:
    """A block laid out for a width; ``top`` is set by whoever stacks blocks.

    Attributes:
        leftwards: Its first letter belongs to a script that runs from right to left.
        label: What is painted before an item of a list; no part of its text.
    """

    def __init__(
        self,
        block: Block,
        face: QFont,
        line: float,
        width: float,
        indent: float,
        code: QFont | None = None,
    ) -> None:
        """``face`` is that of the block, ``code`` that of code inside it, if another; all in px."""
        self.block = block
        self.line = line
        self.top = 0.0
        self._face, self._code = face, code
        # A line separator is what Qt breaks a line at inside one layout.
        text = block.text.replace("\n", "\u2028")
        self._layout = QTextLayout(text, face)
        option = Option()
        option.setWrapMode(Option.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self.leftwards = runs_leftwards(text)
        # What runs leftwards is set in from the right.
        self.indent = 0.0 if self.leftwards else indent
        self._right = width - indent
        self.label = _label(block)
        self._both_ways = not text.isascii() and any(bidirectional(s) in _LEFTWARDS for s in text)
        if self.leftwards:
            option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        elif self._layout.text().isascii():
            option.setTextDirection(Qt.LayoutDirection.LeftToRight)
        self._layout.setTextOption(option)
        self._layout.setFormats(self._emphasis())
        self.height = self._break(QFontMetricsF(face), width - indent)

    def draw(self, painter: QPainter, colours: Sequence[tuple[Span, QColor]]) -> None:
        """Draw the text in the painter's pen, and stretches of it in other colours."""
        ranges = []
        for span, colour in colours:
            found = QTextLayout.FormatRange()
            found.start, found.length = self._unit(span.start), self._length(span)
            style = QTextCharFormat()
            style.setForeground(colour)
            found.format = style
            if found.length > 0:
                ranges.append(found)
        self._layout.draw(painter, QPointF(self.indent, self.top), ranges)

    def draw_label(self, painter: QPainter) -> None:
        """Paint what stands before an item, in the painter's pen, beside its first line."""
        if not self.label:
            return
        metrics = QFontMetricsF(self._face)
        wide = metrics.horizontalAdvance(self.label)
        gap = _APART * self.line
        x = self._right + gap if self.leftwards else self.indent - gap - wide
        y = self.top + (self.line - metrics.height()) / 2 + metrics.ascent()
        painter.setFont(self._face)
        painter.drawText(QPointF(x, y), self.label)

    def draw_without(self, painter: QPainter, span: Span) -> None:
        """Draw the text in the painter's pen but for a stretch: no sign of that, not a tail of one.

        A colour of nothing would leave what letters have beyond their line, and pictograms whole.
        """
        first, last = self._unit(span.start), self._unit(span.end)
        for start, end in ((0, first), (last, self._unit(len(self.block.text)))):
            for run in self._layout.glyphRuns(start, end - start) if end > start else ():
                painter.drawGlyphRun(QPointF(self.indent, self.top), run)

    def boxes(self, span: Span) -> list[QRectF]:
        """Where a stretch stands, in the coordinates of the stack.

        One box per line, from the top; more where it holds words of both directions, which lie
        apart on the screen.
        """
        first, last = self._unit(span.start), self._unit(span.end)
        found = []
        for number in range(self._layout.lineCount()):
            line = self._layout.lineAt(number)
            start, end = line.textStart(), line.textStart() + line.textLength()
            if end <= first or start >= last:
                continue
            top = self.top + number * self.line
            for left, right in self._extents(line, max(first, start), min(last, end)):
                wide = max(1.0, right - left)
                found.append(QRectF(self.indent + left, top, wide, self.line))
        return found

    def _extents(self, line: QTextLine, first: int, last: int) -> list[tuple[float, float]]:
        """From where to where a stretch of a line goes, on the screen."""
        if not self._both_ways:
            left, right = self._x(line, first), self._x(line, last)
            if last == line.textStart() + line.textLength():
                right = line.naturalTextRect().right()
            return [(left, right)]
        # Where runs of both directions meet a cursor has two places, so the signs are asked.
        runs = [run.boundingRect() for run in line.glyphRuns(first, last - first)]
        near = _BLANK * self.line
        found: list[tuple[float, float]] = []
        for left, right in sorted((run.left(), run.right()) for run in runs):
            if found and left <= found[-1][1] + near:
                found[-1] = (found[-1][0], max(right, found[-1][1]))
            else:
                found.append((left, right))
        return found

    def at(self, x: float, y: float) -> int:
        """The code point at a point of the stack."""
        number = min(max(0, int((y - self.top) // self.line)), self._layout.lineCount() - 1)
        line = self._layout.lineAt(number)
        return self._point(line.xToCursor(x - self.indent))

    def _break(self, metrics: QFontMetricsF, width: float) -> float:
        self._layout.beginLayout()
        y = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(40.0, width))
            # The middle of a line of text falls on the middle of its box.
            line.setPosition(QPointF(0.0, y + (self.line - metrics.height()) / 2))
            y += self.line
        self._layout.endLayout()
        return max(y, self.line)

    def _emphasis(self) -> list[QTextLayout.FormatRange]:
        found = []
        for mark in self.block.marks:
            if mark.kind in {MarkKind.EMPHASIS, MarkKind.STRONG, MarkKind.CODE}:
                each = QTextLayout.FormatRange()
                each.start = self._unit(mark.start)
                each.length = self._unit(mark.end) - each.start
                style = QTextCharFormat()
                if mark.kind is MarkKind.CODE:
                    # Code in a block of code has its face already.
                    style.setFont(self._code or self._face)
                else:
                    style.setFontItalic(mark.kind is MarkKind.EMPHASIS)
                each.format = style
                found.append(each)
        return found

    @staticmethod
    def _x(line: QTextLine, unit: int) -> float:
        at: object = line.cursorToX(unit)
        return float(at[0] if isinstance(at, tuple) else at)  # type: ignore[arg-type]

    @cached_property
    def _units(self) -> list[int] | None:
        """UTF-16 units before each code point; None where they are the same."""
        text = self.block.text
        if not text or max(text) <= _BASIC:
            return None
        return [0, *accumulate(2 if sign > _BASIC else 1 for sign in text)]

    def _unit(self, point: int) -> int:
        point = min(max(point, 0), len(self.block.text))
        return point if self._units is None else self._units[point]

    def _point(self, unit: int) -> int:
        return unit if self._units is None else max(0, bisect_right(self._units, unit) - 1)

    def _length(self, span: Span) -> int:
        return self._unit(span.end) - self._unit(span.start)


def _label(block: Block) -> str:
    """Signs that plain texts write for a bullet become one."""
    if block.kind is not Kind.ITEM:
        return ""
    return "•" if block.label in _BULLETS else block.label


def is_heading(block: Block) -> bool:
    """Whether a block is set larger."""
    return block.kind is Kind.HEADING


def runs_leftwards(text: str) -> bool:
    """Whether a text is set from right to left: its first strong character decides (UAX 9, P2)."""
    strong = (bidirectional(sign) for sign in text)
    return next((kind in _LEFTWARDS for kind in strong if kind in {"L", *_LEFTWARDS}), False)
