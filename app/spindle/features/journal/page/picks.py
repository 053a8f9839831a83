"""A question that can be picked: its text, where it comes from, and its key."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.ui import fonts
from spindle.ui.buttons import draw_key_hint, key_hint_size
from spindle.ui.paint import painter_on
from spindle.ui.text_line import draw_line
from spindle.ui.theme import theme_of
from spindle.ui.tile import Tile

_PAD = 17.0
_GAP = 16.0
_SHOWN = 400


class Pick(Tile):
    """One question of the evening; checked when it is tonight's."""

    def __init__(self, text: str, origin: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(" ".join(text[:_SHOWN].split()), parent)
        self._origin = origin
        self._key = key
        self.setAccessibleDescription(f"{origin}, {key}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """48 px high."""
        return QSize(200, theme_of(self).px(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, the question, its origin and its key."""
        del event
        theme = theme_of(self)
        palette, middle = theme.palette, self.height() / 2
        small = fonts.font("caption", theme.text_scale)
        key = key_hint_size(self._key, theme.text_scale)
        right = self.width() - _PAD - key.width()
        with painter_on(self) as painter:
            self.draw_box(painter)
            box = QRectF(right, middle - key.height() / 2, key.width(), key.height())
            draw_key_hint(painter, box, self._key, palette, theme.text_scale)
            right -= _GAP
            right -= draw_line(
                painter, self._origin, small, palette.ink3, right, middle, right=True
            )
            face = fonts.font("journal", theme.text_scale)
            ink = palette.ink if self.isChecked() else palette.ink2
            draw_line(painter, self.text(), face, ink, _PAD, middle, right - _GAP - _PAD)
