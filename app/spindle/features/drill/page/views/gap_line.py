"""The question in large serif, with the field in the place of its gap."""

from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.answers.graphemes import graphemes
from spindle.features.drill.kinds.kind import GAP
from spindle.ui import fonts
from spindle.ui.field import Field
from spindle.ui.paint import painter_on
from spindle.ui.theme import Themed, theme_of

_SIZES: Final = (40, 34, 28)
_LINE: Final = 1.4
_GAP_WIDE: Final = 232
_ALONE_WIDE: Final = 480
_WIDEST: Final = 876
"""A line that is only read and would be wider is set smaller; it keeps the room of a large one."""

_SIDE: Final = 5
_LONGEST: Final = 4000
"""Characters drawn; a longer question would not be one."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word in its place: x, middle of its line, its width; an empty one is the gap."""

    text: str
    x: float
    y: float
    wide: float


class GapLine(QWidget, Themed):
    """A question, centred and broken as needed; large, and smaller when it is long.

    ``field`` lies in the gap; where the question has none it lies below, and is left out where
    nothing is typed.
    """

    def __init__(self, *, typing: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = Field(self, size="bare")
        self.field.setVisible(typing)
        self.field.textChanged.connect(self._grow)
        self._typing = typing
        self._text = ""
        self._words: list[_Word] = []
        self._underline = QRect()
        self._px = _SIZES[0]
        self._height = 0.0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def ask(self, text: str) -> None:
        """Show a question with an empty gap."""
        self._text = text[:_LONGEST]
        self.setAccessibleName(self._text.replace(GAP, "…"))
        self.field.setAccessibleName(self.tr("Answer"))
        self.field.setAccessibleDescription(self.accessibleName())
        self.field.setReadOnly(False)
        self.field.clear()
        self.relayout()

    def fill(self, answer: str) -> None:
        """Put the answer into the gap, to be read."""
        self.field.setReadOnly(True)
        self.field.setText(answer)
        self.field.setCursorPosition(0)

    def theme_changed(self) -> None:
        """Lay out in the new sizes."""
        self.relayout()

    def sizeHint(self) -> QSize:
        """As high as the lines."""
        return QSize(400, round(self._height) or 56)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        self.relayout()

    def relayout(self) -> None:
        """Choose the size, break the lines and place the field."""
        if self.width() <= 1:
            return
        scale = theme_of(self).text_scale
        for px in _SIZES:
            face = fonts.sized("drill_prompt", round(px * scale))
            words, lines = self._broken(face, px * scale)
            self._px = px
            if px == _SIZES[-1] or (lines <= 2 and not self._is_too_wide(words, lines, scale)):
                break
        room = 0.0
        if lines == 1 and not self._typing:
            room = (_SIZES[0] - px) * scale * _LINE
            words = [replace(word, y=word.y + room / 2) for word in words]
        self._words = words
        self._height = lines * px * scale * _LINE + room + 4
        self.field.setFont(face)
        self._place_field(px * scale)
        self.setFixedHeight(round(self._height))
        self.update()

    def _is_too_wide(self, words: list[_Word], lines: int, scale: float) -> bool:
        """Whether a single line that is only read reaches from edge to edge."""
        wide = sum(word.wide for word in words)
        return lines == 1 and not self._typing and wide > _WIDEST * scale

    def _broken(self, face: QFont, px: float) -> tuple[list[_Word], int]:
        """Words in lines, centred; the gap is a word as wide as what is typed."""
        metrics = QFontMetricsF(face)
        space = metrics.horizontalAdvance(" ")
        lines: list[list[tuple[str, float]]] = [[]]
        used = 0.0
        for text, wide, glued in self._pieces(metrics):
            step = 0.0 if glued or not lines[-1] else space
            if text == "\n" or (lines[-1] and used + step + wide > self.width() and not glued):
                lines.append([])
                used, step = 0.0, 0.0
            if text != "\n":
                lines[-1].append((text, wide + step))
                used += wide + step
        placed = []
        for at, line in enumerate(lines):
            placed += self._placed(line, (at + 0.5) * px * _LINE)
        return placed, len(lines)

    def _placed(self, line: list[tuple[str, float]], middle: float) -> list[_Word]:
        x = (self.width() - sum(wide for _, wide in line)) / 2
        found = []
        for text, wide in reversed(line) if _runs_right(self._text) else line:
            found.append(_Word(text, x, middle, wide))
            x += wide
        return found

    def _pieces(self, metrics: QFontMetricsF) -> list[tuple[str, float, bool]]:
        """Words, line breaks and the gap (an empty text), each with whether it is glued on."""
        before, gap, behind = self._text.partition(GAP)
        pieces = self._worded(before, metrics)
        if gap:
            glued = bool(before) and not before[-1].isspace()
            pieces.append(("", self._gap_width(metrics, _GAP_WIDE), glued))
            tail = self._worded(behind.replace(GAP, "…"), metrics)
            if tail and not behind[0].isspace():
                tail[0] = (*tail[0][:2], True)
            pieces += tail
        elif self._typing:
            pieces += [("\n", 0.0, False)] if pieces else []
            pieces.append(("", self._gap_width(metrics, _ALONE_WIDE), False))
        return pieces

    def _worded(self, text: str, metrics: QFontMetricsF) -> list[tuple[str, float, bool]]:
        found: list[tuple[str, float, bool]] = []
        for number, line in enumerate(text.split("\n")):
            if number:
                found.append(("\n", 0.0, False))
            for word in line.split():
                wide = metrics.horizontalAdvance(word)
                if wide <= self.width():
                    found.append((word, wide, False))
                else:  # no spaces: CJK, or a very long word
                    found += [
                        (part, metrics.horizontalAdvance(part), at > 0)
                        for at, part in enumerate(_cut(word, metrics, self.width()))
                    ]
        return found

    def _gap_width(self, metrics: QFontMetricsF, least: float) -> float:
        typed = metrics.horizontalAdvance(self.field.text()) + 4 * _SIDE
        return min(max(least, typed), float(self.width()))

    def _grow(self) -> None:
        face = self.field.font()
        wide = next((word.wide for word in self._words if not word.text), 0.0)
        if QFontMetricsF(face).horizontalAdvance(self.field.text()) + 4 * _SIDE > wide or (
            wide > _ALONE_WIDE
        ):
            self.relayout()

    def _place_field(self, px: float) -> None:
        gap = next((word for word in self._words if not word.text), None)
        if gap is None or not self._typing:
            self.field.setVisible(False)
            self._underline = QRect()
            return
        high = round(px * _LINE)
        left = gap.x + max(0.0, gap.wide - self._gap_inner(gap))
        box = QRect(round(left), round(gap.y - high / 2), round(self._gap_inner(gap)), high)
        self._underline = QRect(box.left(), round(gap.y + px * 0.66), box.width(), 2)
        self.field.setGeometry(box.adjusted(_SIDE - 2, 0, -_SIDE + 2, 0))
        self.field.setVisible(True)

    def _gap_inner(self, gap: _Word) -> float:
        """The gap without the space before it."""
        least = _GAP_WIDE if GAP in self._text else _ALONE_WIDE
        metrics = QFontMetricsF(self.field.font())
        return min(gap.wide, max(float(least), self._gap_width(metrics, least)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words and the line under the gap."""
        del event
        palette = theme_of(self).palette
        face = self.field.font()
        metrics = QFontMetricsF(face)
        with painter_on(self) as painter:
            painter.setFont(face)
            painter.setPen(palette.ink)
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            for word in self._words:
                if word.text:
                    base = word.y + (metrics.ascent() - metrics.descent()) / 2
                    x = word.x + word.wide - metrics.horizontalAdvance(word.text)
                    painter.drawText(QPointF(x, base), word.text)
            if not self._underline.isNull():
                painter.fillRect(self._underline, palette.ink)


def _runs_right(text: str) -> bool:
    """Whether a text begins with a script that runs to the left."""
    for char in text:
        if "\u0590" <= char <= "\u08ff":
            return True
        if char.isalpha():
            return False
    return False


def _cut(word: str, metrics: QFontMetricsF, room: float) -> list[str]:
    """A word without spaces in parts that fit."""
    parts, part = [], ""
    for cluster in graphemes(word):
        if part and metrics.horizontalAdvance(part + cluster) > room:
            parts.append(part)
            part = ""
        part += cluster
    return [*parts, part]
