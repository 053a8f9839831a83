"""A place that scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scroll(QScrollArea):
    """A scroll area that is not seen: no frame, no ground, no stop for Tab, never sideways."""

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if content is not None:
            self.hold(content)

    def hold(self, content: QWidget) -> None:
        """Show a widget and drop the one before, unless it was taken with ``takeWidget``."""
        self.setWidget(content)
        # setWidget gives what has no ground of its own the one of the palette.
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
