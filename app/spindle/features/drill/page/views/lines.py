"""A column of lines to move through by keyboard: steps to put in order, or to check off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.page.views.strip import cross
from spindle.ui import fonts
from spindle.ui.paint import hairline, line_pen, painter_on, selected
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Themed, theme_of

_HIGH: Final = 48
_SAID: Final = 60
"""Lines told to a screen reader at once."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``mark`` is ``open``, ``done``, ``missed`` or empty for its number."""

    text: str
    mark: str = ""
    note: str = ""


class Lines(QWidget, Themed):
    """Painted; the chosen one has the selected look. ``chosen`` tells a click."""

    chosen = Signal(int)
    moved = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        self._at = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[Line], at: int) -> None:
        """Draw these, one of them chosen; -1 for none."""
        self._lines, self._at = tuple(lines), at
        self.setFixedHeight(self.sizeHint().height())
        self.setAccessibleName(lines[at].text if 0 <= at < len(lines) else "")
        self.setAccessibleDescription(", ".join(line.text for line in lines[:_SAID]))
        self.moved.emit(round((max(at, 0) + 0.5) * theme_of(self).px(_HIGH)))
        self.update()

    def sizeHint(self) -> QSize:
        """All lines."""
        return QSize(320, theme_of(self).px(_HIGH) * max(1, len(self._lines)) + 2)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the line under the pointer."""
        at = int(event.position().y() // theme_of(self).px(_HIGH))
        if 0 <= at < len(self._lines):
            self.chosen.emit(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines that are seen."""
        high = theme_of(self).px(_HIGH)
        first, last = event.rect().top() // high, event.rect().bottom() // high
        with painter_on(self) as painter:
            for at in range(max(0, first), min(last + 1, len(self._lines))):
                self._line(painter, at, self._lines[at])

    def _line(self, painter: QPainter, at: int, line: Line) -> None:
        theme = theme_of(self)
        palette, high = theme.palette, theme.px(_HIGH)
        box = QRectF(0, at * high, self.width(), high)
        if at == self._at:
            selected(painter, box.adjusted(1, 2, -1, -2), palette)
        elif at and at - 1 != self._at:
            hairline(painter, 0, self.width(), at * high, palette.line)
        middle = box.center().y()
        small = fonts.font("caption", theme.text_scale)
        if line.mark == "missed":
            cross(painter, 22, middle, 4.5)
        elif line.mark:
            hollow = line.mark == "open"
            painter.setPen(line_pen(palette.rule, 1.25) if hollow else Qt.PenStyle.NoPen)
            painter.setBrush(palette.paper if hollow else palette.drill)
            painter.drawEllipse(QPointF(22, middle), 5.0, 5.0)
        else:
            draw_line(painter, str(at + 1), small, palette.ink3, 16, middle)
        face = fonts.font("list_serif", theme.text_scale)
        wide = draw_line(
            painter, line.note, small, palette.ink3, box.right() - 16, middle, right=True
        )
        room = box.width() - 60 - wide
        draw_line(painter, line.text, face, palette.ink, 44, middle, room)
