"""A framed place for several lines."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.ui.paint import bordered, painter_on
from spindle.ui.paper import Paper
from spindle.ui.theme import theme_of


class PaperBox(QWidget):
    """As high as what is written; ``typed`` after every change by the person."""

    typed = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.paper = Paper("body", name, hint=hint, lines=2)
        self.paper.typed.connect(self.typed)
        self.paper.installEventFilter(self)
        self.setFocusProxy(self.paper)
        column = QVBoxLayout(self)
        column.setContentsMargins(11, 9, 11, 9)
        column.addWidget(self.paper)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The frame is another once the keys come or go."""
        if watched is self.paper and event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame of a field."""
        del event
        colours = theme_of(self).palette
        with painter_on(self) as painter:
            inside = self.paper.hasFocus()
            ink, width = (colours.ink, 1.5) if inside else (colours.rule, 1.0)
            box = self.rect().toRectF()
            bordered(painter, box, 10, ink, colours.panel, width)
