"""A switch of a form."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from spindle.ui.focus_ring import RingFocus
from spindle.ui.paint import bordered, painter_on
from spindle.ui.theme import Themed, theme_of


class Switch(RingFocus, QAbstractButton, Themed):
    """On or off, 40 × 22; ``toggled`` tells."""

    RING_RADIUS = 11.0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """The same at every text size: it holds no words."""
        return QSize(40, 22)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter switches, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Filled with a solid knob when on, hollow when off."""
        del event
        colours = theme_of(self).palette
        ink = colours.ink if self.isEnabled() else colours.rule
        box = QRectF(self.rect())
        with painter_on(self) as painter:
            if self.isChecked():
                bordered(painter, box, 11, None, ink)
                painter.setBrush(colours.paper)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(QPointF(box.right() - 10.5, box.center().y()), 6.5, 6.5)
            else:
                bordered(painter, box, 11, colours.rule, None, 1.5)
                painter.setPen(colours.rule)
                painter.drawEllipse(QPointF(box.left() + 11, box.center().y()), 5.5, 5.5)
