"""Keys taken from the X server, over a connection of our own that the GUI thread watches.

By libxcb, which Qt's own connection needs anyway: its checked requests say which key is taken,
where Xlib would end the program.
"""

import ctypes
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from PySide6.QtCore import QSocketNotifier

from spindle.adapters.hotkeys import Pressed, Told
from spindle.core.chord import Chord
from spindle.core.hotkeys_port import Hotkey, KeyState

_SHIFT: Final = 1
_CAPS_LOCK: Final = 2
_CTRL: Final = 4
_ALT: Final = 8
_NUM_LOCK: Final = 16
_META: Final = 64
_USED: Final = _SHIFT | _CTRL | _ALT | _META
_LOCKS: Final = (0, _CAPS_LOCK, _NUM_LOCK, _CAPS_LOCK | _NUM_LOCK)
"""A lock that is on counts as held down, so each chord is taken with and without."""

_ASYNC: Final = 1
_KEY_PRESS: Final = 2
_KEY_RELEASE: Final = 3
_MAPPING_NOTIFY: Final = 34
_KEYSYMS: Final = {
    "Space": 0x20,
    "Backspace": 0xFF08,
    "Tab": 0xFF09,
    "Return": 0xFF0D,
    "Pause": 0xFF13,
    "Esc": 0xFF1B,
    "Home": 0xFF50,
    "Left": 0xFF51,
    "Up": 0xFF52,
    "Right": 0xFF53,
    "Down": 0xFF54,
    "PgUp": 0xFF55,
    "PgDown": 0xFF56,
    "End": 0xFF57,
    "Print": 0xFF61,
    "Ins": 0xFF63,
    "Del": 0xFFFF,
}
_F1: Final = 0xFFBE


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (
        ("root", ctypes.POINTER(ctypes.c_uint32)),
        ("rest", ctypes.c_int),
        ("index", ctypes.c_int),
    )


