"""The virtual screen as a person meets it: windows, keys, the mouse, pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QImage
from Xlib import X, display, error

from tests.helpers.waiting import wait_until

if TYPE_CHECKING:
    from pathlib import Path

    from tests.helpers.desktop import VirtualDesktop


@dataclass(frozen=True)
class Window:
    """A window that the window manager shows; position and size in pixels."""

    id: int
    title: str
    width: int
    height: int


_TRAY = "trayer"


class Screen:
    """One X display, watched over a connection of its own."""

    def __init__(self, desktop: VirtualDesktop) -> None:
        self._desktop = desktop
        self._display: Any = display.Display(desktop.env["DISPLAY"])
        self._root = self._display.screen().root

    def close(self) -> None:
        """Let go of the display, before it goes itself."""
        self._display.close()

    def has_window_manager(self) -> bool:
        """Whether windows get frames and focus."""
        return self._property(self._root, "_NET_SUPPORTING_WM_CHECK") is not None

    def has_tray(self) -> bool:
        """Whether a tray host takes icons."""
        atom = self._display.intern_atom("_NET_SYSTEM_TRAY_S0")
        return bool(self._display.get_selection_owner(atom) != X.NONE)

    def has_icon_of(self, name: str) -> bool:
        """Whether a tray has taken in an icon of a program of that class."""
        return self.icons_of(name) > 0

    def icons_of(self, name: str) -> int:
        """How many icons of programs of that class a tray has taken in."""
        # Every window of Qt's may be embedded; an icon is one that lies in the panel's window.
        found, waiting = 0, [(self._root, False)]
        while waiting:
            window, in_tray = waiting.pop()
            try:
                named, kind = window.get_wm_class() or ("", "")
                if named == name and in_tray:
                    found += 1
                    continue
                in_tray = in_tray or kind == _TRAY
                waiting += [(child, in_tray) for child in window.query_tree().children]
            except error.BadWindow:  # gone in between
                continue
        return found

    def windows(self) -> list[Window]:
        """The managed windows that can be seen, oldest first."""
        found = []
        listed = self._property(self._root, "_NET_CLIENT_LIST")
        for number in listed.value if listed else []:
            window = self._display.create_resource_object("window", number)
            try:
                if window.get_attributes().map_state != X.IsViewable:
                    continue
                box = window.get_geometry()
                found.append(Window(int(number), self._title(window), box.width, box.height))
            except (error.BadWindow, error.BadDrawable):  # gone in between
                continue
        return found

    def window(self, title: str) -> Window | None:
        """The newest visible window whose title contains ``title``."""
        return next((w for w in reversed(self.windows()) if title in w.title), None)

    def wait_for_window(self, title: str, seconds: float = 20) -> Window:
        """The window, as soon as it is there."""
        found = wait_until(lambda: self.window(title), f"a window named {title}", seconds)
        assert found is not None
        return found

    def place_of(self, window: Window) -> tuple[int, int]:
        """Where the top left corner of its content is, in pixels of the screen."""
        drawn = self._display.create_resource_object("window", window.id)
        at = self._root.translate_coords(drawn, 0, 0)
        return int(at.x), int(at.y)

    def is_above(self, window: Window, other: Window) -> bool:
        """Whether the window manager stacks one over the other."""
        order = list(self._property(self._root, "_NET_CLIENT_LIST_STACKING").value)
        return order.index(window.id) > order.index(other.id)

    def active(self) -> int:
        """The id of the window that has the keys; 0 for none."""
        found = self._property(self._root, "_NET_ACTIVE_WINDOW")
        return int(found.value[0]) if found else 0

    def process_in_front(self) -> int:
        """The id of the process whose window has the keys; 0 for none."""
        found = next((w for w in self.windows() if w.id == self.active()), None)
        return 0 if found is None else self.process_of(found)

    def drag(self, window: Window, by: tuple[int, int], to: tuple[int, int]) -> None:
        """Take a window by a place of it, in its own pixels, and put its corner somewhere else."""
        x, y = self.place_of(window)
        half = ((x + to[0]) // 2, (y + to[1]) // 2)
        self._desktop.run("xdotool", "mousemove", str(x + by[0]), str(y + by[1]), "mousedown", "1")
        for there in (half, to):
            at = (str(there[0] + by[0]), str(there[1] + by[1]))
            self._desktop.run("xdotool", "mousemove", *at)
            wait_until(lambda there=there: self.place_of(window) == there, f"it to be at {there}")  # type: ignore[misc]
        self._desktop.run("xdotool", "mouseup", "1")

    def process_of(self, window: Window) -> int:
        """The id of the process that a window belongs to."""
        drawn = self._display.create_resource_object("window", window.id)
        return int(self._property(drawn, "_NET_WM_PID").value[0])

    def wait_until_gone(self, title: str, seconds: float = 10) -> None:
        """Return when no window of that title is on the screen."""
        wait_until(lambda: self.window(title) is None, f"{title} to leave the screen", seconds)

    def keys(self, *names: str) -> None:
        """Press keys one after the other by their X names, such as ``ctrl+k`` or ``Return``."""
        self._desktop.run("xdotool", "key", "--clearmodifiers", *names)

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        self._desktop.run("xdotool", "type", "--clearmodifiers", "--delay", "2", text)

    def focus(self, window: Window) -> None:
        """Bring a window to the front and wait until it has the keys."""
        self._desktop.run("xdotool", "windowactivate", "--sync", str(window.id))

    def click(self, x: int, y: int, button: int = 1) -> None:
        """Click at a place of the screen, in pixels from its top left corner."""
        self._desktop.run("xdotool", "mousemove", str(x), str(y), "click", str(button))

    def pixels(self) -> bytes:
        """All that is on the screen, four bytes a pixel: blue, green, red and nothing."""
        box = self._root.get_geometry()
        return bytes(self._root.get_image(0, 0, box.width, box.height, X.ZPixmap, 0xFFFFFFFF).data)

    def has_caret(self, colour: str) -> bool:
        """Whether a text caret of that colour, such as ``"#E8823A"``, stands on the screen."""
        raw = self.pixels()
        pixel, line = bytes.fromhex(colour[1:])[::-1], 4 * self._root.get_geometry().width
        at = raw.find(pixel)
        while at >= 0:
            # Nothing else of this colour is as high: a dot measures ten pixels.
            if all(raw[below : below + 3] == pixel for below in _column(at, line)):
                return True
            at = raw.find(pixel, at + 1)
        return False

    def picture(self, path: Path, window: Window | None = None) -> QImage:
        """Save the whole screen, or one window, as PNG and return it."""
        drawable = (
            self._display.create_resource_object("window", window.id) if window else self._root
        )
        box = drawable.get_geometry()
        raw = drawable.get_image(0, 0, box.width, box.height, X.ZPixmap, 0xFFFFFFFF)
        image = QImage(raw.data, box.width, box.height, QImage.Format.Format_RGB32).copy()
        assert image.save(str(path)), f"could not write {path}"
        return image

    def _title(self, window: Any) -> str:
        named = self._property(window, "_NET_WM_NAME")
        if named:
            return str(named.value.decode("utf-8", "replace"))
        return str(window.get_wm_name() or "")

    def _property(self, window: Any, name: str) -> Any:
        return window.get_full_property(self._display.intern_atom(name), X.AnyPropertyType)


def _column(at: int, line: int) -> range:
    """Where the pixels of a caret that begins there are, in a picture's bytes."""
    return range(at, at + 16 * line, line)
