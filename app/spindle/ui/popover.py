"""A panel with a beak that hangs below what opened it. Esc or a click beside it closes it."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.ui.buttons import KeyHint
from spindle.ui.labels import Label
from spindle.ui.paint import painter_on, rounded
from spindle.ui.theme import fade, theme_of

_BEAK: Final = 11.0
_HALF: Final = 10.0
_RADIUS: Final = 10.0
_BORDER: Final = 1.25
_IN: Final = 20
"""From the panel's side to its content."""

_BEAK_FROM_RIGHT: Final = 21


class Popover(QWidget):
    """A titled panel over ``parent``; ``closed`` is emitted when it goes."""

    closed = Signal()

    def __init__(self, title: str, content: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self._tip = QPointF()
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = QHBoxLayout()
        head.addWidget(Label("section", title))
        head.addStretch(1)
        head.addWidget(KeyHint("Esc"))
        column = QVBoxLayout(self)
        column.setContentsMargins(_IN, round(_BEAK) + 11, _IN, 1)
        column.setSpacing(5)
        column.addLayout(head)
        column.addWidget(content)
        self._returns_to = parent.window().focusWidget()

    def open_below(self, tip: QPoint, width: int) -> None:
        """Open with the beak's tip at a point of the parent."""
        parent = self.parentWidget()
        if parent is None:
            return
        self.adjustSize()
        wide = max(width, self.sizeHint().width())
        left = max(8, min(tip.x() + _BEAK_FROM_RIGHT - wide, parent.width() - wide - 8))
        self.setGeometry(left, tip.y(), wide, self.sizeHint().height())
        self._tip = QPointF(tip.x() - left, 0.5)
        fade(parent, on=True)
        fade(self, on=False)
        parent.window().installEventFilter(self)
        self.show()
        self.raise_()
        self.setFocus()

    def close_popover(self) -> None:
        """Go away and give the keyboard back."""
        if self.isHidden():
            return
        self.window().removeEventFilter(self)
        had_focus = self.hasFocus()
        self.hide()
        if (parent := self.parentWidget()) is not None:
            fade(parent, on=False)
        if had_focus and self._returns_to is not None and self._returns_to.isVisible():
            self._returns_to.setFocus()
        self.deleteLater()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close before the window changes its size: the place would be wrong."""
        del watched
        if event.type() == QEvent.Type.Resize:
            self.close_popover()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc, or the key that opened it, closes."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Question):
            self.close_popover()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click inside changes nothing."""
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere is done reading."""
        super().focusOutEvent(event)
        if event.reason() not in (
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
        ):
            self.close_popover()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw panel and beak as one outline."""
        del event
        palette = theme_of(self).palette
        inset = _BORDER / 2
        box = QRectF(self.rect()).adjusted(inset, _BEAK, -inset, -inset)
        beak = QPainterPath()
        x = self._tip.x()
        beak.addPolygon(
            QPolygonF([QPointF(x - _HALF, _BEAK + 1), self._tip, QPointF(x + _HALF, _BEAK + 1)])
        )
        with painter_on(self) as painter:
            painter.setPen(QPen(palette.ink, _BORDER))
            painter.setBrush(palette.panel)
            painter.drawPath(rounded(box, _RADIUS).united(beak))
