"""What stands beside a text when asked for: a column with its own way out."""

from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.features.listen.page.telling import tr
from spindle.ui.hinted import Hinted
from spindle.ui.paint import painter_on, upright
from spindle.ui.scroll import Scroll
from spindle.ui.theme import Themed, theme_of

WIDE: Final = 268


class SidePanel(QWidget, Themed):
    """Build it by adding to ``column``.

    Signals:
        closed: It is no longer wanted.
    """

    closed = Signal()

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        """``key`` opens and closes it."""
        super().__init__(parent)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(20, 0, 20, 20)
        self.column.setSpacing(8)
        close = Hinted(tr("Close"), key)
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setContentsMargins(20, 26, 12, 8)
        head.addStretch(1)
        head.addWidget(close)
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        self._area = Scroll(inside)
        box.addWidget(self._area, 1)
        self.theme_changed()

    def theme_changed(self) -> None:
        """Somewhat wider for large text."""
        self.setFixedWidth(round(WIDE * (1 + 0.5 * (theme_of(self).text_scale - 1))))

    def to_top(self) -> None:
        """Show its beginning, as it opens."""
        self._area.verticalScrollBar().setValue(0)

    def bring_up(self, part: QWidget) -> None:
        """Scroll so that a part of the column is seen with what stands below it."""
        self._scroll_to(part)
        # What was shown just now has its place only after that.
        QTimer.singleShot(0, part, partial(self._scroll_to, part))

    def _scroll_to(self, part: QWidget) -> None:
        for layout in (self.layout(), self.column):
            layout.activate()  # type: ignore[union-attr]  # both built in the constructor
        self._area.verticalScrollBar().setValue(part.y())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as it is set."""
        return QSize(WIDE, 400)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line between text and panel."""
        del event
        with painter_on(self) as painter:
            upright(painter, 0, 0, self.height(), theme_of(self).palette.line)
