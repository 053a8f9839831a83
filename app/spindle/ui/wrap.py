"""A row that goes on in the next line where there is no room for all of it."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Wrap(QLayout):
    """Widgets from left to right, as wide as they like to be, then on in the next line.

    Each line is as high as the highest in it, the others stand in its middle.
    """

    def __init__(self, gap: int, between: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._between = between
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - overrides Qt
        """Put an item behind the others."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - overrides Qt
        """The item at a place, None behind the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - overrides Qt
        """Hand the item at a place over, None behind the last."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - overrides Qt
        """Ask for no more room than the lines need."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        around = self.contentsMargins()
        lines = self._lines(width - around.left() - around.right())
        between = self._between * max(0, len(lines) - 1)
        return around.top() + sum(map(_height, lines)) + between + around.bottom()

    def sizeHint(self) -> QSize:
        """All in one line."""
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self._gap * max(0, len(shown) - 1)
        return self._around(QSize(width, _height(shown)))

    def minimumSize(self) -> QSize:  # noqa: N802 - overrides Qt
        """Room for the widest."""
        shown = self._shown()
        width = max((item.minimumSize().width() for item in shown), default=0)
        return self._around(QSize(width, _height(shown)))

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - overrides Qt
        """Place the lines from the top."""
        super().setGeometry(rect)
        rect = rect.marginsRemoved(self.contentsMargins())
        y = rect.y()
        for line in self._lines(rect.width()):
            x, height = rect.x(), _height(line)
            for item in line:
                hint = item.sizeHint()
                width = min(hint.width(), rect.width())
                middle = y + (height - hint.height()) // 2
                item.setGeometry(QRect(QPoint(x, middle), QSize(width, hint.height())))
                x += width + self._gap
            y += height + self._between

    def _around(self, size: QSize) -> QSize:
        return size.grownBy(self.contentsMargins())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, room: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            width = item.sizeHint().width()
            if lines and width + self._gap <= left:
                lines[-1].append(item)
                left -= width + self._gap
            else:
                lines.append([item])
                left = room - width
        return lines


def _height(line: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in line), default=0)
