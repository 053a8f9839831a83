"""Keys of Windows: ``RegisterHotKey``, told to the GUI thread's own queue."""

import ctypes
import ctypes.wintypes
from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

from spindle.adapters.hotkeys import Pressed, Told
from spindle.core.chord import Chord
from spindle.core.hotkeys_port import Hotkey, KeyState

_WM_HOTKEY: Final = 0x0312
_ALT: Final = 1
_CTRL: Final = 2
_SHIFT: Final = 4
_META: Final = 8
_NO_REPEAT: Final = 0x4000
_CODES: Final = {
    "Backspace": 0x08,
    "Tab": 0x09,
    "Return": 0x0D,
    "Pause": 0x13,
    "Esc": 0x1B,
    "Space": 0x20,
    "PgUp": 0x21,
    "PgDown": 0x22,
    "End": 0x23,
    "Home": 0x24,
    "Left": 0x25,
    "Up": 0x26,
    "Right": 0x27,
    "Down": 0x28,
    "Print": 0x2C,
    "Ins": 0x2D,
    "Del": 0x2E,
}
_F1: Final = 0x70


class WindowsKeys(QAbstractNativeEventFilter):
    """Implements ``adapters.hotkeys.Way``. GUI thread."""

    def __init__(self) -> None:
        super().__init__()
        libraries: Any = ctypes
        self._user32 = libraries.windll.user32
        self._pressed: Pressed | None = None
        self._told: Told | None = None
        self._names: dict[int, str] = {}

    def start(self, pressed: Pressed, told: Told) -> bool:
        """Listen to the thread's queue."""
        self._pressed, self._told = pressed, told
        application = QCoreApplication.instance()
        if application is None:
            return False
        application.installNativeEventFilter(self)
        return True

    def grab(self, keys: Mapping[str, Hotkey]) -> None:
        """Ask for these keys and give all others back."""
        self._give_back()
        for number, (name, (chord, _)) in enumerate(keys.items(), start=1):
            got = bool(self._user32.RegisterHotKey(None, number, _held(chord), _code(chord.key)))
            if got:
                self._names[number] = name
            if self._told is not None:
                self._told(name, KeyState.WORKS if got else KeyState.TAKEN)

    def stop(self) -> None:
        """Give all back."""
        self._give_back()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeNativeEventFilter(self)

    def nativeEventFilter(  # noqa: N802 - overrides Qt
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Hear a key of ours; everything else goes on."""
        if QByteArray(kind).startsWith(b"windows_"):
            told = ctypes.wintypes.MSG.from_address(int(message))
            name = self._names.get(int(told.wParam)) if told.message == _WM_HOTKEY else None
            if name is not None and self._pressed is not None:
                self._pressed(name)
                return True, 0
        return False, 0

    def _give_back(self) -> None:
        for number in self._names:
            self._user32.UnregisterHotKey(None, number)
        self._names.clear()


def _held(chord: Chord) -> int:
    bits = ((chord.alt, _ALT), (chord.ctrl, _CTRL), (chord.shift, _SHIFT), (chord.meta, _META))
    return sum(bit for down, bit in bits if down) | _NO_REPEAT


def _code(key: str) -> int:
    if key in _CODES:
        return _CODES[key]
    if len(key) > 1:
        return _F1 + int(key[1:]) - 1
    return ord(key)
