"""What was typed beside the answer: what is too much struck through, what is missing underlined."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from PySide6.QtCore import QLineF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.answers.folding import plain
from spindle.features.drill.answers.graphemes import graphemes
from spindle.features.drill.page.words import tr
from spindle.ui import fonts
from spindle.ui.paint import DATA, line_pen, painter_on
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import Themed, theme_of

_MOST: Final = 160
"""Characters compared; behind them nothing can be seen in one line."""

_ALIKE: Final = 0.6
"""Texts less alike than this are set beside each other."""


class Part(NamedTuple):
    """A stretch of text: ``same``, ``much`` (typed, not in the answer) or ``missing``."""

    text: str
    state: str


def parts(typed: str, answer: str) -> Iterator[Part]:
    """Both texts as one row of parts."""
    one, other = (graphemes(plain(text))[:_MOST] for text in (typed, answer))
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    if matcher.ratio() < _ALIKE:
        yield Part("".join(one), "much")
        yield Part("  ", "same")
        yield Part("".join(other), "missing")
        return
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            yield Part("".join(one[i1:i2]), "same")
            continue
        if i2 > i1:
            yield Part("".join(one[i1:i2]), "much")
        if j2 > j1:
            yield Part("".join(other[j1:j2]), "missing")


class Difference(QWidget, Themed):
    """One line, centred."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def compare(self, typed: str, answer: str) -> None:
        """Show the two as one."""
        self._parts = tuple(parts(typed, answer))
        self.setAccessibleName(
            tr("Typed {typed}, answer {answer}").format(typed=typed[:_MOST], answer=answer[:_MOST])
        )
        self.update()

    def sizeHint(self) -> QSize:
        """One line of the cue's size."""
        return QSize(400, fonts.line_height("drill_cue", theme_of(self).text_scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the parts in a row."""
        del event
        theme = theme_of(self)
        face = fonts.font("drill_cue", theme.text_scale)
        metrics = QFontMetricsF(face)
        total = sum(metrics.horizontalAdvance(part.text) for part in self._parts)
        x, middle = max(0.0, (self.width() - total) / 2), self.height() / 2
        with painter_on(self) as painter:
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
            for part in self._parts:
                colour = theme.palette.ink3 if part.state == "much" else theme.palette.ink
                wide = width_of(part.text, face)
                draw_text = part.text.replace(" ", "\u00a0")
                draw_line(painter, draw_text, face, colour, x, middle)
                painter.setPen(line_pen(colour, DATA))
                if part.state == "much":
                    painter.drawLine(QLineF(x, middle + 1, x + wide, middle + 1))
                elif part.state == "missing":
                    low = middle + metrics.descent() + 3
                    painter.drawLine(QLineF(x + 1, low, x + wide - 1, low))
                x += wide
