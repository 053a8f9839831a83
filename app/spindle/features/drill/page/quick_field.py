"""How many seconds are quick enough: typed, to a tenth or finer, or left open."""

from typing import Final

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from spindle.features.drill.page.words import number, seconds, tr
from spindle.ui.field import Field
from spindle.ui.labels import Label

MOST: Final = 600.0
_LEAST: Final = 0.01
_WIDE: Final = 120


class QuickField(QWidget):
    """``changed`` carries the seconds once they are typed; 0 for any time."""

    changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = 0.0
        self.field = Field(size="form")
        self.field.setFixedWidth(_WIDE)
        self.field.setPlaceholderText(tr("any time"))
        self.field.setAccessibleName(tr("Quick enough, in seconds"))
        self.said = Label("caption", "", "ink2")
        self.said.hide()
        self.setFocusProxy(self.field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.said)
        self.field.textEdited.connect(self.said.hide)
        self.field.editingFinished.connect(self._finished)

    def show_seconds(self, value: float) -> None:
        """Show what is quick enough now; 0 for any time."""
        self._shown = value
        self.said.hide()
        if not self.field.isModified():
            self.field.setText(number(value) if value else "")

    def _finished(self) -> None:
        value = read(self.field.typed())
        if value is None:
            sample = seconds(0.8)
            text = tr("Write seconds up to {most}, such as {sample}, or nothing for any time.")
            self.said.setText(text.format(most=number(MOST), sample=sample))
            self.said.show()
            return
        self.field.setModified(False)
        if value != self._shown:
            self._shown = value
            self.changed.emit(value)


def read(text: str) -> float | None:
    """Seconds as they are written here or with a point; 0 for nothing, None if they are none."""
    word = text.strip().removesuffix("s").strip()
    if not word:
        return 0.0
    for locale in (QLocale(), QLocale.c()):
        value, ok = locale.toDouble(word)
        if ok and (value == 0 or _LEAST <= value <= MOST):
            return float(value)
    return None
