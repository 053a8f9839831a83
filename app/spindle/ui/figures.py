"""A large time that does not tremble.

The figures that the large face calls tabular differ in width (its 1 by a sixth), so each stands in
the middle of a cell as wide as the widest.
"""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from spindle.ui import fonts
from spindle.ui.paint import painter_on
from spindle.ui.theme import Themed, theme_of


class Figures(QLabel, Themed):
    """One line of figures in the middle of its place, in a size that its owner sets in px."""

    def __init__(self, px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._px = px
        self.theme_changed()

    def set_px(self, px: int) -> None:
        """Set the size of the figures in px."""
        if px != self._px:
            self._px = px
            self.theme_changed()

    def theme_changed(self) -> None:
        """Keep the size: it does not follow the text scale."""
        self.setFont(fonts.sized("timer", self._px))

    def places(self) -> list[tuple[float, str]]:
        """Each character with the x at which it is drawn."""
        cells = _cells(self.text(), self.font())
        x = (self.width() - sum(cell for cell, _, _ in cells)) / 2
        found = []
        for cell, wide, character in cells:
            found.append((x + (cell - wide) / 2, character))
            x += cell
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw each figure in its cell."""
        del event
        metrics = QFontMetricsF(self.font())
        base = self.height() / 2 + (metrics.ascent() - metrics.descent()) / 2
        with painter_on(self) as painter:
            painter.setFont(self.font())
            painter.setPen(theme_of(self).palette.ink)
            for x, character in self.places():
                painter.drawText(QPointF(x, base), character)


def _cells(text: str, font: QFont) -> list[tuple[float, float, str]]:
    """The width of the cell, the width of the character and the character itself."""
    metrics = QFontMetricsF(font)
    widest = max(metrics.horizontalAdvance(figure) for figure in "0123456789")
    cells = []
    for character in text:
        wide = metrics.horizontalAdvance(character)
        cells.append((max(wide, widest) if character.isdigit() else wide, wide, character))
    return cells
