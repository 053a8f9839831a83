"""Keys that work while another program is in front, by whatever way this desktop has.

X11 and Windows give a key to the program that asks first. Wayland lets its desktop decide, through
the portal ``GlobalShortcuts``, where there is one. macOS is not asked: it would want a permission
that lets a program read every key.
"""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from spindle.core.events import Bus
from spindle.core.hotkeys_port import Hotkey, HotkeysChanged, KeyState

Pressed = Callable[[str], None]
Told = Callable[[str, KeyState], None]


class Way(Protocol):
    """One way to get keys. GUI thread; nothing of it ever raises or waits."""

    def start(self, pressed: Pressed, told: Told) -> bool | None:
        """Get ready; False when there is no such way here, None when that is told later.

        Args:
            pressed: Gets the name of a key that was pressed.
            told: Gets how it stands with a name; with an empty name, with the way itself.
        """
        ...

    def grab(self, keys: Mapping[str, Hotkey]) -> None:
        """Ask for these keys and give all others back."""
        ...

    def stop(self) -> None:
        """Give all back."""
        ...


class DesktopHotkeys:
    """Implements ``spindle.core.hotkeys_port.Hotkeys``. GUI thread."""

    def __init__(self, bus: Bus, way: Way | None, command: Sequence[str] = ("spindle",)) -> None:
        """Asks for nothing yet.

        Args:
            bus: Told of each change.
            way: How this desktop gives keys; None where it gives none.
            command: What starts Spindle on this profile.
        """
        self._bus = bus
        self._command = command
        self._way = way
        self._pressed: Pressed = _nobody
        self._states: dict[str, KeyState] = {}
        self._keys: dict[str, Hotkey] = {}
        self._possible: bool | None = False if way is None else None

    @property
    def possible(self) -> bool | None:
        """Whether this desktop gives programs keys; None while that is not known yet."""
        return self._possible

    def start(self, pressed: Pressed) -> None:
        """Find out what is possible; after the first paint."""
        self._pressed = pressed
        if self._way is not None:
            self._possible = self._way.start(self._heard, self._told)
        self.grab(self._keys)

    def grab(self, keys: Mapping[str, Hotkey]) -> None:
        """Ask for these keys and give all others back; each under a name of ours."""
        self._keys = dict(keys)
        waiting = KeyState.NOT_HERE if self._possible is False else KeyState.ASKED
        self._states = dict.fromkeys(keys, waiting)
        if self._way is not None and self._possible:
            self._way.grab(keys)
        self._bus.publish(HotkeysChanged())

    def state(self, name: str) -> KeyState:
        """How it stands with a name."""
        return self._states.get(name, KeyState.OFF)

    def line(self, verb: str) -> str:
        """What to type to have a verb done, for the desktop's own keyboard settings."""
        quoted = subprocess.list2cmdline if sys.platform == "win32" else shlex.join
        return f"{quoted(self._command)} {verb}"

    def stop(self) -> None:
        """Give all keys back."""
        if self._way is not None:
            self._way.stop()
        self._pressed = _nobody

    def _heard(self, name: str) -> None:
        if name in self._keys:
            self._pressed(name)

    def _told(self, name: str, state: KeyState) -> None:
        if not name:
            self._possible = state is not KeyState.NOT_HERE
            self.grab(self._keys)
        elif name in self._states:
            self._states[name] = state
            self._bus.publish(HotkeysChanged())


def way_here() -> Way | None:
    """The way of this desktop; None where programs get no keys."""
    if sys.platform == "win32":
        from spindle.adapters.hotkeys_windows import WindowsKeys  # noqa: PLC0415 - one of three

        return WindowsKeys()
    if sys.platform != "linux":
        return None
    if os.environ.get("WAYLAND_DISPLAY") or os.environ.get("XDG_SESSION_TYPE") == "wayland":
        from spindle.adapters.hotkeys_portal import PortalKeys  # noqa: PLC0415 - another

        return PortalKeys()
    from spindle.adapters.hotkeys_x11 import X11Keys  # noqa: PLC0415 - the third

    return X11Keys()


def _nobody(name: str) -> None:
    del name
