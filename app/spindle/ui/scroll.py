"""A place that scrolls."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget

BAR: Final = 10
"""Width of a bar with the room around it, px; the style sheet draws a thin line in it."""


class Scroll(QScrollArea):
    """A scroll area that is not seen: no frame, no ground, no stop for Tab, never sideways.

    Its bar lies in the right margin of the content and takes no room, so that nothing moves when it
    comes; only beside content without such a margin it stands where Qt puts it.
    """

    def __init__(self, content: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.hide()
        own = self.verticalScrollBar()
        own.rangeChanged.connect(self._fit)
        own.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(own.setValue)
        if content is not None:
            self.hold(content)

    def hold(self, content: QWidget) -> None:
        """Show a widget and drop the one before, unless it was taken with ``takeWidget``."""
        policies = Qt.ScrollBarPolicy
        over = self._lies_over(content)
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAlwaysOff if over else policies.ScrollBarAsNeeded
        )
        self.setWidget(content)
        # setWidget gives what has no ground of its own the one of the palette.
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar at the right edge."""
        super().resizeEvent(event)
        self._bar.setGeometry(self.width() - BAR, 0, BAR, self.height())

    def _fit(self) -> None:
        """Let the bar that lies over the content go as far as Qt's own does."""
        own = self.verticalScrollBar()
        self._bar.setPageStep(own.pageStep())
        self._bar.setSingleStep(own.singleStep())
        self._bar.setRange(own.minimum(), own.maximum())
        self._bar.setValue(own.value())
        content = self.widget()
        self._bar.setVisible(
            content is not None and self._lies_over(content) and own.maximum() > own.minimum()
        )

    @staticmethod
    def _lies_over(content: QWidget) -> bool:
        layout = content.layout()
        return layout is not None and layout.contentsMargins().right() >= BAR
