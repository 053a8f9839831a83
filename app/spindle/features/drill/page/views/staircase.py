"""Repetition by repetition: the tempo of each, clean or a slip."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.page.views.strip import cross
from spindle.features.drill.page.words import number, tr
from spindle.ui import fonts
from spindle.ui.paint import DATA, dot, dotted_pen, hairline, line_pen, painter_on
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Themed, theme_of

_LEFT: Final = 32.0
_PLOT: Final = 108.0
_PITCH: Final = 40.0
_LINES: Final = 4


class Rep(NamedTuple):
    """One repetition."""

    bpm: float
    clean: bool


class Staircase(QWidget, Themed):
    """The last repetitions that fit, and where the next clean one leads."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reps: tuple[Rep, ...] = ()
        self._bpm = 0.0
        self._next: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_reps(self, reps: Sequence[Rep], bpm: float, following: float | None) -> None:
        """Draw them; ``bpm`` is asked now, ``following`` what comes if it is clean."""
        self._reps, self._bpm, self._next = tuple(reps), bpm, following
        clean = sum(rep.clean for rep in reps)
        self.setAccessibleName(tr("Today, rep by rep"))
        self.setAccessibleDescription(
            tr("{reps} reps, {clean} clean").format(reps=len(reps), clean=clean)
        )
        self.update()

    def sizeHint(self) -> QSize:
        """The plot."""
        return QSize(400, theme_of(self).px(_PLOT + 24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw grid, stairs, marks."""
        del event
        theme = theme_of(self)
        pitch = _PITCH * theme.text_scale
        room = int((self.width() - _LEFT - 200) / pitch)
        shown = self._reps[-max(1, room) :]
        tempos = {rep.bpm for rep in shown} | {self._bpm}
        tempos |= {self._next} if self._next is not None else set()
        low, high = min(tempos), max(tempos)
        with painter_on(self) as painter:
            self._grid(painter, sorted(tempos), low, high)
            x = _LEFT + pitch / 2 + 4
            before: QPointF | None = None
            for rep in shown:
                y = self._y(rep.bpm, low, high)
                self._stair(painter, before, QPointF(x, y), pitch)
                self._mark(painter, x, y, clean=rep.clean)
                before = QPointF(x, y)
                x += pitch
            self._now(painter, before, x, low, high)

    def _y(self, bpm: float, low: float, high: float) -> float:
        theme = theme_of(self)
        part = (bpm - low) / (high - low) if high > low else 0.5
        return theme.px(12) + (1 - part) * theme.px(_PLOT)

    def _grid(self, painter: QPainter, tempos: list[float], low: float, high: float) -> None:
        theme = theme_of(self)
        face = fonts.font("axis", theme.text_scale)
        every = max(1, -(-len(tempos) // _LINES))
        for at, bpm in enumerate(tempos):
            if at % every and bpm != high:
                continue
            y = self._y(bpm, low, high)
            hairline(painter, _LEFT, self.width() - 8, round(y), theme.palette.line)
            draw_line(painter, number(bpm), face, theme.palette.ink3, _LEFT - 10, y, right=True)

    def _stair(self, painter: QPainter, before: QPointF | None, at: QPointF, pitch: float) -> None:
        painter.setPen(line_pen(theme_of(self).palette.drill, 1.25))
        left = at.x() - pitch / 2
        painter.drawLine(QLineF(left, at.y(), at.x() + pitch / 2, at.y()))
        if before is not None and before.y() != at.y():
            painter.drawLine(QLineF(left, before.y(), left, at.y()))

    def _mark(self, painter: QPainter, x: float, y: float, *, clean: bool) -> None:
        palette = theme_of(self).palette
        painter.setPen(Qt.PenStyle.NoPen)
        if clean:
            painter.setBrush(palette.drill)
            painter.drawEllipse(QPointF(x, y), 4.0, 4.0)
            return
        painter.setBrush(palette.paper)
        painter.drawEllipse(QPointF(x, y), 6.0, 6.0)
        cross(painter, x, y, 4.0)

    def _now(
        self, painter: QPainter, before: QPointF | None, x: float, low: float, high: float
    ) -> None:
        theme = theme_of(self)
        y = self._y(self._bpm, low, high)
        half = _PITCH * theme.text_scale / 2
        if self._next is not None and self._next != self._bpm:
            above = self._y(self._next, low, high)
            painter.setPen(dotted_pen(theme.palette.rule, DATA))
            painter.drawLine(QLineF(x - half, y, x + half, y))
            painter.drawLine(QLineF(x + half, y, x + half, above))
            painter.drawLine(QLineF(x + half, above, x + 3 * half, above))
            words = tr("{bpm} if clean").format(bpm=number(self._next))
            face = fonts.font("axis", theme.text_scale)
            painter.fillRect(int(x + 3 * half), int(above) - 8, 90, 16, theme.palette.paper)
            draw_line(painter, words, face, theme.palette.ink2, x + 3 * half + 8, above)
        if before is not None and before.y() != y:
            painter.setPen(line_pen(theme.palette.drill, 1.25))
            painter.drawLine(QLineF(x - half, before.y(), x - half, y))
        dot(painter, x, y, theme.palette, 3.5)
