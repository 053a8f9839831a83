"""The base of every page: what it tells the window, and its one-letter keys."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from PySide6.QtCore import QEvent, QKeyCombination, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from spindle.core.ids import Ref


class Chrome(StrEnum):
    """How much of the window a page leaves to the shell."""

    RAIL = "rail"  # the rail at its left
    BARE = "bare"  # the whole window: a running block
    FULL = "full"  # the whole screen: evening and morning


class Page(QWidget):
    """A page. Build it from state, redraw from state; it computes nothing.

    One-letter keys work only while no text field has the focus, because a field keeps the keys
    that it understands.
    """

    chrome_changed = Signal(Chrome)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chrome = Chrome.RAIL
        self._keys: dict[str, Callable[[], object]] = {}
        self.letters_on = True

    @property
    def chrome(self) -> Chrome:
        """What the page wants of the window now."""
        return self._chrome

    def set_chrome(self, chrome: Chrome) -> None:
        """Ask for more or less of the window."""
        if chrome is not self._chrome:
            self._chrome = chrome
            self.chrome_changed.emit(chrome)

    def bind(self, key: str, action: Callable[[], object]) -> None:
        """Call ``action`` on a key such as ``N``, ``Space``, ``Ctrl+Return`` or ``Esc``."""
        self._keys[QKeySequence(key).toString()] = action

    def bind_only(self, keys: Mapping[str, Callable[[], object]]) -> None:
        """Bind these keys and no other: for a page whose keys change with what it shows."""
        self._keys.clear()
        for key, action in keys.items():
            self.bind(key, action)

    def binds(self, key: QKeyCombination) -> bool:
        """Whether a key does something on this page now."""
        return _name(key) in self._keys

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key does something here now, single letters being switched on or off."""
        name = _name(event.keyCombination())
        single = len(name) == 1 and name.isalpha()
        return name in self._keys and (self.letters_on or not single)

    def takes_asleep(self, event: QEvent) -> bool:
        """Whether an input event is the page's own while Spindle rests; all others wake it."""
        del event
        return False

    def show_ref(self, ref: Ref | None) -> None:
        """Show one thing of the page; None shows its start."""

    def entered(self) -> None:
        """The page came to the front: refresh and set the focus."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run what is bound to the key; Enter on the keypad is Enter."""
        name = _name(event.keyCombination())
        if self.takes(event):
            self._keys[name]()
        else:
            super().keyPressEvent(event)


def _name(key: QKeyCombination) -> str:
    """A key as it is bound; those of the keypad are like the others."""
    name = QKeySequence(key).toString().replace("Num+", "")
    return "Return" if name == "Enter" else name
