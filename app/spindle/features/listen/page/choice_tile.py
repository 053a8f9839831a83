"""A choice of a check: its number, a word or a sentence, and afterwards what it was."""

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.listen.page.telling import tr
from spindle.ui import fonts
from spindle.ui.labels import broken
from spindle.ui.paint import bordered, line_pen, painter_on, selected
from spindle.ui.text_line import draw_line, one_line
from spindle.ui.theme import Palette, theme_of
from spindle.ui.tile import Tile

_WORD: Final = 48
_NUMBER, _TEXT, _RIGHT = 15, 37, 14
_ABOVE: Final = 10
_SENTENCE_PX, _SENTENCE_LINE = 16, 22


class Shown(StrEnum):
    """What a choice turned out to be."""

    OPEN = "open"
    RIGHT = "right"  # taken, and right
    WRONG = "wrong"  # taken, and wrong
    MISSED = "missed"  # the right one, not taken
    OTHER = "other"


class ChoiceTile(Tile):
    """``sentence`` sets it in the face of what is read, on as many lines as it takes."""

    def __init__(
        self, number: int, text: str, *, sentence: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(one_line(text), parent)
        self.number = number
        self._sentence = sentence
        self.shown = Shown.OPEN
        self.setAccessibleDescription(str(number))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(sentence)
        self.setSizePolicy(policy)

    def show_as(self, shown: Shown) -> None:
        """Show what it turned out to be."""
        self.shown = shown
        self.setChecked(shown is Shown.RIGHT)
        words = {
            Shown.RIGHT: tr("right"),
            Shown.WRONG: tr("not this one"),
            Shown.MISSED: tr("this one was right"),
        }
        self.setAccessibleDescription(words.get(shown, str(self.number)))
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Whether it may take several lines."""
        return self._sentence

    def heightForWidth(self, width: int) -> int:
        """The height of its lines."""
        lines = broken(self.text(), self._face(), width - _TEXT - _RIGHT, self._line()).lineCount()
        return max(1, lines) * self._line() + 2 * _ABOVE

    def sizeHint(self) -> QSize:
        """One line for a word; a sentence asks for a wide place."""
        if self._sentence:
            return QSize(560, self.heightForWidth(560))
        wide = QFontMetricsF(self._face()).horizontalAdvance(self.text())
        return QSize(round(wide) + _TEXT + _RIGHT, theme_of(self).px(_WORD))

    def minimumSizeHint(self) -> QSize:
        """A word may be shortened."""
        return QSize(120, 40 if self._sentence else theme_of(self).px(_WORD))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box, number or mark, and words."""
        del event
        theme = theme_of(self)
        colours = theme.palette
        with painter_on(self) as painter:
            self._draw_ground(painter, colours)
            self._draw_sign(painter, colours)
            words = colours.ink3 if self.shown is Shown.OTHER else colours.ink
            if not self._sentence:
                room = self.width() - _TEXT - _RIGHT
                middle = self.height() / 2
                draw_line(painter, self.text(), self._face(), words, _TEXT, middle, room)
                return
            painter.setPen(words)
            room = self.width() - _TEXT - _RIGHT
            layout = broken(self.text(), self._face(), room, self._line(), _ABOVE)
            layout.draw(painter, QPointF(_TEXT, 0))

    def _draw_ground(self, painter: QPainter, colours: Palette) -> None:
        box = QRectF(self.rect())
        if self.shown is Shown.RIGHT:
            selected(painter, box, colours, self.RADIUS)
        elif self.shown is Shown.MISSED:
            bordered(painter, box, self.RADIUS, colours.ink, None, 1.5)
        elif self.shown is Shown.OPEN:
            self.draw_box(painter)
        else:
            bordered(painter, box, self.RADIUS, colours.rule, None)

    def _draw_sign(self, painter: QPainter, colours: Palette) -> None:
        middle = self.height() / 2 if not self._sentence else _ABOVE + self._line() / 2
        if self.shown in {Shown.OPEN, Shown.OTHER, Shown.MISSED}:
            face = fonts.font("caption", theme_of(self).text_scale)
            draw_line(painter, str(self.number), face, colours.ink2, _NUMBER, middle)
            return
        x = _NUMBER + 4.0
        if self.shown is Shown.RIGHT:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.ink)
            painter.drawEllipse(QPointF(x, middle), 4, 4)
        else:
            painter.setPen(line_pen(colours.ink, 1.5))
            for sign in (-1, 1):
                ends = QPointF(x - 4, middle - 4 * sign), QPointF(x + 4, middle + 4 * sign)
                painter.drawLine(*ends)

    def _face(self) -> QFont:
        scale = theme_of(self).text_scale
        if self._sentence:
            return fonts.sized("list_serif", round(_SENTENCE_PX * scale))
        return fonts.font("active" if self.isChecked() else "label", scale)

    def _line(self) -> int:
        return theme_of(self).px(_SENTENCE_LINE)
