"""The question mark in the strip's corner that opens its legend."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from spindle.features.today.page.words import tr
from spindle.ui import fonts
from spindle.ui.focus_ring import RingFocus
from spindle.ui.paint import bordered, painter_on
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import theme_of

_SIZE: Final = 32
_CENTRE: Final = QPointF(21, 18)
"""From the strip's right edge to the left, and from its top."""


class StripHelp(QAbstractButton, RingFocus):
    """A ring of 10 px with a question mark; it stays in the corner of the strip."""

    def __init__(self, strip: QWidget) -> None:
        super().__init__(strip)
        self._strip = strip
        self.resize(self.sizeHint())
        self.setAccessibleName(tr("How the strip works"))
        self.setAccessibleDescription("?")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        strip.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Larger than its ring: a target for a finger."""
        return QSize(_SIZE, _SIZE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the corner."""
        if watched is self._strip and event.type() == QEvent.Type.Resize:
            x = self._strip.width() - _CENTRE.x() - _SIZE / 2
            self.move(round(x), round(_CENTRE.y() - _SIZE / 2))
        return False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        self.ring_in(self, event, 16)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.ring_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring and the mark."""
        del event
        palette = theme_of(self).palette
        centre = QRectF(self.rect()).center()
        box = QRectF(centre.x() - 10, centre.y() - 10, 20, 20)
        face = fonts.font("axis_strong")
        with painter_on(self) as painter:
            fill = palette.wash if self.underMouse() else palette.panel
            bordered(painter, box, 10, palette.ink2, fill)
            x = centre.x() - width_of("?", face) / 2
            draw_line(painter, "?", face, palette.ink, x, centre.y())
