"""The bar at the foot of a running block or break, and the row at its head."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from spindle.ui.buttons import Button
from spindle.ui.fitting import Fitting
from spindle.ui.labels import Label
from spindle.ui.mark import Mark
from spindle.ui.paint import hairline, painter_on
from spindle.ui.theme import theme_of

MARGIN = 40


class Head(QWidget):
    """The mark at the left, a caption at the right; between them what was just taken back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(62)
        self.caption = Label("caption", "", "ink3")
        self.told = Label("caption", "", "ink2")
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, 32, MARGIN, 0)
        row.setSpacing(0)
        row.addWidget(Mark("ink2"), 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        row.addWidget(self.told, 0, Qt.AlignmentFlag.AlignTop)
        row.addStretch(1)
        row.addWidget(self.caption, 0, Qt.AlignmentFlag.AlignTop)


class Bar(Fitting):
    """Three groups of controls below a hairline: left, middle, right.

    The middle stays in the middle while both sides have room. Where all of it has none, the keys
    are no longer named.
    """

    def __init__(
        self,
        left: Sequence[Button],
        middle: Sequence[Button],
        right: Sequence[Button],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._buttons = (*left, *middle, *right)
        grid = QGridLayout(self)
        grid.setContentsMargins(MARGIN - 12, 16, MARGIN - 12, 20)
        grid.setHorizontalSpacing(8)
        for column, (widgets, gap) in enumerate(((left, 0), (middle, 8), (right, 0))):
            row = QHBoxLayout()
            row.setSpacing(gap)
            for widget in widgets:
                row.addWidget(widget)
            side = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter)[column == 1]
            if column == 2:
                side = Qt.AlignmentFlag.AlignRight
            grid.addLayout(row, 0, column, side | Qt.AlignmentFlag.AlignVCenter)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)

    def minimumSizeHint(self) -> QSize:
        """What it needs without the keys, also before it knows how wide it is."""
        hint = super().minimumSizeHint()
        # One whose width is set asks for no more than that, key or not.
        free = (button for button in self._shown() if not button.minimumWidth())
        keys = sum(button.key_width for button in free if button.names_key)
        return QSize(ceil(hint.width() - keys), hint.height())

    def fit(self) -> None:
        """Name the keys where there is room for them."""
        unnamed = sum(button.key_width for button in self._shown() if not button.names_key)
        whole = super().minimumSizeHint().width() + unnamed
        for button in self._buttons:
            button.name_key(on=whole <= self.width())

    def _shown(self) -> list[Button]:
        return [button for button in self._buttons if button.isVisibleTo(self)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the hairline above."""
        del event
        with painter_on(self) as painter:
            line = theme_of(self).palette.line
            hairline(painter, MARGIN, self.width() - MARGIN, 0, line)


def headed(view: QWidget, head: Head) -> QVBoxLayout:
    """The column of a view without a rail, with its head on top."""
    column = QVBoxLayout(view)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(head)
    return column


def with_face(view: QWidget, head: Head, face: QWidget, words: Sequence[QWidget]) -> QVBoxLayout:
    """The same with a ring and two lines below it: what it is, and what belongs to it."""
    title, under = words
    column = headed(view, head)
    column.addWidget(face, 1)
    column.addSpacing(20)
    column.addLayout(between_margins(title))
    column.addSpacing(4)
    column.addWidget(under)
    return column


def between_margins(widget: QWidget) -> QHBoxLayout:
    """A row with one widget that never touches the window's edges."""
    row = QHBoxLayout()
    row.setContentsMargins(MARGIN, 0, MARGIN, 0)
    row.addWidget(widget)
    return row
