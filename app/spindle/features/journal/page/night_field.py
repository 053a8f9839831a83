"""A date to change by hand: typed, or stepped by the arrow keys."""

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from spindle.ui.field import Field
from spindle.ui.theme import theme_of

_WIDE: Final = 116
_FORM: Final = "yyyy-MM-dd"


class NightField(Field):
    """The night something belongs to; ``moved`` carries it and the one a person chose.

    Up and Down step a day. A typed date counts from Enter or when the focus leaves; one that
    cannot be read, or that is still to come, gives way to the date that stood there.
    """

    moved = Signal(object, object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, size="form")
        self._night = date.min
        self._latest = date.max
        self.setAccessibleName(name)
        self.setFixedWidth(theme_of(self).px(_WIDE))
        self.editingFinished.connect(self._read)

    def show_night(self, night: date, latest: date) -> None:
        """Show a night; none after ``latest`` can be chosen."""
        self._night, self._latest = night, latest
        self.setText(night.isoformat())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step, or write."""
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._move(self._night + timedelta(days=step))

    def _read(self) -> None:
        typed = self.text().strip()
        short = QLocale().dateFormat(QLocale.FormatType.ShortFormat)
        found = (QDate.fromString(typed, form) for form in (_FORM, short))
        day = next((each for each in found if each.isValid()), None)
        night = self._night if day is None else date(day.year(), day.month(), day.day())
        self._move(night)

    def _move(self, night: date) -> None:
        allowed = date(1900, 1, 1) <= night <= self._latest
        changed = allowed and night != self._night
        was = self._night
        self.show_night(night if allowed else was, self._latest)
        if changed:
            self.moved.emit(was, night)