class _KeyPress(ctypes.Structure):
    """The start of an ``xcb_key_press_event_t``; other events begin alike."""

    _fields_ = (
        ("kind", ctypes.c_uint8),
        ("code", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("time", ctypes.c_uint32),
        ("windows", ctypes.c_uint32 * 3),
        ("places", ctypes.c_int16 * 4),
        ("state", ctypes.c_uint16),
    )


class X11Keys:
    """Implements ``adapters.hotkeys.Way``. GUI thread."""

    def __init__(self) -> None:
        self._pressed: Pressed | None = None
        self._told: Told | None = None
        self._server: _Server | None = None
        self._ear: QSocketNotifier | None = None
        self._keys: dict[str, Hotkey] = {}
        self._names: dict[tuple[int, int], str] = {}
        self._released = (0, 0)

    def start(self, pressed: Pressed, told: Told) -> bool:
        """Connect; False without an X server or its library."""
        self._pressed, self._told = pressed, told
        with suppress(OSError, AttributeError):
            self._server = _Server()
        if self._server is None:
            return False
        self._ear = QSocketNotifier(self._server.socket(), QSocketNotifier.Type.Read)
        self._ear.activated.connect(self._read)
        return True

    def grab(self, keys: Mapping[str, Hotkey]) -> None:
        """Ask for these keys and give all others back."""
        self._keys = dict(keys)
        if self._server is None or self._told is None:
            return
        self._server.give_back()
        self._names.clear()
        for name, (chord, _) in keys.items():
            code, held = self._server.code(_keysym(chord.key)), _held(chord)
            got = code != 0 and self._server.take(code, held)
            if got:
                self._names[code, held] = name
            self._told(name, KeyState.WORKS if got else KeyState.TAKEN)
        self._read()  # an answer may have brought an event along

    def stop(self) -> None:
        """Give all back and hang up."""
        if self._ear is not None:
            self._ear.setEnabled(False)
        if self._server is not None:
            self._server.close()
        self._server = None

    def _read(self) -> None:
        server = self._server
        if server is None:
            return
        again = False
        while (event := server.event()) is not None:
            kind, this = event.kind & 0x7F, (event.code, event.time)
            name = self._names.get((event.code, event.state & _USED))
            # A key that is held repeats: it is let go and pressed in the same moment.
            if kind == _KEY_PRESS and this != self._released and name and self._pressed is not None:
                self._pressed(name)
            self._released = this if kind == _KEY_RELEASE else self._released
            again = again or kind == _MAPPING_NOTIFY
        if not server.is_open():
            self._lose()
        elif again:
            self.grab(self._keys)  # another keyboard layout has other codes

    def _lose(self) -> None:
        self.stop()
        if self._told is not None:
            self._told("", KeyState.NOT_HERE)


class _Server:
    """The few requests that are needed, on one connection.

    Raises:
        OSError: There is no libxcb, or no server.
    """

    def __init__(self) -> None:
        self._xcb = ctypes.CDLL("libxcb.so.1")
        self._keysyms = ctypes.CDLL("libxcb-keysyms.so.1")
        self._libc = ctypes.CDLL(None)
        self._declare()
        self._line = self._xcb.xcb_connect(None, None)
        if not self.is_open():
            self._xcb.xcb_disconnect(self._line)
            raise OSError("there is no X server")
        screens = self._xcb.xcb_setup_roots_iterator(self._xcb.xcb_get_setup(self._line))
        self._root = int(screens.root[0])
        self._taken: list[tuple[int, int]] = []

    def socket(self) -> int:
        """The file descriptor to watch."""
        return int(self._xcb.xcb_get_file_descriptor(self._line))

    def is_open(self) -> bool:
        """Whether the server is still there."""
        return not self._xcb.xcb_connection_has_error(self._line)

    def code(self, keysym: int) -> int:
        """The code of a key in the layout in force; 0 if no key makes it."""
        table = self._keysyms.xcb_key_symbols_alloc(self._line)
        codes = self._keysyms.xcb_key_symbols_get_keycode(table, keysym)
        found = int(codes[0]) if codes else 0
        self._libc.free(ctypes.cast(codes, ctypes.c_void_p))
        self._keysyms.xcb_key_symbols_free(table)
        return found

    def take(self, code: int, held: int) -> bool:
        """Ask for a key; False when another program has it, also with a lock on."""
        cookies = [
            self._xcb.xcb_grab_key_checked(
                self._line, 1, self._root, held | lock, code, _ASYNC, _ASYNC
            )
            for lock in _LOCKS
        ]
        errors = [self._xcb.xcb_request_check(self._line, cookie) for cookie in cookies]
        for error in errors:
            self._libc.free(error)
        self._taken.append((code, held))
        if any(errors):
            self._let_go(code, held)
            return False
        return True

    def give_back(self) -> None:
        """All keys that were taken."""
        for code, held in tuple(self._taken):
            self._let_go(code, held)
        self._xcb.xcb_flush(self._line)

    def event(self) -> _KeyPress | None:
        """The next thing that happened, if anything did."""
        found = self._xcb.xcb_poll_for_event(self._line)
        if not found:
            return None
        event = _KeyPress.from_buffer_copy(ctypes.cast(found, ctypes.POINTER(_KeyPress)).contents)
        self._libc.free(found)
        return event

    def close(self) -> None:
        """Hang up; the server takes the keys back."""
        self._xcb.xcb_disconnect(self._line)

    def _let_go(self, code: int, held: int) -> None:
        for lock in _LOCKS:
            self._xcb.xcb_ungrab_key(self._line, code, self._root, held | lock)
        self._taken.remove((code, held))

    def _declare(self) -> None:
        """What ctypes cannot know: arguments narrower and results wider than an int."""
        pointer, line = ctypes.c_void_p, ctypes.c_void_p
        byte, short, number = ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32
        xcb: Any = self._xcb
        for name, result, arguments in (
            ("xcb_connect", pointer, (ctypes.c_char_p, pointer)),
            ("xcb_disconnect", None, (line,)),
            ("xcb_connection_has_error", ctypes.c_int, (line,)),
            ("xcb_get_file_descriptor", ctypes.c_int, (line,)),
            ("xcb_get_setup", pointer, (line,)),
            ("xcb_setup_roots_iterator", _Screens, (pointer,)),
            ("xcb_flush", ctypes.c_int, (line,)),
            ("xcb_poll_for_event", pointer, (line,)),
            ("xcb_grab_key_checked", _Cookie, (line, byte, number, short, byte, byte, byte)),
            ("xcb_request_check", pointer, (line, _Cookie)),
            ("xcb_ungrab_key", _Cookie, (line, byte, number, short)),
        ):
            getattr(xcb, name).restype = result
            getattr(xcb, name).argtypes = arguments
        keysyms: Any = self._keysyms
        keysyms.xcb_key_symbols_alloc.restype = pointer
        keysyms.xcb_key_symbols_alloc.argtypes = (line,)
        keysyms.xcb_key_symbols_free.argtypes = (pointer,)
        keysyms.xcb_key_symbols_get_keycode.restype = ctypes.POINTER(byte)
        keysyms.xcb_key_symbols_get_keycode.argtypes = (pointer, number)
        self._libc.free.argtypes = (pointer,)


def _held(chord: Chord) -> int:
    bits = ((chord.ctrl, _CTRL), (chord.alt, _ALT), (chord.shift, _SHIFT), (chord.meta, _META))
    return sum(bit for down, bit in bits if down)


def _keysym(key: str) -> int:
    if key in _KEYSYMS:
        return _KEYSYMS[key]
    if len(key) > 1:
        return _F1 + int(key[1:]) - 1
    return ord(key.lower())
