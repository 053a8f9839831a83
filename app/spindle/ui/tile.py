"""Boxes to choose from: keys, chips, tiles."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from spindle.ui import fonts
from spindle.ui.focus_ring import RingFocus
from spindle.ui.paint import bordered, painter_on, selected
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Themed, theme_of


class Tile(RingFocus, QAbstractButton, Themed):
    """A box that can be chosen: selected look, hover wash, a ring for the keyboard.

    A click only asks; whoever owns the tiles says with ``setChecked`` which one is chosen.
    """

    RADIUS = 8.0

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Stay as the page says."""

    def draw_box(self, painter: QPainter) -> None:
        """Draw the border and the fill of the state."""
        colours = theme_of(self).palette
        if self.isChecked():
            selected(painter, QRectF(self.rect()), colours, self.RADIUS)
        else:
            fill = colours.wash if self.underMouse() else None
            bordered(painter, QRectF(self.rect()), self.RADIUS, colours.rule, fill)


class Pill(Tile):
    """A short word to choose, with round ends."""

    RADIUS = 16.0
    RING_RADIUS = 16.0

    def __init__(self, text: str, parent: QWidget | None = None, *, side: int = 15) -> None:
        """``side`` is the room before and behind the word, px."""
        super().__init__(text, parent)
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """32 px high, as wide as the word and the room beside it."""
        theme = theme_of(self)
        font = fonts.font("control", theme.text_scale)
        wide = QFontMetricsF(font).horizontalAdvance(self.text())
        return QSize(round(wide) + 2 * self._side, theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and the word."""
        del event
        theme = theme_of(self)
        with painter_on(self) as painter:
            self.draw_box(painter)
            painter.setFont(fonts.font("control", theme.text_scale))
            painter.setPen(theme.palette.ink)
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class NumberTile(Tile):
    """An answer with the number or letter of its key at the left: outcomes, choices of a check."""

    def __init__(self, number: int | str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._number = str(number)
        self.setAccessibleDescription(self._number)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """56 px high, wide enough for its words."""
        theme = theme_of(self)
        wide = QFontMetricsF(fonts.font("active", theme.text_scale)).horizontalAdvance(self.text())
        return QSize(round(wide) + theme.px(44), theme.px(56))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, number and words."""
        del event
        theme = theme_of(self)
        scale, colours, middle = theme.text_scale, theme.palette, self.height() / 2
        with painter_on(self) as painter:
            self.draw_box(painter)
            draw_line(painter, self._number, fonts.font("caption", scale), colours.ink3, 16, middle)
            face = fonts.font("active" if self.isChecked() else "label", scale)
            draw_line(painter, self.text(), face, colours.ink, theme.px(33), middle)
