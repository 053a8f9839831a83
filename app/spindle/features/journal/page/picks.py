"""A question that can be picked: its text, where it comes from, and its key."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from spindle.ui import fonts
from spindle.ui.buttons import draw_key_hint, key_hint_size
from spindle.ui.focus_ring import RingFocus
from spindle.ui.paint import bordered, painter_on, selected
from spindle.ui.theme import Themed, theme_of

_PAD = 17.0
_GAP = 16.0
_SHOWN = 400


class Pick(QAbstractButton, RingFocus, Themed):
    """One question of the evening; checked when it is tonight's."""

    def __init__(self, text: str, origin: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(" ".join(text[:_SHOWN].split()))
        self._origin = origin
        self._key = key
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(f"{origin}, {key}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """48 px high."""
        return QSize(200, theme_of(self).px(48))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        super().focusInEvent(event)
        self.ring_in(self, event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.ring_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the question, its origin and its key."""
        del event
        theme = theme_of(self)
        palette, middle = theme.palette, self.height() / 2
        small = fonts.font("caption", theme.text_scale)
        metrics = QFontMetricsF(small)
        key = key_hint_size(self._key, theme.text_scale)
        right = self.width() - _PAD - key.width()
        with painter_on(self) as painter:
            if self.isChecked():
                selected(painter, QRectF(self.rect()), palette)
            else:
                bordered(painter, QRectF(self.rect()), 8, palette.rule, None)
            box = QRectF(right, middle - key.height() / 2, key.width(), key.height())
            draw_key_hint(painter, box, self._key, palette, theme.text_scale)
            right -= _GAP + metrics.horizontalAdvance(self._origin)
            painter.setFont(small)
            painter.setPen(palette.ink3)
            painter.drawText(QPointF(right, _base(metrics, middle)), self._origin)
            face = fonts.font("journal", theme.text_scale)
            metrics = QFontMetricsF(face)
            painter.setFont(face)
            painter.setPen(palette.ink if self.isChecked() else palette.ink2)
            shown = metrics.elidedText(
                self.text(), Qt.TextElideMode.ElideRight, right - _GAP - _PAD
            )
            painter.drawText(QPointF(_PAD, _base(metrics, middle)), shown)


def _base(metrics: QFontMetricsF, middle: float) -> float:
    return middle + (metrics.ascent() - metrics.descent()) / 2
