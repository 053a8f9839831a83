"""The lines of the finder, with the typed letters in a heavier weight."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from spindle.shell.finding import Shown
from spindle.ui import fonts, glyphs
from spindle.ui.buttons import draw_key_hint, key_hint_size
from spindle.ui.paint import bordered, painter_on, selected
from spindle.ui.text_line import draw_line
from spindle.ui.theme import Theme, theme_of

_ROW = 40
_TEXT = 56
_EDGE = 22
_INSET = 9


class FinderCaption(QWidget):
    """The name of a group."""

    def __init__(self, words: str, *, first: bool) -> None:
        super().__init__()
        self._words = words
        self._height = 33 if first else 26
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        """Closer to the lines below than to those above."""
        return QSize(100, theme_of(self).px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the words."""
        del event
        theme = theme_of(self)
        face = fonts.font("caption", theme.text_scale)
        middle = self.height() - theme.px(11)
        with painter_on(self) as painter:
            draw_line(painter, self._words, face, theme.palette.ink2, 21, middle)


class FinderLine(QAbstractButton):
    """One line: icon, title, hint; the selected one shows that Enter does it."""

    def __init__(self, shown: Shown) -> None:
        super().__init__()
        self.shown = shown
        self._selected = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(shown.line.title)
        self.setAccessibleName(shown.line.title)
        self.setAccessibleDescription(shown.line.hint)

    def set_selected(self, selected: bool) -> None:  # noqa: FBT001 - a Qt setter
        """Give it the selected look, or take it away."""
        self._selected = selected
        self.update()

    def sizeHint(self) -> QSize:
        """The height of a line."""
        return QSize(100, theme_of(self).px(_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        del event
        theme = theme_of(self)
        line = self.shown.line
        middle = self.height() / 2
        box = QRectF(self.rect()).adjusted(_INSET, 0, -_INSET, 0)
        with painter_on(self) as painter:
            if self._selected:
                selected(painter, box, theme.palette)
            elif self.underMouse():
                bordered(painter, box.adjusted(0, 1, 0, -1), 6, None, theme.palette.wash)
            at = QRectF(QPointF(21, middle - 10), QPointF(41, middle + 10))
            glyphs.draw(painter, line.icon, at, theme.palette.role(line.hue))
            end = self._draw_hint(painter, theme, middle)
            self._draw_title(painter, theme, middle, end - 16)

    def _draw_hint(self, painter: QPainter, theme: Theme, middle: float) -> float:
        """Draw hint and key at the right; returns where they begin."""
        right = self.width() - _EDGE
        scale = theme.text_scale
        if self._selected:
            size = key_hint_size("Enter", scale)
            at = QRectF(
                right - size.width(), middle - size.height() / 2, size.width(), size.height()
            )
            draw_key_hint(painter, at, "Enter", theme.palette, scale)
            right -= size.width() + 14
        face = fonts.font("caption", scale)
        ink, hint, room = theme.palette.ink2, self.shown.line.hint, self.width() / 3
        return right - draw_line(painter, hint, face, ink, right, middle, room, right=True)

    def _draw_title(self, painter: QPainter, theme: Theme, middle: float, end: float) -> None:
        face = fonts.font("body", theme.text_scale)
        title = self.shown.line.title.replace("\n", " ")[:300]
        shown = QFontMetricsF(face).elidedText(title, Qt.TextElideMode.ElideRight, end - _TEXT)
        layout = QTextLayout(shown, face)
        layout.setFormats([_heavy(place) for place in self.shown.places if place < len(shown)])
        layout.beginLayout()
        row = layout.createLine()
        row.setLineWidth(10_000)
        layout.endLayout()
        painter.setPen(theme.palette.ink)
        layout.draw(painter, QPointF(_TEXT, middle - row.height() / 2))


def _heavy(place: int) -> QTextLayout.FormatRange:
    part = QTextLayout.FormatRange()
    part.start = place
    part.length = 1
    letters = QTextCharFormat()
    letters.setFontWeight(QFont.Weight.DemiBold)
    part.format = letters
    return part
