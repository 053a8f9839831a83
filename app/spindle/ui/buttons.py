"""Buttons and key hints.

``Button("primary", "Start", key="Enter")``: one primary per screen. The key hint names the key that
does the same; the page binds the key itself, or lets the button do it with ``shortcut``.
"""

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from spindle.ui import fonts
from spindle.ui.focus_ring import RingFocus
from spindle.ui.key_name import key_name
from spindle.ui.page import own_key
from spindle.ui.paint import bordered, painter_on
from spindle.ui.theme import Palette, Themed, theme_of

Kind = Literal["primary", "secondary", "quiet"]

_PAD = 14
_KEY_GAP = 10
_RADIUS = 8.0


class KeyHint(QWidget, Themed):
    """A key's name in a small outlined box, shown beside what it triggers."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(key_name(key))

    def set_key(self, key: str) -> None:
        """Name another key."""
        self._key = key
        self.setAccessibleName(key_name(key))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """18 px high, as wide as the key's name."""
        return key_hint_size(own_key(self, self._key), theme_of(self).text_scale)

    def minimumSizeHint(self) -> QSize:
        """Never shortened."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and the name."""
        del event
        theme = theme_of(self)
        with painter_on(self) as painter:
            key = own_key(self, self._key)
            draw_key_hint(painter, QRectF(self.rect()), key, theme.palette, theme.text_scale)


def key_hint_size(key: str, scale: float) -> QSize:
    """The size of a key hint in px."""
    metrics = QFontMetricsF(fonts.font("axis", scale))
    return QSize(round(metrics.horizontalAdvance(key_name(key)) + 12), round(18 * scale))


def draw_key_hint(
    painter: QPainter, rect: QRectF, key: str, palette: Palette, scale: float
) -> None:
    """Draw a key hint into a rectangle of `key_hint_size`."""
    bordered(painter, rect, 4, palette.line, None)
    painter.setFont(fonts.font("axis", scale))
    painter.setPen(palette.ink3)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key_name(key))


class Button(RingFocus, QPushButton, Themed):
    """A button; ``kind`` is primary, secondary or quiet.

    ``clicked`` fires on click, Space and Enter. ``compact`` is the 32 px form used in settings.
    """

    def __init__(
        self,
        kind: Kind,
        text: str,
        parent: QWidget | None = None,
        *,
        key: str = "",
        compact: bool = False,
    ) -> None:
        super().__init__(text, parent)
        self._kind = kind
        self._usual_key = key
        self._names_key = True
        self._height = 32 if compact else 36
        self._role = "control" if compact else "label"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAutoDefault(False)
        self._describe()

    def set_key(self, key: str) -> None:
        """Change the key hint; an empty one takes it away."""
        self._usual_key = key
        self._describe()
        self.updateGeometry()
        self.update()

    @property
    def _key(self) -> str:
        """The key as it is hinted at."""
        return key_name(own_key(self, self._usual_key)) if self._usual_key else ""

    @property
    def names_key(self) -> bool:
        """Whether the key hint is drawn, if there is one."""
        return self._names_key

    def name_key(self, *, on: bool) -> None:
        """Draw the key hint, or leave it out where room is short; it is told all the same."""
        if on is not self._names_key:
            self._names_key = on
            self.updateGeometry()
            self.update()

    @property
    def key_width(self) -> float:
        """What the key hint takes when it is drawn, px."""
        if not self._key:
            return 0.0
        hint = QFontMetricsF(fonts.font("axis", theme_of(self).text_scale))
        return _KEY_GAP + hint.horizontalAdvance(self._key)

    def sizeHint(self) -> QSize:
        """Room for the words, the key hint and the padding."""
        width = QFontMetricsF(self._font()).horizontalAdvance(self.text()) + 2 * _PAD + 2
        if self._names_key:
            width += self.key_width
        return QSize(round(width), theme_of(self).px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Never shortened."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hand over something that can be pressed."""
        if self.isEnabled():
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the words and the key."""
        del event
        theme = theme_of(self)
        box, border, fill, words = self._look(theme.palette)
        with painter_on(self) as painter:
            bordered(painter, box, _RADIUS, border, fill)
            self._draw_words(painter, box, words, theme.text_scale)

    def _look(self, palette: Palette) -> tuple[QRectF, QColor | None, QColor | None, QColor]:
        box = QRectF(self.rect())
        hover, down = self.underMouse(), self.isDown()
        if self._kind == "primary":
            if not self.isEnabled():
                return box, None, palette.wash, palette.rule
            fill = palette.ink2 if hover or down else palette.ink
            return box, None, fill, palette.onink
        border = palette.rule if self._kind == "secondary" else None
        words = palette.ink if self._kind == "secondary" else palette.ink2
        if not self.isEnabled():
            return box, palette.line if border is not None else None, None, palette.rule
        fill2 = palette.line if down else palette.wash if hover else None
        return box, border, fill2, words

    def _draw_words(self, painter: QPainter, box: QRectF, colour: QColor, scale: float) -> None:
        face = self._font()
        metrics = QFontMetricsF(face)
        key = self._key if self._names_key else ""
        total = metrics.horizontalAdvance(self.text()) + (self.key_width if key else 0.0)
        x = box.center().x() - total / 2
        drop = 1.0 if self.isDown() and self._kind == "primary" else 0.0
        base = box.center().y() + (metrics.ascent() - metrics.descent()) / 2 + drop
        painter.setFont(face)
        painter.setPen(colour)
        painter.drawText(QPointF(x, base), self.text())
        if key:
            painter.setFont(fonts.font("axis", scale))
            painter.setPen(self._key_colour(colour))
            painter.drawText(QPointF(x + total - self.key_width + _KEY_GAP, base - 0.5), key)

    def _key_colour(self, words: QColor) -> QColor:
        if self._kind != "primary" or not self.isEnabled():
            return theme_of(self).palette.ink3 if self.isEnabled() else words
        quiet = QColor(words)
        quiet.setAlphaF(0.78)
        return quiet

    def _font(self) -> QFont:
        return fonts.font(self._role, theme_of(self).text_scale)

    def _describe(self) -> None:
        self.setAccessibleDescription(self._key)
