"""The ladder: rungs with their tempo, and what was done on each."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.page.words import number, tr
from spindle.ui import fonts
from spindle.ui.paint import dot, hairline, line_pen, painter_on, upright
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Themed, theme_of

_PITCH: Final = 56
_LEFT: Final = 64
_RIGHT: Final = 224
_MARKS: Final = 178
_MARK_PITCH: Final = 32
_SHOWN: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """What the ladder shows.

    Attributes:
        rungs: Tempos, the first one first.
        at: The rung in force; ``begun`` where the sitting began.
        clean, needed: Clean repetitions on it, and how many climb.
        left: What is still missing on it, in words.
    """

    rungs: tuple[float, ...]
    at: int
    begun: int
    clean: int
    needed: int
    left: str


class Rungs(QWidget, Themed):
    """Eight rungs at most, the one in force always among them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ladder: Ladder | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_ladder(self, ladder: Ladder) -> None:
        """Draw this."""
        self._ladder = ladder
        self.setAccessibleName(tr("Ladder"))
        self.setAccessibleDescription(
            tr("{bpm} beats a minute, {left}").format(
                bpm=number(ladder.rungs[ladder.at]), left=ladder.left
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Eight rungs."""
        scale = theme_of(self).text_scale
        return QSize(round(340 * scale), round((_PITCH * _SHOWN) * scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw rails, rungs, marks."""
        del event
        ladder = self._ladder
        if ladder is None:
            return
        scale = theme_of(self).text_scale
        count = min(_SHOWN, len(ladder.rungs))
        first = max(0, min(ladder.at - _SHOWN // 2, len(ladder.rungs) - _SHOWN))
        high = count * _PITCH * scale
        with painter_on(self) as painter:
            for rail in (_LEFT, _RIGHT):
                upright(painter, round(rail * scale), 0, high, theme_of(self).palette.rule)
            for place in range(count):
                rung = first + place
                y = high - (place + 0.5) * _PITCH * scale
                self._rung(painter, ladder, rung, y)

    def _rung(self, painter: QPainter, ladder: Ladder, rung: int, y: float) -> None:
        theme = theme_of(self)
        palette, scale = theme.palette, theme.text_scale
        now = rung == ladder.at
        left, right = _LEFT * scale, _RIGHT * scale
        colour = palette.ink if now else palette.rule
        hairline(painter, left, right, round(y), colour)
        if now:
            hairline(painter, left, right, round(y) + 1, colour)
        face = fonts.font("page_name" if now else "body", scale)
        ink = palette.ink if now or rung <= ladder.at else palette.ink2
        words = number(ladder.rungs[rung])
        draw_line(painter, words, face, ink, left - 20 * scale, y, right=True)
        for mark in range(min(ladder.needed, 5)):
            self._mark(painter, ladder, rung, mark, y)
        self._label(painter, ladder, rung, y)

    def _mark(self, painter: QPainter, ladder: Ladder, rung: int, mark: int, y: float) -> None:
        theme = theme_of(self)
        palette, scale = theme.palette, theme.text_scale
        middle = (ladder.needed - 1) / 2
        x = ((_LEFT + _RIGHT) / 2 + (mark - middle) * _MARK_PITCH) * scale
        if rung == ladder.at and mark == ladder.clean:
            dot(painter, x, y, palette, 4.5)
            return
        drawn = rung < ladder.at or (rung == ladder.at and mark < ladder.clean)
        painter.setPen(Qt.PenStyle.NoPen if drawn else line_pen(palette.rule, 1.25))
        painter.setBrush(palette.drill if drawn else palette.paper)
        painter.drawEllipse(QPointF(x, y), 5.0, 5.0)

    def _label(self, painter: QPainter, ladder: Ladder, rung: int, y: float) -> None:
        theme = theme_of(self)
        x = (_RIGHT + 16) * theme.text_scale
        if rung == ladder.at:
            face = fonts.font("caption_strong", theme.text_scale)
            draw_line(painter, ladder.left, face, theme.palette.ink, x, y)
            return
        words = ""
        if rung == len(ladder.rungs) - 1:
            words = tr("target")
        elif rung == ladder.begun:
            words = tr("start today")
        face = fonts.font("caption", theme.text_scale)
        draw_line(painter, words, face, theme.palette.ink3, x, y)
