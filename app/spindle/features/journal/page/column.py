"""The column of an evening or a morning: centred, 720 px of text wide, and scrolling when long."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from spindle.ui.scroll import Scroll
from spindle.ui.theme import Themed, theme_of

WIDTH = 720
REACH = 16
"""How far the selected look reaches beyond the text on both sides, in px."""


class Column(Scroll, Themed):
    """A place to scroll, filled from the top."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, bar=False)  # a bar would shine in the dark
        page = QWidget()
        self.box = QVBoxLayout(page)
        self.box.setSpacing(0)
        self.hold(page)

    def add(self, item: QWidget | QLayout, *, above: int = 0, reach: bool = False) -> None:
        """Put a widget or layout below the last, ``above`` px apart; ``reach`` lets it be wider."""
        self.box.addSpacing(above)
        side = 0 if reach else REACH
        line = QHBoxLayout()
        line.setContentsMargins(side, 0, side, 0)
        if isinstance(item, QWidget):
            line.addWidget(item)
        else:
            line.addLayout(item)
        self.box.addLayout(line)

    def end(self) -> None:
        """Nothing more comes below."""
        self.box.addStretch(1)

    def theme_changed(self) -> None:
        """The column is wider for larger text."""
        self._centre()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        super().resizeEvent(event)
        self._centre()

    def _centre(self) -> None:
        free = self.width() - theme_of(self).px(WIDTH)
        side = max(24, free // 2 - REACH)
        self.box.setContentsMargins(side, 0, side, 0)
