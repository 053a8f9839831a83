"""When something was touched last, and whether the screen is locked.

Asked in this order: the X server, GNOME's and KDE's services on the session bus, Windows. What
none of them tells is unknown, which never means active or idle. No key is ever looked at.
"""

import ctypes
import ctypes.util
import os
import sys
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import SLOT, QObject, Slot

from spindle.core.clock import SECOND

_LOCKS: Final = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)
_SERVICES: Final = (
    # GNOME answers in ms, KDE in ms too.
    (
        "org.gnome.Mutter.IdleMonitor",
        "/org/gnome/Mutter/IdleMonitor/Core",
        "org.gnome.Mutter.IdleMonitor",
        "GetIdletime",
    ),
    (
        "org.freedesktop.ScreenSaver",
        "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver",
        "GetSessionIdleTime",
    ),
)
_MS: Final = SECOND // 1000
Reader = Callable[[], int | None]


class DesktopIdle(QObject):
    """Implements ``spindle.core.idle_port.Idle``. GUI thread; ``start`` opens what it needs."""

    def __init__(self) -> None:
        super().__init__()
        self._reader: Reader = _unknown
        self._locked: bool | None = None
        self._told: list[Callable[[], None]] = []
        self._bus: Any = None

    def start(self) -> None:
        """Find out what this desktop tells; after the first paint. Never raises."""
        if sys.platform == "win32":
            self._reader = windows_reader()
        elif sys.platform == "linux":
            self._listen()
            reader = None if os.environ.get("WAYLAND_DISPLAY") else x11_reader()
            self._reader = reader or self._bus_reader()

    def since_touched(self) -> int | None:
        """µs since the last key or movement of the mouse; None when nobody tells."""
        return self._reader()

    def is_locked(self) -> bool | None:
        """Whether the screen is locked; None until the desktop has said either."""
        return self._locked

    def tell_of_lock(self, told: Callable[[], None]) -> None:
        """Call this whenever the desktop locks the screen, from now on."""
        self._told.append(told)

    @Slot(bool)
    def lock_changed(self, locked: bool) -> None:  # noqa: FBT001 - the signal's signature
        """The desktop's screen saver: locked, or open again."""
        self._hear(locked=locked)

    @Slot()
    def session_locked(self) -> None:
        """Logind: lock this session."""
        self._hear(locked=True)

    @Slot()
    def session_unlocked(self) -> None:
        """Logind: it is open again."""
        self._hear(locked=False)

    def _hear(self, *, locked: bool) -> None:
        before, self._locked = self._locked, locked
        if locked and not before:
            for told in self._told:
                told()

    def _listen(self) -> None:
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - not before first paint

        self._bus = QDBusConnection.sessionBus()
        for name, path in _LOCKS:
            self._bus.connect("", path, name, "ActiveChanged", self, SLOT("lock_changed(bool)"))
        system: Any = QDBusConnection.systemBus()
        for member, slot in (("Lock", "session_locked()"), ("Unlock", "session_unlocked()")):
            system.connect(
                "org.freedesktop.login1",
                "",
                "org.freedesktop.login1.Session",
                member,
                self,
                SLOT(slot),
            )

    def _bus_reader(self) -> Reader:
        """Asks without waiting: each look gets the answer to the one before, grown by nothing."""
        return BusReader(self._bus, self).read if self._bus.isConnected() else _unknown


class BusReader(QObject):
    """Asks the session bus and gives what it last heard."""

    def __init__(self, bus: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._services = list(_SERVICES)
        self._heard: int | None = None
        self._watcher: Any = None

    def read(self) -> int | None:
        """The last answer; asks again."""
        if self._services and self._watcher is None:
            from PySide6.QtDBus import (  # noqa: PLC0415 - not before first paint
                QDBusMessage,
                QDBusPendingCallWatcher,
            )

            call = QDBusMessage.createMethodCall(*self._services[0])
            self._watcher = QDBusPendingCallWatcher(self._bus.asyncCall(call, 2000), self)
            self._watcher.finished.connect(self._answered)
        return self._heard

    def _answered(self, watcher: Any) -> None:
        from PySide6.QtDBus import QDBusMessage  # noqa: PLC0415 - as above

        reply = watcher.reply()
        arguments = reply.arguments()
        if reply.type() is QDBusMessage.MessageType.ReplyMessage and arguments:
            self._heard = int(arguments[0]) * _MS
        else:
            # Nobody of this name: ask the next from now on.
            self._services.pop(0)
            self._heard = None
        self._watcher = None
        watcher.deleteLater()


class _ScreenSaverInfo(ctypes.Structure):
    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong),
        ("idle", ctypes.c_ulong),
        ("event_mask", ctypes.c_ulong),
    )


def x11_reader() -> Reader | None:
    """The X server's own count; None without an X server or its screen saver extension."""
    if not os.environ.get("DISPLAY"):
        return None
    try:
        x11, xss = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    display = x11.XOpenDisplay(None)
    if not display:
        return None
    xss.XScreenSaverQueryExtension.argtypes = [
        ctypes.c_void_p,
        ctypes.POINTER(ctypes.c_int),
        ctypes.POINTER(ctypes.c_int),
    ]
    number = ctypes.c_int()
    if not xss.XScreenSaverQueryExtension(display, ctypes.byref(number), ctypes.byref(number)):
        return None
    xss.XScreenSaverQueryInfo.argtypes = [
        ctypes.c_void_p,
        ctypes.c_ulong,
        ctypes.POINTER(_ScreenSaverInfo),
    ]
    root, info = x11.XDefaultRootWindow(display), _ScreenSaverInfo()

    def read() -> int | None:
        if not xss.XScreenSaverQueryInfo(display, root, ctypes.byref(info)):
            return None
        return int(info.idle) * _MS

    return read


def windows_reader() -> Reader:
    """The ticks since the last input; both counters are 32 bits and run over after 49 days."""

    class LastInput(ctypes.Structure):
        _fields_ = (("size", ctypes.c_uint), ("time", ctypes.c_uint))

    libraries: Any = ctypes
    info = LastInput(ctypes.sizeof(LastInput), 0)

    def read() -> int | None:
        if not libraries.windll.user32.GetLastInputInfo(ctypes.byref(info)):
            return None
        return int((libraries.windll.kernel32.GetTickCount() - info.time) % 2**32) * _MS

    return read


def _unknown() -> int | None:
    return None
