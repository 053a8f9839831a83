"""Tells screen readers what painted widgets are and show; imported after the first paint."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from spindle.ui.spoken import Spoken


class SpokenInterface(QAccessibleWidget):
    """Role and value of a `Spoken` widget; name, text, place and state are Qt's."""

    def __init__(self, widget: QWidget, spoken: Spoken) -> None:
        super().__init__(widget, QAccessible.Role[spoken.SPOKEN_AS], "")
        self._spoken = spoken

    def text(self, kind: QAccessible.Text) -> str:
        """The value from the widget, all else from Qt."""
        if kind is QAccessible.Text.Value:
            return self._spoken.spoken_value()
        return super().text(kind)


def install() -> None:
    """Let Qt ask here first; once a program."""
    QAccessible.installFactory(_interface)


def _interface(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, QWidget) and isinstance(thing, Spoken):
        return SpokenInterface(thing, thing)
    return None
