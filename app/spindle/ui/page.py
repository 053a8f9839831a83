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
        self._own: dict[str, str] = {}
        self.letters_on = True

    def set_own_keys(self, own: Mapping[str, str]) -> None:
        """Have other keys do what the usual ones do: own keys by the usual ones.

        A usual key that has a substitute does nothing, unless it is somebody's substitute itself.
        """
        found = {_written(usual): _written(key) for usual, key in own.items()}
        if found != self._own:
            self._own = found
            for child in self.findChildren(QWidget):
                child.updateGeometry()
                child.update()

    def own_key(self, usual: str) -> str:
        """The key that does here what a usual one does; as it is written for people."""
        own = self._own.get(_written(usual.replace(" ", "+")))
        return usual if own is None else own.replace("+", " ").strip() or "+"

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
        self._keys[_written(key)] = action

    def bind_only(self, keys: Mapping[str, Callable[[], object]]) -> None:
        """Bind these keys and no other: for a page whose keys change with what it shows."""
        self._keys.clear()
        for key, action in keys.items():
            self.bind(key, action)

    def binds(self, key: QKeyCombination) -> bool:
        """Whether a key does something on this page now."""
        return self._meant(key) in self._keys

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key does something here now, single letters being switched on or off."""
        single = len(name := _name(event.keyCombination())) == 1 and name.isalpha()
        return self._meant(event.keyCombination()) in self._keys and (self.letters_on or not single)

    def _meant(self, key: QKeyCombination) -> str:
        """The usual key for the one that was pressed; empty where it lost its meaning."""
        pressed = _name(key)
        usual = next((usual for usual, own in self._own.items() if own == pressed), None)
        if usual is not None:
            return usual
        return "" if pressed in self._own else pressed

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
        if self.takes(event):
            self._keys[self._meant(event.keyCombination())]()
        else:
            super().keyPressEvent(event)


def _written(key: str) -> str:
    """A key as Qt writes it."""
    return _without_its_shift(QKeySequence(key).toString())


def own_key(widget: QWidget, usual: str) -> str:
    """What a hint beside a control has to say: the user's own key on the page it stands on."""
    page = page_around(widget)
    return usual if page is None else page.own_key(usual)


def page_around(widget: QWidget) -> Page | None:
    """The page a widget stands on."""
    found: QWidget | None = widget
    while found is not None and not isinstance(found, Page):
        found = found.parentWidget()
    return found


def key_pressed(key: QKeyCombination) -> str:
    """A pressed key as it is bound."""
    return _name(key)


def _name(key: QKeyCombination) -> str:
    """A key as it is bound; those of the keypad are like the others."""
    name = _without_its_shift(QKeySequence(key).toString().replace("Num+", ""))
    return "Return" if name == "Enter" else name


def _without_its_shift(name: str) -> str:
    """A sign may need Shift to be written: + on an American keyboard, a digit on a French one."""
    sign = name.removeprefix("Shift+")
    return sign if len(sign) == 1 and not sign.isalpha() else name
