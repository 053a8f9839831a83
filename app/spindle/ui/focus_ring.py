"""The 2 px ring, 2 px outside a control, that shows where the keyboard is.

A control cannot draw outside itself, so the ring is a thin widget of its own that lives for as long
as the control has the keyboard focus, above everything in the same window or scroll area.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from spindle.ui.paint import bordered, painter_on
from spindle.ui.theme import theme_of

_REACH = 4
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


def by_keyboard(widget: QWidget, event: QFocusEvent) -> bool:
    """Whether this focus came from the keyboard, so that it must be seen.

    A focus set by the program counts when the last change in the window was by keyboard.
    """
    if event.reason() in _BY_KEYBOARD:
        return True
    if event.reason() == Qt.FocusReason.MouseFocusReason:
        widget.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, on=False)
        return False
    return widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


class FocusRing(QWidget):
    """The ring around one control; `close_ring` removes it."""

    def __init__(self, control: QWidget, radius: float) -> None:
        host = _host_of(control)
        super().__init__(host)
        self._control = control
        self._radius = radius
        self._followed: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        at: QWidget | None = control
        while at is not None and at is not host:
            at.installEventFilter(self)
            self._followed.append(at)
            at = at.parentWidget()
        self._place()
        self.show()
        self.raise_()

    def close_ring(self) -> None:
        """Take the ring away."""
        for widget in self._followed:
            widget.removeEventFilter(self)
        self._followed.clear()
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the control when it or what holds it moves."""
        del watched
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self._place()
        elif event.type() == QEvent.Type.Hide:
            self.setVisible(self._control.isVisible())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        del event
        palette = theme_of(self._control).palette
        with painter_on(self) as painter:
            bordered(painter, QRectF(self.rect()), self._radius + 3, palette.ink, None, 2.0)

    def _place(self) -> None:
        host = self.parentWidget()
        if host is None:
            return
        origin = self._control.mapTo(host, QPoint(0, 0))
        box = QRect(origin, self._control.size())
        self.setGeometry(box.adjusted(-_REACH, -_REACH, _REACH, _REACH))
        self.setVisible(self._control.isVisible())


def _host_of(control: QWidget) -> QWidget:
    at = control
    while (parent := at.parentWidget()) is not None:
        area = parent.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is parent:
            return at
        if at.isWindow():
            return at
        at = parent
    return at


if TYPE_CHECKING:
    _Mixed = QWidget
else:  # Qt takes one widget class among the bases
    _Mixed = object


class RingFocus(_Mixed):
    """Mixed into a control, before its Qt class: it shows the ring while the keyboard is there."""

    RING_RADIUS = 8.0

    _ring: FocusRing | None = None

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        self.ring_in(self, event, self.RING_RADIUS)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.ring_out()

    def ring_in(self, control: QWidget, event: QFocusEvent, radius: float = 8.0) -> None:
        """Show the ring when the focus came by keyboard."""
        self.ring_out()
        if by_keyboard(control, event):
            self._ring = FocusRing(control, radius)

    def ring_out(self) -> None:
        """Take the ring away, if there is one."""
        if self._ring is not None:
            self._ring.close_ring()
            self._ring = None
