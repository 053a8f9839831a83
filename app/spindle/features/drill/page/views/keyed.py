"""A word with its key beside it, in the size of the line below a question."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from spindle.ui import fonts
from spindle.ui.buttons import draw_key_hint, key_hint_size
from spindle.ui.focus_ring import RingFocus
from spindle.ui.paint import painter_on
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Themed, theme_of

_GAP = 8


class Keyed(RingFocus, QPushButton, Themed):
    """Pressed by click or by the key the run knows; never takes the keyboard from the field."""

    RING_RADIUS = 6.0

    def __init__(self, text: str, key: str, role: str = "body") -> None:
        super().__init__(text)
        self._key = key
        self._role = role
        self.setAccessibleDescription(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Room for the word and the key, 32 px high to be hit."""
        theme = theme_of(self)
        wide = QFontMetricsF(fonts.font(self._role, theme.text_scale)).horizontalAdvance(
            self.text()
        )
        key = key_hint_size(self._key, theme.text_scale)
        return QSize(round(wide) + _GAP + key.width(), theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """Never shortened."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw word and key."""
        del event
        theme = theme_of(self)
        face = fonts.font(self._role, theme.text_scale)
        size = key_hint_size(self._key, theme.text_scale)
        middle = self.height() / 2
        with painter_on(self) as painter:
            ink = theme.palette.ink if self.underMouse() else theme.palette.ink2
            draw_line(painter, self.text(), face, ink, 0, middle)
            left = self.width() - size.width()
            box = QRectF(left, middle - size.height() / 2, size.width(), size.height())
            draw_key_hint(painter, box, self._key, theme.palette, theme.text_scale)


def keyed_row(*widgets: QWidget, spacing: int = 24) -> QWidget:
    """Such words in the middle of a row."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    row.addStretch(1)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return holder
