"""A few words of which one is chosen."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.ui import fonts
from spindle.ui.focus_ring import RingFocus
from spindle.ui.paint import bordered, painter_on
from spindle.ui.spoken import Spoken
from spindle.ui.theme import Themed, theme_of

_HEIGHT: Final = 32
_RADIUS: Final = 8.0


class Segments(RingFocus, QWidget, Themed, Spoken):
    """A few words of which one is chosen; ``chosen`` carries its index when a person chooses."""

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = tuple(words)
        self._chosen = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    SPOKEN_AS = "ComboBox"

    def spoken_value(self) -> str:
        """The chosen word."""
        return self._words[self._chosen] if self._words else ""

    @property
    def index(self) -> int:
        """The chosen one."""
        return self._chosen

    def set_chosen(self, index: int) -> None:
        """Show another one as chosen."""
        self._chosen = index
        self.setAccessibleDescription(self._words[index])
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all words, each with 14 px at its sides."""
        return QSize(round(sum(self._widths())), theme_of(self).px(_HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose the next one; at the ends they stay."""
        back, on = Qt.Key.Key_Left, Qt.Key.Key_Right
        if event.key() in (back, on):
            self._choose(self._chosen + (1 if event.key() == on else -1))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is clicked."""
        x = 0.0
        for index, width in enumerate(self._widths()):
            x += width
            if event.position().x() < x:
                self._choose(index)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """The chosen one is filled with ink."""
        del event
        theme = theme_of(self)
        colours = theme.palette
        box = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(box, _RADIUS, _RADIUS)
        x = 0.0
        with painter_on(self) as painter:
            painter.setClipPath(outline)
            for index, (word, width) in enumerate(zip(self._words, self._widths(), strict=True)):
                part = QRectF(x, 0, width, box.height())
                is_chosen = index == self._chosen
                if is_chosen:
                    painter.fillRect(part, colours.ink)
                elif index:
                    painter.fillRect(QRectF(x, 0, 1, box.height()), colours.rule)
                role = "control_active" if is_chosen else "control"
                painter.setFont(fonts.font(role, theme.text_scale))
                painter.setPen(colours.onink if is_chosen else colours.ink2)
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, word)
                x += width
            painter.setClipping(False)
            bordered(painter, box, _RADIUS, colours.rule, None)

    def _choose(self, index: int) -> None:
        if index != self._chosen and 0 <= index < len(self._words):
            self.set_chosen(index)
            self.chosen.emit(index)

    def _widths(self) -> list[float]:
        face = QFontMetricsF(fonts.font("control_active", theme_of(self).text_scale))
        return [face.horizontalAdvance(word) + 28 for word in self._words]
