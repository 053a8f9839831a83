"""Buttons that can be hit from a chair away: 48 px high, and wide."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont

from spindle.ui import fonts
from spindle.ui.buttons import Button, Kind
from spindle.ui.theme import theme_of


class WideButton(Button):
    """A button of a width of its own; never takes the keyboard by a click."""

    def __init__(self, kind: Kind, text: str, key: str, wide: int, high: int = 48) -> None:
        self._wide, self._high = wide, high
        super().__init__(kind, text, key=key)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def sizeHint(self) -> QSize:
        """As wide as said, or as the words need."""
        theme = theme_of(self)
        needed = super().sizeHint().width()
        return QSize(max(needed, self._wide), theme.px(self._high))

    def _font(self) -> QFont:
        return fonts.font("leave" if self._high > 40 else "label", theme_of(self).text_scale)
