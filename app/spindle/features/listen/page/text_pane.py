"""The text of a chapter as it is read: what was heard, the sentence, the word, what is veiled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.listen.finding import Hit
from spindle.features.listen.page.laid_out import LaidOut
from spindle.features.listen.page.stack import GAP, Look, Stack
from spindle.features.listen.page.telling import tr
from spindle.features.listen.records import Kept
from spindle.features.listen.script import Line, Script
from spindle.features.listen.text.model import Block, Place, Span
from spindle.features.listen.text.skip import DEFAULT, Skips, skipped
from spindle.ui import fonts
from spindle.ui.paint import bordered, painter_on
from spindle.ui.theme import Palette, Themed, theme_of

_LEFT, _NARROW, _WIDE = 64, 32, 820
_LEAST: Final = 240
_BAR: Final = 19
_EDGE: Final = 2.0
_WORD: Final = 2.5
_ANSWER: Final = 4.0
_HIT: Final = 3.0
_NOWHERE: Final = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Lit:
    """What is marked in the text.

    Attributes:
        line: The sentence that is heard; what is before it was heard.
        word: The word that is heard, in its block.
        veil: First and last sentence that are hidden while a check is open.
        note: A few words in the margin beside ``line``.
        answer: A block, and in it what was asked for and missed, while it is said again.
    """

    line: Line | None = None
    word: Span = _NOWHERE
    veil: tuple[Line, Line] | None = None
    note: str = ""
    answer: tuple[int, Span] | None = None


class TextPane(QWidget, Themed):
    """One chapter. ``picked`` carries the place that was clicked."""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._script: Script | None = None
        self._skips: Skips = DEFAULT
        self._lit = Lit()
        self._kept: tuple[Kept, ...] = ()
        self._hits: Mapping[int, Sequence[Span]] = {}
        self._present: tuple[int, Span] | None = None
        self._size, self._spacing, self._measure, self._family = 20, 165, 592, ""
        self._language = ""
        self.left = _LEFT
        self._stack = Stack((), self._look())
        self._rest = QTimer(self)
        self._rest.setInterval(0)
        self._rest.timeout.connect(self._lay_out_more)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setAccessibleName(tr("Text"))

    @property
    def script(self) -> Script | None:
        """The chapter that is shown."""
        return self._script

    @property
    def answer(self) -> tuple[int, Span] | None:
        """What is boxed: a block, and in it the answer of a missed check."""
        return self._lit.answer

    @property
    def note(self) -> str:
        """What stands in the margin beside the sentence that is heard."""
        return self._lit.note

    @property
    def family(self) -> str:
        """Of the letters."""
        return fonts.reading(self._family, self._size).family()

    def set_language(self, language: str) -> None:
        """Of the text, a short code: its signs are drawn as they are there."""
        if language != self._language:
            self._language = language
            self._lay_out()

    def set_look(self, size: int, spacing: int, measure: int, family: str) -> None:
        """Size of the letters, distance of the lines in per cent, width of the column, letters."""
        look = (size, spacing, measure, family)
        if look != (self._size, self._spacing, self._measure, self._family):
            self._size, self._spacing, self._measure, self._family = look
            self._lay_out()

    def show_script(self, script: Script | None, skips: Skips) -> None:
        """Show a chapter."""
        if script is not self._script or skips != self._skips:
            self._script, self._skips = script, skips
            self._lay_out()

    def light(self, lit: Lit, kept: tuple[Kept, ...] = ()) -> None:
        """Show where reading is; repaints no more than has changed."""
        if lit == self._lit and kept == self._kept:
            return
        before, self._lit = self._lit, lit
        same = replace(before, word=lit.word) == lit
        if same and kept == self._kept and lit.line is not None:
            for box in self.boxes(lit.line.block, before.word) + self.word_boxes():
                self.update(box.toAlignedRect().adjusted(-2, -2, 2, 4))
        else:
            self._kept = kept
            self.update()
        told = before.line is lit.line and before.veil == lit.veil
        if lit.line is not None and self._script is not None and not told:
            # What is veiled is veiled for a screen reader, too.
            veiled = lit.veil is not None
            self.setAccessibleDescription("" if veiled else self._script.written(lit.line))

    def mark(self, hits: Sequence[Hit], present: Hit | None) -> None:
        """Show what was found in this chapter, and which of it is the present one."""
        by_block: dict[int, list[Span]] = {}
        for block, span in hits:
            by_block.setdefault(block, []).append(span)
        if (by_block, present) != (self._hits, self._present):
            self._hits, self._present = by_block, present
            self.update()

    def word_boxes(self) -> list[QRectF]:
        """Where the word is."""
        return [] if self._lit.line is None else self.boxes(self._lit.line.block, self._lit.word)

    def line_boxes(self, line: Line) -> list[QRectF]:
        """Where a sentence is, one box per line of the page."""
        return self.boxes(line.block, line.span)

    def boxes(self, block: int, span: Span) -> list[QRectF]:
        """Where a stretch of a block is, in the pane's coordinates."""
        if block >= len(self._blocks):
            self._lay_out_through(block)
        if not 0 <= block < len(self._blocks):
            return []
        return [box.translated(self.left, 0) for box in self._blocks[block].boxes(span)]

    def sizeHint(self) -> QSize:
        """As high as the chapter; about so high until all of it was laid out."""
        return QSize(400, round(self._stack.height))

    def minimumSizeHint(self) -> QSize:
        """As high as the chapter, and narrow beside a panel with large text."""
        return QSize(_LEAST, self.sizeHint().height())

    def theme_changed(self) -> None:
        """Lay out at the new size of text."""
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew when the width changes."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask to read from the word that was clicked."""
        if event.button() != Qt.MouseButton.LeftButton or self._script is None:
            return
        x, y = event.position().x() - self.left, event.position().y()
        for number, block in enumerate(self._blocks):
            if block.top <= y < block.top + block.height + GAP:
                self.picked.emit(Place(self._script.chapter, number, block.at(x, y)))
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the blocks that can be seen."""
        palette = theme_of(self).palette
        self._stack.down_to(event.rect().bottom())
        with painter_on(self) as painter:
            self._draw(painter, event.rect(), palette)
        if not self._is_settled:
            self._rest.start()

    def _draw(self, painter: QPainter, seen: QRect, palette: Palette) -> None:
        painter.translate(self.left, 0)
        line = self._lit.line
        if line is not None and self._lit.veil is None:
            self._draw_sentence(painter, line, palette)
        for number, block in enumerate(self._blocks):
            if block.top + block.height < seen.top() or block.top > seen.bottom():
                continue
            self._draw_hits(painter, number, block, palette)
            painter.setPen(self._pen_of(number, palette))
            block.draw_label(painter)
            veil = self._veil_in(number)
            if veil is None:
                block.draw(painter, self._colours(number, block.block, palette))
            else:
                self._draw_veiled(painter, block, veil, palette)
        self._draw_answer(painter, palette)
        self._draw_margin(painter, palette)
        painter.translate(-self.left, 0)

    def _draw_sentence(self, painter: QPainter, line: Line, palette: Palette) -> None:
        if not 0 <= line.block < len(self._blocks):
            return
        block = self._blocks[line.block]
        for box in block.boxes(line.span):
            painter.fillRect(box.adjusted(0, -2, 0, 2), palette.listen_tint)
            x = box.right() - 1 if block.leftwards else box.left() - 1
            painter.fillRect(QRectF(x, box.top() - 2, _EDGE, box.height() + 4), palette.listen)
        for box in block.boxes(self._lit.word) if self._lit.word.end > self._lit.word.start else []:
            low = box.bottom() - box.height() * 0.15
            painter.fillRect(QRectF(box.left(), low, box.width(), _WORD), palette.pen)

    @staticmethod
    def _draw_veiled(painter: QPainter, block: LaidOut, veil: Span, palette: Palette) -> None:
        block.draw_without(painter, veil)
        for box in block.boxes(veil):
            bar = QRectF(box.left(), box.center().y() - _BAR / 2, box.width(), _BAR)
            painter.fillRect(bar, palette.wash)

    def _draw_hits(self, painter: QPainter, number: int, block: LaidOut, palette: Palette) -> None:
        """What was found stands on a ground of its own, the present one in a frame too."""
        veil = self._veil_in(number)
        for span in self._hits.get(number, ()):
            if veil is not None and span.start < veil.end and span.end > veil.start:
                continue
            frame = palette.ink if (number, span) == self._present else None
            for box in block.boxes(span):
                bordered(painter, box.adjusted(-1, 1, 1, -1), _HIT, frame, palette.wash, 1.5)

    def _draw_answer(self, painter: QPainter, palette: Palette) -> None:
        """A box around what was missed."""
        if self._lit.answer is None or not 0 <= self._lit.answer[0] < len(self._blocks):
            return
        block, span = self._lit.answer
        for box in self._blocks[block].boxes(span):
            bordered(painter, box.adjusted(-3, -1, 3, 1), _ANSWER, palette.ink, None)

    def _draw_margin(self, painter: QPainter, palette: Palette) -> None:
        for each in self._kept:
            if self._script is not None and each.place.chapter == self._script.chapter:
                for box in (
                    self._blocks[each.place.block].boxes(
                        Span(each.place.offset, each.place.offset + 1)
                    )
                    if each.place.block < len(self._blocks)
                    else []
                ):
                    painter.setPen(palette.ink2)
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(QRectF(-22, box.center().y() - 4, 8, 8))
        line = self._lit.line
        if self._lit.note and line is not None and line.block < len(self._blocks):
            boxes = self._blocks[line.block].boxes(line.span)
            x = self._width() + 46.0
            if boxes and self.left + x + 80 < self.width():
                y = boxes[-1].center().y() + 4
                painter.setPen(palette.ink)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(QRectF(x - 4.5, y - 4.5, 9, 9))
                painter.setFont(fonts.font("caption", theme_of(self).text_scale))
                painter.setPen(palette.ink2)
                painter.drawText(
                    QRectF(x + 14, y - 10, 120, 20), Qt.AlignmentFlag.AlignVCenter, self._lit.note
                )

    def _pen_of(self, number: int, palette: Palette) -> QColor:
        line = self._lit.line
        if self._lit.veil is not None:
            return palette.ink3
        if line is not None and number < line.block:
            return palette.ink2
        return palette.ink

    def _colours(self, number: int, block: Block, palette: Palette) -> list[tuple[Span, QColor]]:
        found = [(Span(each.start, each.end), palette.ink3) for each in skipped(block, self._skips)]
        line = self._lit.line
        if line is not None and number == line.block and self._lit.veil is None:
            found.insert(0, (Span(0, line.span.start), palette.ink2))
        return found

    def _veil_in(self, number: int) -> Span | None:
        """What of a block is veiled."""
        if self._lit.veil is None:
            return None
        first, last = self._lit.veil
        if not first.block <= number <= last.block:
            return None
        start = first.span.start if number == first.block else 0
        end = last.span.end if number == last.block else len(self._blocks[number].block.text)
        return Span(start, end)

    def _width(self) -> float:
        room = self.width() - self.left - 24
        return float(max(160, min(self._measure * theme_of(self).text_scale, room)))

    @property
    def _blocks(self) -> list[LaidOut]:
        """Those that were laid out so far."""
        return self._stack.laid

    def _look(self) -> Look:
        scale = theme_of(self).text_scale
        return Look(
            family=self._family,
            language=self._language,
            size=self._size * scale,
            spacing=self._spacing,
            width=self._width(),
            scale=scale,
        )

    def _lay_out(self) -> None:
        """Begin anew, no further down than was seen: what is below follows when that is painted."""
        self._rest.stop()
        seen = self.visibleRegion().boundingRect().bottom()
        last = sum(1 for each in self._blocks if each.top <= seen) - 1
        self.left = margin_at(self.width())
        self._stack = Stack(() if self._script is None else self._script.blocks, self._look())
        self._lay_out_through(last)
        self.update()

    def _lay_out_through(self, number: int) -> None:
        """Down to a block and a page further, so that it can be scrolled to."""
        stack = self._stack
        stack.through(number)
        page, top = self.parentWidget(), stack.laid[-1].top if stack.laid else 0.0
        stack.down_to(top + (0 if page is None else page.height()))
        self._be_as_high()

    def _lay_out_more(self) -> None:
        """A piece of what cannot be seen yet."""
        self._stack.more()
        if self._stack.whole:
            self._rest.stop()
            self._be_as_high()

    @property
    def _is_settled(self) -> bool:
        """All is laid out, and has its height."""
        return self._stack.whole and self.height() == self.sizeHint().height()

    def _be_as_high(self) -> None:
        self.updateGeometry()
        self.setFixedHeight(self.sizeHint().height())


def margin_at(width: int) -> int:
    """From the left edge of a place so wide to the text, in px."""
    return _LEFT if width >= _WIDE else _NARROW
