"""One line for a thought that came up, in the place of the plan while it is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.features.focus.page.words import tr
from spindle.features.focus.service import FocusService
from spindle.ui.field import Field, Size
from spindle.ui.labels import Label


class LineEntry(QWidget):
    """A field with a line below it. Enter takes it, Esc closes it; the page keeps its keys."""

    opened = Signal()
    closed = Signal()
    entered = Signal(str)

    def __init__(self, name: str, hint: str, width: int = 560, size: Size = "field") -> None:
        super().__init__()
        self.field = Field(size=size)
        self.field.setAccessibleName(name)
        self.field.setFixedWidth(width)
        self.line = Label("caption", hint, "ink3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.line)
        column.addStretch(1)

    def open(self) -> None:
        """Show it with the caret in it; what was typed before is still there."""
        self.opened.emit()
        self.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_entry(self) -> None:
        """Hide it."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc, which the field leaves to us; nothing else goes on to the page."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit(self.field.typed())
        elif event.key() == Qt.Key.Key_Escape:
            self.close_entry()
        elif event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            super().keyPressEvent(event)


class StepEntry(LineEntry):
    """Two lines for the next step one was about to take. Down and Up go between them."""

    def __init__(self, width: int = 560) -> None:
        super().__init__(tr("The next step you were about to take"), "", width, "form")
        self.line.hide()
        self.field.setPlaceholderText(tr("The next step you were about to take"))
        self.more = Field(size="form")
        self.more.setAccessibleName(tr("What it needs"))
        self.more.setPlaceholderText(tr("What it needs. Enter keeps both lines, Esc goes back."))
        self.more.setFixedWidth(width)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.setSpacing(4)
            column.insertWidget(1, self.more)
        self.hide()

    def begin(self, step: str) -> None:
        """Show it with what is known of the step already."""
        first, _, second = step.partition("\n")
        self.field.setText(first)
        self.more.setText(second)
        self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps both lines; Down and Up change between them."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit(f"{self.field.typed()}\n{self.more.typed()}")
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            place = self.more if event.key() == Qt.Key.Key_Down else self.field
            place.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


class ParkField(LineEntry):
    """Parks a thought with the running block."""

    def __init__(self, service: FocusService) -> None:
        super().__init__(
            tr("Park a thought"), tr("Enter keeps it; it waits on this page. Esc goes back.")
        )
        self._service = service
        self.entered.connect(self._park)
        self.hide()

    def _park(self, text: str) -> None:
        if self._service.park(text):
            self.field.clear()
        self.close_entry()
