"""Lines of lists and of navigation, one stop for Tab each."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractButton, QWidget

from spindle.ui.focus_ring import by_keyboard
from spindle.ui.page import page_around
from spindle.ui.paint import bordered, current_bar, inset_focus
from spindle.ui.theme import Themed, theme_of

_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down)


class Row(QAbstractButton, Themed):
    """A line that can be pressed. It paints itself; ``ringed`` says when to draw `inset_focus`."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ringed = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave Up and Down to a page that goes through its rows with them; Qt moves the focus."""
        page = page_around(self)
        if page is not None and event.key() in _ARROWS and page.binds(event.keyCombination()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the keyboard brought the focus."""
        self.ringed = by_keyboard(self, event)
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self.ringed = False
        super().focusOutEvent(event)
        self.update()


class CurrentRow(Row):
    """A page, chapter or section; the checked one is current and has the bar of ink.

    A click asks; whoever owns the rows decides which one is current.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter asks, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:  # noqa: N802 - overrides Qt
        """Stay as the owner says."""

    def draw_ground(self, painter: QPainter, inner: QRectF, bar: float) -> None:
        """Draw what lies under the words: wash or ring in ``inner``, or a bar ``bar`` px high."""
        colours = theme_of(self).palette
        if self.isChecked():
            current_bar(painter, QRectF(self.rect()), colours, bar)
        elif self.underMouse():
            bordered(painter, inner, 6, None, colours.wash)
        if self.ringed:
            inset_focus(painter, inner, colours)


def step_rows(holder: QWidget, by: int) -> None:
    """Move the focus to the next row inside ``holder``, or the one before; first to the first."""
    rows = [row for row in holder.findChildren(Row) if row.isVisible()]
    if rows:
        now = next((number for number, row in enumerate(rows) if row.hasFocus()), None)
        wanted = 0 if now is None else max(0, min(len(rows) - 1, now + by))
        rows[wanted].setFocus(Qt.FocusReason.TabFocusReason)


def press_row(holder: QWidget) -> None:
    """Press the row inside ``holder`` that has the focus; the first one if none has it."""
    rows = [row for row in holder.findChildren(Row) if row.isVisible()]
    for row in [row for row in rows if row.hasFocus()] or rows[:1]:
        row.click()
