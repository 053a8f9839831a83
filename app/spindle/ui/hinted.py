"""A quiet verb with its key beside it, as in the corners of the evening and the morning."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from spindle.ui import fonts
from spindle.ui.buttons import draw_key_hint, key_hint_size
from spindle.ui.focus_ring import RingFocus
from spindle.ui.key_name import key_name
from spindle.ui.page import own_key
from spindle.ui.paint import painter_on
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Themed, theme_of

_GAP = 8


class Hinted(RingFocus, QPushButton, Themed):
    """Caption text and a key hint, if any; pressed by click, Space or the key the page binds."""

    RING_RADIUS = 6.0

    def __init__(self, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._key = key
        self.setAccessibleDescription(key_name(key))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Room for the words and the key, 32 px high to be hit."""
        theme = theme_of(self)
        face = QFontMetricsF(fonts.font("caption", theme.text_scale))
        wide = face.horizontalAdvance(self.text())
        if not self._key:
            return QSize(round(wide), theme.px(32))
        key = key_hint_size(own_key(self, self._key), theme.text_scale)
        return QSize(round(wide) + _GAP + key.width(), max(theme.px(32), key.height()))

    def minimumSizeHint(self) -> QSize:
        """Never shortened."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw words and key."""
        del event
        theme = theme_of(self)
        face = fonts.font("caption", theme.text_scale)
        key = own_key(self, self._key)
        size = key_hint_size(key, theme.text_scale)
        middle = self.height() / 2
        with painter_on(self) as painter:
            ink = theme.palette.ink if self.underMouse() else theme.palette.ink3
            draw_line(painter, self.text(), face, ink, 0, middle)
            if not self._key:
                return
            left = self.width() - size.width()
            box = QRectF(left, middle - size.height() / 2, size.width(), size.height())
            draw_key_hint(painter, box, key, theme.palette, theme.text_scale)
