"""The line above a text: the chapter, what it is of, what is left of it."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.ui import fonts
from spindle.ui.paint import painter_on
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import Themed, theme_of

_GAP = 10


class HeadLine(QWidget, Themed):
    """Three texts in one line; where there is no room, the middle one is shortened first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = ("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def tell(self, title: str, of: str, left: str) -> None:
        """Show these."""
        if (title, of, left) != self._texts:
            self._texts = (title, of, left)
            self.setAccessibleName(", ".join(each for each in self._texts if each))
            self.update()

    def sizeHint(self) -> QSize:
        """One line, as wide as there is room."""
        return QSize(200, theme_of(self).px(16))

    def minimumSizeHint(self) -> QSize:
        """Every text can be shortened."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw them."""
        del event
        theme = theme_of(self)
        colours, scale, middle = theme.palette, theme.text_scale, self.height() / 2
        title, of, left = self._texts
        strong, plain = fonts.font("section", scale), fonts.font("caption", scale)
        room = self.width() - width_of(left, plain) - _GAP
        with painter_on(self) as painter:
            end = self.width()
            draw_line(painter, left, plain, colours.ink2, end, middle, end, right=True)
            x = draw_line(painter, title, strong, colours.ink, 0, middle, room) + _GAP
            if room - x > 4 * _GAP:
                draw_line(painter, of, plain, colours.ink2, x, middle, room - x)
