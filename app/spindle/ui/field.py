"""A line to type into."""

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from spindle.core.text import clean
from spindle.ui import fonts
from spindle.ui.paint import bordered, caret, painter_on
from spindle.ui.theme import Themed, settle, theme_of

Size = Literal["bare", "form", "field", "hero"]

_LONGEST: Final = 200_000


@dataclass(frozen=True, slots=True)
class _Measure:
    """px at a text scale of 100 %; ``side`` is the space beside the text."""

    role: str
    height: int
    side: int
    radius: float


_MEASURES: Final = {
    "form": _Measure("control", 32, 10, 8.0),
    "field": _Measure("body", 40, 11, 10.0),
    "hero": _Measure("question", 56, 17, 10.0),
}


class Field(QLineEdit, Themed):
    """A text field whose caret is the pen; it does not blink.

    Enter and Esc go on to the page. ``size`` is the 32 px one of forms, the usual 40 px, the 56 px
    one for what the learner writes, or bare: no frame and no size of its own.
    """

    def __init__(self, parent: QWidget | None = None, *, size: Size = "field") -> None:
        super().__init__(parent)
        self._measure = _MEASURES.get(size)
        self.setMaxLength(_LONGEST)
        self.setFrame(False)
        # Under the application's style sheet a palette alone no longer lets the frame be seen.
        self.setStyleSheet("background: transparent")
        if self._measure is not None:
            self.setTextMargins(self._measure.side, 0, self._measure.side, 0)
        self.theme_changed()

    def typed(self) -> str:
        """The text, fit to be kept."""
        return clean(self.text())

    def theme_changed(self) -> None:
        """Take font and height at the new text scale."""
        theme = theme_of(self)
        if self._measure is not None:
            self.setFont(fonts.font(self._measure.role, theme.text_scale))
            self.setFixedHeight(theme.px(self._measure.height))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the ink of where it stands."""
        settle(self)
        super().showEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame below the text, and the caret over Qt's own."""
        colours = theme_of(self).palette
        if self._measure is not None:
            with painter_on(self) as painter:
                border, width = (colours.ink, 1.5) if self.hasFocus() else (colours.rule, 1.0)
                box = QRectF(self.rect())
                bordered(painter, box, self._measure.radius, border, colours.panel, width)
        super().paintEvent(event)
        if self.hasFocus() and not self.hasSelectedText():
            line = self.cursorRect()
            with painter_on(self) as painter:
                # Qt inverts the middle column of this box for its own; the pen covers it.
                caret(painter, line.center().x() + 1.0, line.y(), line.height(), colours)
