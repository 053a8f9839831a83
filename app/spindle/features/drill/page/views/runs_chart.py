"""Seconds per step of this run and the ones before."""

import itertools
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.page.words import seconds, tr
from spindle.ui import fonts
from spindle.ui.paint import DATA, hairline, line_pen, painter_on
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import Themed, theme_of

Times = Sequence[float | None]

_PLOT: Final = 210.0
_RIGHT: Final = 44.0
_SHOWN: Final = 2
"""Earlier runs that are drawn."""


class RunsChart(QWidget, Themed):
    """One line a run; the newest in the colour of Drill and labelled *now*."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[Times, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_runs(self, before: Sequence[Times], now: Times) -> None:
        """Draw this run above the last ones before it."""
        self._runs = (*before[-_SHOWN:], now)
        self.setAccessibleName(tr("Seconds per step"))
        said = (seconds(one) if one is not None else tr("not measured") for one in now)
        self.setAccessibleDescription(", ".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        """The plot and the numbers below."""
        return QSize(304, theme_of(self).px(_PLOT + 32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw grid, lines, labels."""
        del event
        theme = theme_of(self)
        steps = max((len(run) for run in self._runs), default=0)
        if not steps:
            return
        top = _top(self._runs)
        scale = theme.text_scale
        bottom, right = _PLOT * scale, self.width() - _RIGHT * scale
        high = (_PLOT - 8) * scale / top
        pitch = (right - 28) / max(steps - 1, 1)
        with painter_on(self) as painter:
            self._grid(painter, right, bottom, high, top)
            for at, run in enumerate(self._runs):
                self._run(painter, run, pitch, bottom, high, len(self._runs) - at)
            face = fonts.font("axis", scale)
            every = max(1, round(18 * scale / max(pitch, 1)))
            for step in range(0, steps, every):
                x = 14 + step * pitch - width_of(str(step + 1), face) / 2
                draw_line(painter, str(step + 1), face, theme.palette.ink3, x, bottom + 16 * scale)

    def _grid(
        self, painter: QPainter, right: float, bottom: float, high: float, top: float
    ) -> None:
        theme = theme_of(self)
        face = fonts.font("axis", theme.text_scale)
        hairline(painter, 0, right, round(bottom), theme.palette.rule)
        for part in range(1, 5):
            at = top * part / 4
            y = bottom - at * high
            hairline(painter, 0, right, round(y), theme.palette.line)
            words = seconds(at, 0) if part == 4 else f"{at:g}"
            draw_line(painter, words, face, theme.palette.ink3, right + 8, y)

    def _run(
        self,
        painter: QPainter,
        run: Times,
        pitch: float,
        bottom: float,
        high: float,
        age: int,
    ) -> None:
        theme = theme_of(self)
        newest = age == 1
        colour = theme.palette.drill if newest else theme.palette.rule
        points = [
            QPointF(14 + at * pitch, bottom - one * high)
            for at, one in enumerate(run)
            if one is not None
        ]
        painter.setPen(line_pen(colour, 2.0 if newest else DATA if age == 2 else 1.0))
        for one, other in itertools.pairwise(points):
            painter.drawLine(QLineF(one, other))
        if newest:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            for point in points:
                painter.drawEllipse(point, 3.5, 3.5)
        if points:
            words = tr("now") if newest else tr("{number} before").format(number=age - 1)
            face = fonts.font("axis_strong" if newest else "axis", theme.text_scale)
            peak = points[0] if newest else min(points, key=lambda point: point.y())
            low = peak.y() + (14 if newest else 12 if age > 2 else -10) * theme.text_scale
            x = peak.x() + (8 if age > 2 else 0 if newest else -width_of(words, face) / 2)
            x = max(0.0, min(x, self.width() - width_of(words, face)))
            draw_line(painter, words, face, colour if newest else theme.palette.ink3, x, low)


def _top(runs: Sequence[Times]) -> float:
    """The highest value of an axis in four parts."""
    highest = max((one for run in runs for one in run if one is not None), default=4.0)
    top = 4.0
    while top < highest:
        top *= 2
    return top
