"""How likely a run still ends clean, step by step: hollow, for it is expected and not measured."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.page.counting_words import percent
from spindle.features.drill.page.words import number, tr
from spindle.ui import fonts
from spindle.ui.paint import dotted_pen, hairline, line_pen, painter_on
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import Themed, theme_of

_PLOT: Final = 130.0
_RIGHT: Final = 44.0
_MARK: Final = 4.0
_APART: Final = 18.0


class ChancesChart(QWidget, Themed):
    """One hollow mark a step, from 0 to 100 %."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chances: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chances(self, chances: Sequence[float]) -> None:
        """Draw these, of each step in its order."""
        self._chances = tuple(chances)
        self.setAccessibleName(tr("How likely a run still ends clean"))
        self.setAccessibleDescription(
            ", ".join(
                tr("step {step} {share}").format(step=number(at), share=percent(chance))
                for at, chance in enumerate(self._chances, 1)
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        """The plot and the numbers below."""
        return QSize(304, theme_of(self).px(_PLOT + 32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw grid, dotted line and marks."""
        del event
        if not self._chances:
            return
        theme = theme_of(self)
        scale, face = theme.text_scale, fonts.font("axis", theme.text_scale)
        bottom, right = _PLOT * scale, self.width() - _RIGHT * scale
        high = (_PLOT - 8) * scale
        pitch = (right - 28) / max(len(self._chances) - 1, 1)
        points = [
            QPointF(14 + at * pitch, bottom - chance * high)
            for at, chance in enumerate(self._chances)
        ]
        with painter_on(self) as painter:
            hairline(painter, 0, right, round(bottom), theme.palette.rule)
            for part in (0.5, 1.0):
                y = bottom - part * high
                hairline(painter, 0, right, round(y), theme.palette.line)
                draw_line(painter, percent(part), face, theme.palette.ink3, right + 8, y)
            painter.setPen(dotted_pen(theme.palette.drill, 1.5))
            for one, other in pairwise(points):
                painter.drawLine(QLineF(one, other))
            painter.setPen(line_pen(theme.palette.drill, 1.5))
            painter.setBrush(theme.palette.paper)
            for point in points:
                painter.drawEllipse(point, _MARK, _MARK)
            every = max(1, round(_APART * scale / max(pitch, 1)))
            for at in range(0, len(points), every):
                words = number(at + 1)
                x = points[at].x() - width_of(words, face) / 2
                draw_line(painter, words, face, theme.palette.ink3, x, bottom + 16 * scale)
