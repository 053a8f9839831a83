"""What the Tab key comes to in a window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

MOST = 300


def reached(window: QWidget, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """The controls that Tab comes to, in its order, until it comes to one of them again.

    In a text with links it goes from link to link and then on.
    """
    found: list[QWidget] = []
    for _ in range(MOST):
        at = QApplication.focusWidget() or window
        QTest.keyClick(at, key)
        now = QApplication.focusWidget()
        if now is None or now in found[:-1]:
            break
        if now not in found:
            found.append(now)
    return found


def wanted(window: QWidget) -> list[QWidget]:
    """The controls of a window that Tab has to come to."""
    return [each for each in window.findChildren(QWidget) if _takes_tab(each)]


def name_of(widget: QWidget) -> str:
    """Enough to find it."""
    words = widget.accessibleName() or getattr(widget, "text", str)()
    return f"{type(widget).__name__} {words!r}"


def _takes_tab(widget: QWidget) -> bool:
    if not widget.isVisible() or not widget.isEnabled() or widget.focusProxy() is not None:
        return False
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        return False
    # Of a group the chosen one has the keyboard; arrows go to the others.
    exclusive = isinstance(widget, QAbstractButton) and widget.isCheckable()
    if exclusive and (widget.autoExclusive() or widget.group() is not None):  # type: ignore[attr-defined]
        return bool(widget.isChecked())  # type: ignore[attr-defined]
    return True
