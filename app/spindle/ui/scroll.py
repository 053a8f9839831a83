"""A place that scrolls."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionSlider,
    QWidget,
)

from spindle.ui.page import page_around
from spindle.ui.paint import bordered, painter_on
from spindle.ui.theme import theme_of

BAR: Final = 10
"""Width of a bar with the room around it, px; the style sheet draws a thin line in it."""


class ThinBar(QScrollBar):
    """A thin line in the colours that are worn where it stands, wider under the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the handle, and nothing of the way it goes."""
        del event
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        control = QStyle.ComplexControl.CC_ScrollBar
        part = QStyle.SubControl.SC_ScrollBarSlider
        handle = self.style().subControlRect(control, option, part, self)
        held = self.underMouse() or self.isSliderDown()
        width, colours = (6 if held else 4), theme_of(self).palette
        line = QRectF((self.width() - width) / 2, handle.y() + 2, width, handle.height() - 4)
        with painter_on(self) as painter:
            bordered(painter, line, width / 2, None, colours.ink3 if held else colours.rule)


class Scroll(QScrollArea):
    """A scroll area that is not seen: no frame, no ground, no stop for Tab, never sideways.

    Its bar lies in the right margin of the content and takes no room, so that nothing moves when it
    comes; only beside content without such a margin it stands where Qt puts it. ``bar=False`` shows
    none: it scrolls by wheel and follows the keyboard.
    """

    def __init__(
        self, content: QWidget | None = None, parent: QWidget | None = None, *, bar: bool = True
    ) -> None:
        super().__init__(parent)
        self._has_bar = bar
        self.setVerticalScrollBar(ThinBar())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = ThinBar(self)
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
        beside = self._has_bar and not _keeps_room(content)
        self.setVerticalScrollBarPolicy(
            policies.ScrollBarAsNeeded if beside else policies.ScrollBarAlwaysOff
        )
        self.setWidget(content)
        # setWidget gives what has no ground of its own the one of the palette.
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by the keys with which the page around it does nothing itself."""
        page = page_around(self)
        if page is not None and page.takes(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

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
        over = self._has_bar and content is not None and _keeps_room(content)
        self._bar.setVisible(over and own.maximum() > own.minimum())


def _keeps_room(content: QWidget) -> bool:
    layout = content.layout()
    return layout is not None and layout.contentsMargins().right() >= BAR
