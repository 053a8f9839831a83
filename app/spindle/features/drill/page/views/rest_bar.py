"""How much of a rest is left: a bar that runs out."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from spindle.features.drill.page.words import seconds, tr
from spindle.ui.paint import painter_on
from spindle.ui.theme import Themed, theme_of

_WIDE: Final = 480.0
_HIGH: Final = 6.0


class RestBar(QWidget, Themed):
    """Hollow where the rest is over, drawn where it still lasts; it moves once a second."""

    def __init__(self) -> None:
        super().__init__()
        self._left = self._whole = 0
        self.setAccessibleName(tr("Rest"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # what stands below it keeps its place
        self.setSizePolicy(policy)

    def show_left(self, left: float, whole: float) -> None:
        """Draw so many seconds of so many."""
        found = (max(0, int(left + 0.999)), max(1, round(whole)))
        if found != (self._left, self._whole):
            self._left, self._whole = found
            self.setAccessibleDescription(tr("{time} left").format(time=seconds(found[0], 0)))
            self.update()

    def sizeHint(self) -> QSize:
        """One thin line."""
        return QSize(round(_WIDE), theme_of(self).px(_HIGH + 8))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the whole and what is left of it."""
        del event
        palette = theme_of(self).palette
        wide, high = min(_WIDE, float(self.width())), theme_of(self).px(_HIGH)
        box = QRectF((self.width() - wide) / 2, (self.height() - high) / 2, wide, high)
        with painter_on(self) as painter:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.line)
            painter.drawRect(box)
            painter.setBrush(palette.ink2)
            painter.drawRect(QRectF(box.x(), box.y(), wide * self._left / self._whole, high))
