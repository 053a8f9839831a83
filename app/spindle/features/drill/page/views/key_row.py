"""The keys of a sequence: the next one lit, and the gaps between presses as stems."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.page.words import tr
from spindle.ui import fonts
from spindle.ui.paint import DATA, bordered, hairline, line_pen, painter_on, selected
from spindle.ui.theme import Themed, theme_of

_SIDE: Final = 88
_GAP: Final = 12
_STEMS: Final = 140


class KeyRow(QWidget, Themed):
    """Four to eight large targets; the selected look is the one to press."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._targets: tuple[str, ...] = ()
        self._next = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_keys(self, targets: Sequence[str], following: str) -> None:
        """Light one of them; none for an empty ``following``."""
        self._targets, self._next = tuple(targets), following
        self.setAccessibleName(tr("Press {key}").format(key=following.upper()))
        self.update()

    def sizeHint(self) -> QSize:
        """One row."""
        return QSize(400, theme_of(self).px(_SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the keys."""
        del event
        theme = theme_of(self)
        count = max(1, len(self._targets))
        side = min(theme.px(_SIDE), (self.width() - (count - 1) * _GAP) / count)
        left = (self.width() - count * side - (count - 1) * _GAP) / 2
        with painter_on(self) as painter:
            painter.setFont(fonts.font("task", theme.text_scale))
            for at, key in enumerate(self._targets):
                box = QRectF(left + at * (side + _GAP), 0, side, side)
                if key == self._next:
                    selected(painter, box, theme.palette)
                else:
                    bordered(painter, box, 8, theme.palette.rule, None)
                lit = key == self._next
                painter.setPen(theme.palette.ink if lit else theme.palette.ink3)
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, key.upper())


class GapStems(QWidget, Themed):
    """One stem a press: the time since the press before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gaps: tuple[tuple[float, bool], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_gaps(self, gaps: Sequence[tuple[float, bool]]) -> None:
        """Draw ms and whether the key was right."""
        self._gaps = tuple(gaps)
        self.setAccessibleName(tr("Gaps between presses"))
        self.update()

    def sizeHint(self) -> QSize:
        """The stems."""
        return QSize(400, theme_of(self).px(_STEMS))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the stems on their line; wrong keys in ink."""
        del event
        if not self._gaps:
            return
        palette = theme_of(self).palette
        bottom = self.height() - 4.0
        times = sorted(gap for gap, _ in self._gaps)
        top = max(times[int(0.95 * (len(times) - 1))], 1.0) * 1.2
        pitch = min(24.0, self.width() / len(self._gaps))
        left = (self.width() - pitch * len(self._gaps)) / 2
        with painter_on(self) as painter:
            hairline(painter, left, self.width() - left, bottom, palette.rule)
            for at, (gap, right) in enumerate(self._gaps):
                x = left + (at + 0.5) * pitch
                high = min(1.0, gap / top) * (bottom - 8)
                painter.setPen(line_pen(palette.drill if right else palette.ink, DATA))
                painter.drawLine(QLineF(x, bottom, x, bottom - high))
