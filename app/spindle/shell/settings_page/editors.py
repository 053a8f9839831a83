"""One control for each kind of setting. A new kind is one function and one line of ``EDITORS``."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QWidget

from spindle.core.settings import (
    Choice,
    Family,
    IntRange,
    Lengths,
    Level,
    Seconds,
    Setting,
    Text,
    TimeOfDay,
    Toggle,
)
from spindle.core.text_settings import Checked
from spindle.ui import times
from spindle.ui.field import Field
from spindle.ui.segments import Segments
from spindle.ui.select import Select
from spindle.ui.slider import Slider
from spindle.ui.spin import SpinField
from spindle.ui.switch import Switch

if TYPE_CHECKING:
    from enum import StrEnum

_NARROW = 104
_WIDE = 280
_SIDE_BY_SIDE = 4
"""More choices than these go into a list that opens."""


class Editor(QWidget):
    """Holds the control of one setting; ``edited`` carries a raw value for ``Settings.set``."""

    edited = Signal(object)

    def __init__(self, control: QWidget, show: Callable[[Any], None]) -> None:
        super().__init__()
        self._control = control
        self._show = show
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(control)
        self.setFocusProxy(control)

    def show_value(self, value: Any) -> None:
        """Show a value without telling of it."""
        blocked = self._control.blockSignals(True)
        self._show(value)
        self._control.blockSignals(blocked)

    def take_focus(self) -> None:
        """Put the keyboard on the control."""
        self._control.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - overrides Qt
        """Name the control itself: that is what a screen reader meets."""
        super().setAccessibleName(name)
        self._control.setAccessibleName(name)


def editor_for(setting: Setting[Any]) -> Editor:
    """The control of a setting's kind.

    Raises:
        KeyError: there is no control for this kind yet.
    """
    return EDITORS[type(setting.kind)](setting)


def _toggle(_setting: Setting[Any]) -> Editor:
    control = Switch()
    editor = Editor(control, control.setChecked)
    control.toggled.connect(editor.edited.emit)
    return editor


def _number(setting: Setting[Any]) -> Editor:
    kind = cast("IntRange", setting.kind)
    unit, one = (
        QCoreApplication.translate("units", word) if word else "" for word in (kind.unit, kind.one)
    )
    control = SpinField(kind.low, kind.high, step=kind.step, unit=unit, one=one)
    editor = Editor(control, control.set_value)
    control.changed.connect(editor.edited.emit)
    return editor


def _choice(setting: Setting[Any]) -> Editor:
    kind = cast("Choice[StrEnum]", setting.kind)
    members = list(kind.labels)
    translate = QCoreApplication.translate
    words = [translate("settings", kind.labels[member]) for member in members]
    control = Segments(words) if len(words) <= _SIDE_BY_SIDE else Select(words)
    editor = Editor(control, lambda value: control.set_chosen(members.index(value)))
    control.chosen.connect(lambda index: editor.edited.emit(str(members[index])))
    return editor


def _family(setting: Setting[Any]) -> Editor:
    """The program's own first, then what is installed, without signs and broken faces."""
    own: Mapping[str, str] = setting.kind.own  # type: ignore[attr-defined]
    translate = QCoreApplication.translate
    found = [
        name
        for name in QFontDatabase.families()
        if not QFontDatabase.isPrivateFamily(name) and QFontDatabase.isSmoothlyScalable(name)
    ]
    values = [*own, *found]
    control = Select([*(translate("settings", label) for label in own.values()), *found])

    def show(value: str) -> None:
        control.set_chosen(values.index(value) if value in values else 0)

    editor = Editor(control, show)
    control.chosen.connect(lambda index: editor.edited.emit(values[index]))
    return editor


def _level(setting: Setting[Any]) -> Editor:
    kind = cast("Level", setting.kind)
    control = Slider(0, 100, step=kind.step)
    editor = Editor(control, control.set_value)
    control.drawn.connect(editor.edited.emit)
    return editor


def _field(
    width: int, words: Callable[[Any], str], plain: Callable[[str], str] = lambda typed: typed
) -> Editor:
    control = Field(size="form")
    control.setFixedWidth(width)
    editor = Editor(control, lambda value: control.setText(words(value)))

    def done() -> None:
        if control.isModified():
            control.setModified(False)
            editor.edited.emit(plain(control.text()))

    control.editingFinished.connect(done)
    return editor


EDITORS: Final[dict[type[Any], Callable[[Setting[Any]], Editor]]] = {
    Toggle: _toggle,
    IntRange: _number,
    Level: _level,
    Choice: _choice,
    Seconds: lambda _: _field(_NARROW, times.length, times.plain_length),
    Lengths: lambda _: _field(_WIDE, times.lengths, times.plain_length),
    TimeOfDay: lambda _: _field(_NARROW, times.time_of_day, times.plain_time),
    Family: _family,
    Text: lambda _: _field(_WIDE, str),
    Checked: lambda _: _field(_WIDE, str),
}
