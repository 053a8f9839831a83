"""The line above the strip: the date, and where anything can be found."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from spindle.ui import fonts, glyphs
from spindle.ui.buttons import draw_key_hint, key_hint_size
from spindle.ui.focus_ring import RingFocus
from spindle.ui.labels import Label
from spindle.ui.paint import painter_on
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import Themed, theme_of

_ICON = 14
_TEXT = 23
_KEY = 11


class FinderHint(QAbstractButton, RingFocus, Themed):
    """A glass, "Find or start anything", Ctrl K."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(self.tr("Find or start anything"))
        self._key = self.tr("Ctrl K")
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """As wide as its words and its key, high enough for a finger."""
        scale = theme_of(self).text_scale
        wide = width_of(self.text(), fonts.font("caption", scale))
        return QSize(
            round(_TEXT + wide + _KEY + key_hint_size(self._key, scale).width()),
            theme_of(self).px(32),
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        self.ring_in(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.ring_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon, words and key."""
        del event
        theme = theme_of(self)
        middle = self.height() / 2
        colour = theme.palette.ink if self.underMouse() else theme.palette.ink3
        face = fonts.font("caption", theme.text_scale)
        key = key_hint_size(self._key, theme.text_scale)
        with painter_on(self) as painter:
            box = QRectF(0, middle - _ICON / 2, _ICON, _ICON)
            glyphs.draw(painter, "search", box, colour)
            draw_line(painter, self.text(), face, colour, _TEXT, middle)
            at = QRectF(
                self.width() - key.width(), middle - key.height() / 2, key.width(), key.height()
            )
            draw_key_hint(painter, at, self._key, theme.palette, theme.text_scale)


class Head(QWidget):
    """The date at the left, the finder's hint at the right."""

    find_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._date = Label("page_name")
        self.hint = FinderHint()
        self.hint.clicked.connect(lambda _=False: self.find_asked.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._date)
        row.addStretch(1)
        row.addWidget(self.hint)
        # The strip below stays in its place when the hint is not there.
        policy = self.hint.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.hint.setSizePolicy(policy)

    def show_date(self, words: str, *, with_hint: bool) -> None:
        """Show a date; the hint waits until there is something to find."""
        self._date.setText(words)
        self.hint.setVisible(with_hint)
