"""A movement that Spindle did not see, entered with two keys."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.clock import MINUTE
from spindle.core.feature import App
from spindle.features.focus.in_force import outside
from spindle.features.focus.page.bar import MARGIN
from spindle.features.focus.page.words import length, movement_name, tr
from spindle.features.focus.service import FocusService
from spindle.ui.labels import Label
from spindle.ui.tile import Pill

_USUAL = 30 * MINUTE
_STEP = 5 * MINUTE
_MOST = 12 * 60 * MINUTE


class MoveEntry(QWidget):
    """Movements with numbers. ``logged`` carries a name and its length in µs, ended now."""

    logged = Signal(str, object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self._long = _USUAL
        self._line = Label("caption", "", "ink3")
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._pills: list[Pill] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._row)
        column.addWidget(self._line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Movement before now"))
        self.hide()

    def open(self, names: Sequence[str]) -> None:
        """Show up to five movements and take the keyboard."""
        self._long = _USUAL
        if tuple(names[:5]) != self._names:
            self._fill(tuple(names[:5]))
        self._tell()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A number enters a movement, + and − change its length, Esc goes back."""
        typed = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self._close()
        elif typed in {"+", "=", "-"}:
            by = -_STEP if typed == "-" else _STEP
            self._long = max(_STEP, min(_MOST, self._long + by))
            self._tell()
        elif typed.isdecimal() and 1 <= int(typed) <= len(self._names):
            self._log(self._names[int(typed) - 1])
        elif event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            super().keyPressEvent(event)

    def _fill(self, names: tuple[str, ...]) -> None:
        for pill in self._pills:
            self._row.removeWidget(pill)
            pill.hide()
            pill.deleteLater()
        while self._row.takeAt(0) is not None:
            pass
        self._names, self._pills = names, []
        for number, name in enumerate(names, 1):
            pill = Pill(f"{number}  {movement_name(name)}")
            pill.clicked.connect(lambda _=False, name=name: self._log(name))
            self._row.addWidget(pill)
            self._pills.append(pill)
        self._row.addStretch(1)

    def _tell(self) -> None:
        words = tr("{length} before now. A number enters it, + and − change the length.")
        self._line.setText(words.format(length=length(self._long)))

    def _log(self, name: str) -> None:
        self._close()
        self.logged.emit(name, self._long)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()


class MovePane(QWidget):
    """The same where a block, its rating or a break has the window. ``closed`` when it is done."""

    closed = Signal()

    def __init__(self, app: App, service: FocusService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self.entry = MoveEntry()
        self.entry.logged.connect(service.ledger.log_movement)
        self.entry.closed.connect(self.closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 0, MARGIN, 0)
        column.addStretch(2)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(Label("title", tr("Enter a movement"), "ink", align=centre))
        hint = tr("It stands before what runs now, in the last free time. Esc goes back.")
        column.addWidget(Label("body", hint, "ink3", wrap=True, align=centre))
        column.addWidget(self.entry, 0, centre)
        column.addStretch(3)

    def open(self) -> None:
        """Take the keyboard."""
        self.entry.open(outside(self._app.settings))

    def keys(self) -> Mapping[str, Callable[[], object]]:
        """It has the keyboard itself."""
        return {}
