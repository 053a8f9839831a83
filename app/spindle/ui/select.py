"""One of several words, in a list that opens."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from spindle.ui import fonts
from spindle.ui.focus_ring import RingFocus
from spindle.ui.paint import bordered, line_pen, painter_on
from spindle.ui.text_line import draw_line, width_of
from spindle.ui.theme import Themed, theme_of

_HEIGHT: Final = 32
_RADIUS: Final = 8.0
_LEAST: Final = 156
_PAD: Final = 12


class Select(RingFocus, QAbstractButton, Themed):
    """Shows the chosen word; ``chosen`` carries another one's index when a person chooses it.

    Enter, Space and Down open the list; Left and Right change the choice without it.
    """

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = tuple(words)
        self._index = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)

    @property
    def index(self) -> int:
        """The chosen one."""
        return self._index

    def set_words(self, words: Sequence[str], index: int = 0) -> None:
        """Offer other words."""
        if tuple(words) != self._words:
            self._words = tuple(words)
            self.updateGeometry()
        self.set_chosen(index)

    def let_shrink(self) -> None:
        """Be as wide as there is room for, and shorten what does not fit."""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_LEAST)

    def set_chosen(self, index: int) -> None:
        """Show another one as chosen."""
        self._index = index
        self.setText(self._words[index])
        self.setAccessibleDescription(self._words[index])
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the longest word and the arrow."""
        theme = theme_of(self)
        face = fonts.font("control", theme.text_scale)
        longest = max(width_of(word, face) for word in self._words)
        return QSize(max(_LEAST, round(longest) + 3 * _PAD + 10), theme.px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, or take the next one."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._open()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._choose(self._index + (1 if key is Qt.Key.Key_Right else -1))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chosen word in a box, and an arrow down."""
        del event
        theme = theme_of(self)
        colours = theme.palette
        box = QRectF(self.rect())
        ink = colours.ink if self.isEnabled() else colours.ink3
        with painter_on(self) as painter:
            bordered(painter, box, _RADIUS, colours.rule, colours.panel)
            face = fonts.font("control", theme.text_scale)
            room = box.width() - 3 * _PAD - 8
            draw_line(painter, self.text(), face, ink, _PAD, box.center().y(), room)
            tip = QPointF(box.right() - _PAD - 5, box.center().y() + 2.5)
            painter.setPen(line_pen(ink, 1.25))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolyline(QPolygonF([tip - QPointF(5, 5), tip, tip + QPointF(5, -5)]))

    def _open(self) -> None:
        menu = QMenu(self)
        menu.setFont(fonts.font("control", theme_of(self).text_scale))
        menu.setMinimumWidth(self.width())
        for index, word in enumerate(self._words):
            line = menu.addAction(word)
            line.setCheckable(True)
            line.setChecked(index == self._index)
            line.triggered.connect(lambda _=False, index=index: self._choose(index))
        menu.setActiveAction(menu.actions()[self._index])
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 2)))

    def _choose(self, index: int) -> None:
        if 0 <= index < len(self._words) and index != self._index:
            self.set_chosen(index)
            self.chosen.emit(index)
