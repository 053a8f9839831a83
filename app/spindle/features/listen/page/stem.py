"""A sentence with a gap. The gap is always equally long and tells nothing of its word."""

from typing import Any, Final

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPaintEvent, QTextLayout, QTextLine
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.listen.page.telling import tr
from spindle.ui import fonts
from spindle.ui.labels import broken
from spindle.ui.paint import painter_on
from spindle.ui.text_line import one_line
from spindle.ui.theme import Themed, theme_of

_ROLE: Final = "journal"
_BLANK: Final = "\u00a0" * 25
_BELOW: Final = 3.0


class Stem(QWidget, Themed):
    """As wide as its place, as high as its lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._before = self._after = ""
        self._gap = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_gap(self, before: str, after: str) -> None:
        """Show what stands before and after the gap."""
        self._before, self._after = _squeezed(before), _squeezed(after)
        self._gap = True
        self._told(f"{self._before}{tr('blank')}{self._after}")

    def show_plain(self, text: str) -> None:
        """Show a question without a gap."""
        self._before, self._after, self._gap = text, "", False
        self._told(text)

    def hasHeightForWidth(self) -> bool:
        """It wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the lines."""
        return max(1, self._laid_out(width).lineCount()) * self._line()

    def sizeHint(self) -> QSize:
        """For the width of a popover."""
        return QSize(456, self.heightForWidth(456))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words and the line of the gap."""
        del event
        colours = theme_of(self).palette
        layout = self._laid_out(self.width())
        with painter_on(self) as painter:
            painter.setPen(colours.ink)
            layout.draw(painter, QPointF(0, 0))
            for box in self.gaps():
                painter.fillRect(box, colours.ink)

    def gaps(self) -> list[QRectF]:
        """Where the line of the gap is drawn; in two parts if it had to be broken."""
        if not self._gap:
            return []
        layout = self._laid_out(self.width())
        begin, end = len(self._before), len(self._before) + len(_BLANK)
        found = []
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            first = max(begin, line.textStart())
            last = min(end, line.textStart() + line.textLength())
            if first < last:
                left, right = sorted((_x_of(line, first), _x_of(line, last)))
                y = line.y() + line.ascent() + _BELOW
                found.append(QRectF(left, y, right - left, 1.0))
        return found

    def _told(self, words: str) -> None:
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def _laid_out(self, width: int) -> QTextLayout:
        text = f"{self._before}{_BLANK}{self._after}" if self._gap else self._before
        face = fonts.font(_ROLE, theme_of(self).text_scale)
        return broken(text, face, float(width), self._line())

    def _line(self) -> int:
        return fonts.line_height(_ROLE, theme_of(self).text_scale)


def _x_of(line: QTextLine, at: int) -> float:
    found: Any = line.cursorToX(at)  # a pair, says Qt; its stub does not
    return float(found[0])


def _squeezed(text: str) -> str:
    """On one line, with the space beside the gap kept."""
    inner = one_line(text)
    head = " " if text[:1].isspace() and inner else ""
    tail = " " if text[-1:].isspace() and inner else ""
    return f"{head}{inner}{tail}"
