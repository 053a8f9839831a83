"""A key for the whole desktop: shown, changed by pressing it, and whether this desktop gives it.

Where it gives none the row shows the command line to bind instead, and copies it.
"""

from typing import Any, Final, cast

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from spindle.core.hotkeys_port import Hotkeys, KeyState
from spindle.core.settings import GlobalKey, Setting, Settings
from spindle.core.translate import N_
from spindle.shell.keys import key_words
from spindle.shell.settings_page.editors import Editor
from spindle.shell.settings_page.setting_row import SettingRow
from spindle.ui.buttons import Button, KeyHint

_HELD: Final = frozenset({Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Shift, Qt.Key.Key_Meta})
_CLEARS: Final = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})
_SAID: Final = {
    KeyState.ASKED: N_("KeyEditor", "The desktop is being asked for this key."),
    KeyState.WORKS: N_("KeyEditor", "It works while any program is in front."),
    KeyState.TAKEN: N_(
        "KeyEditor", "The desktop or another program keeps this key. Choose another one."
    ),
}
_BIND: Final = N_(
    "KeyEditor",
    "This desktop gives programs no keys of their own. Bind this line to a key in its keyboard "
    "settings: {line}",
)


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeyEditor", text)


class KeyControl(QWidget):
    """The key and the button that waits for another one."""

    pressed = Signal(str)
    """A key such as ``Ctrl+Alt+F``; empty to have none."""

    def __init__(self) -> None:
        super().__init__()
        self._listening = False
        self.hint = KeyHint("")
        self.button = Button("secondary", _tr(N_("KeyEditor", "Set")), compact=True)
        self.copy = Button("secondary", _tr(N_("KeyEditor", "Copy the line")), compact=True)
        self.button.clicked.connect(self.listen)
        self.button.installEventFilter(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.hint, self.button, self.copy):
            row.addWidget(part)
        self.setFocusProxy(self.button)
        self.show_key("")

    def show_key(self, key: str) -> None:
        """Show the key that is set; none when empty."""
        self.hint.set_key(key_words(key) if key else "")
        self.hint.setVisible(bool(key))
        self._key = key
        self._name_button()

    def offer_line(self, *, on: bool) -> None:
        """Offer to copy a command line in place of setting a key."""
        self.copy.setVisible(on)
        self.button.setVisible(not on)
        self.hint.setVisible(bool(self._key) and not on)
        self.setFocusProxy(self.copy if on else self.button)

    def listen(self) -> None:
        """Take the next key: Esc leaves all as it was, Backspace takes the key away."""
        self._listening = not self._listening
        self._name_button()

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - overrides Qt
        """Name the buttons: they are what a screen reader meets."""
        super().setAccessibleName(name)
        self._name_button()

    def eventFilter(self, watched: Any, event: QEvent) -> bool:
        """While it listens no key is anybody else's."""
        del watched
        if not self._listening:
            return False
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() is QEvent.Type.KeyPress:
            self._take(cast("QKeyEvent", event))
            return True
        if isinstance(event, QFocusEvent) and event.lostFocus():
            self.listen()
        return event.type() is QEvent.Type.KeyRelease

    def _take(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _HELD:
            return
        self.listen()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _CLEARS and not held:
            self.pressed.emit("")
        elif key is not Qt.Key.Key_Escape or held:
            self.pressed.emit(QKeySequence(QKeyCombination(held, key)).toString())

    def _name_button(self) -> None:
        words = N_("KeyEditor", "Change") if self._key else N_("KeyEditor", "Set")
        if self._listening:
            words = N_("KeyEditor", "Press the key …")
        self.button.setText(_tr(words))
        name = self.accessibleName()
        told = (
            f"{name}: {key_words(self._key)}, {_tr(words)}"
            if self._key
            else f"{name}: {_tr(words)}"
        )
        self.button.setAccessibleName(told)
        self.copy.setAccessibleName(f"{name}: {self.copy.text()}")
        self.button.updateGeometry()


class KeyEditor(Editor):
    """The control as an editor of the settings page."""

    def __init__(self) -> None:
        self.control = KeyControl()
        super().__init__(self.control, self.control.show_key)
        self.control.pressed.connect(self.edited.emit)


class KeyRow(SettingRow):
    """Says whether the key works here; else shows the line to bind."""

    def __init__(
        self,
        setting: Setting[Any],
        settings: Settings,
        hotkeys: Hotkeys | None,
        parent: QWidget | None = None,
    ) -> None:
        self._hotkeys = hotkeys
        self._about = QCoreApplication.translate("settings", setting.help)
        super().__init__(setting, settings, parent)
        self._key_editor.control.copy.clicked.connect(self._copy)

    def _make_editor(self, setting: Setting[Any]) -> Editor:
        del setting
        self._key_editor = KeyEditor()
        return self._key_editor

    @property
    def line(self) -> str:
        """The command line that does what the key would."""
        kind = cast("GlobalKey", self.setting.kind)
        return self._hotkeys.line(kind.line) if self._hotkeys else f"spindle {kind.line}"

    def refresh(self) -> None:
        """Show the key in force and how it stands with it."""
        super().refresh()
        hotkeys = self._hotkeys
        nowhere = hotkeys is None or hotkeys.possible is False
        self._key_editor.control.offer_line(on=nowhere)
        state = KeyState.OFF if hotkeys is None else hotkeys.state(self.setting.key)
        if nowhere:
            self.say(_tr(_BIND).format(line=self.line))
        elif state in _SAID:
            self.say(_tr(_SAID[state]))
        else:
            self.say(self._about)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.line)
