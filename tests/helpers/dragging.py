"""A window taken by hand."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

_GRIP = QPoint(30, 40)


def drag(window: QWidget, to: QPoint) -> None:
    """Press somewhere in it, move its corner to a place of the screen, let go."""
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=_GRIP)
    QTest.mouseMove(window, to + _GRIP - window.pos())
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=_GRIP)
