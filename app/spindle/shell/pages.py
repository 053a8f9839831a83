"""The pages, each built when it is first visited."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from spindle.core.ids import Ref
from spindle.ui.page import Chrome, Page

BuildPage = Callable[[], Page]


class Pages(QStackedWidget):
    """A stack of pages by id.

    Signals:
        chrome_changed: Of the page in front only.
        turns: A page comes to the front, or the one there is asked for again: what lies over it
            goes now.
    """

    chrome_changed = Signal(Chrome)
    turns = Signal()

    def __init__(self, builders: Mapping[str, BuildPage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._builders = dict(builders)
        self._built: dict[str, Page] = {}
        self._letters_on = True
        self._own_keys: Callable[[str], Mapping[str, str]] = lambda _: {}
        self._held: dict[str, QWidget] = {}
        self.current = ""
        # A page that is higher than the window is cut off at its end, and never widens the window.
        self.setMinimumSize(1, 1)

    def __contains__(self, page: object) -> bool:
        return page in self._builders

    def set_letters(self, *, on: bool) -> None:
        """Let one-letter keys work on all pages, or on none."""
        self._letters_on = on
        for page in self._built.values():
            page.letters_on = on

    def set_own_keys(self, own: Callable[[str], Mapping[str, str]]) -> None:
        """Have the user's own keys on every page; ``own`` gives them by a page's id."""
        self._own_keys = own
        for name, page in self._built.items():
            page.set_own_keys(own(name))

    def page(self, name: str) -> Page:
        """A page by id, built now if this is its first visit.

        Raises:
            KeyError: there is no such page.
        """
        if name not in self._built:
            made = self._builders[name]()
            made.letters_on = self._letters_on
            made.set_own_keys(self._own_keys(name))
            made.chrome_changed.connect(lambda chrome, page=made: self._heard(page, chrome))
            self._built[name] = made
            self.addWidget(made)
        return self._built[name]

    def front(self) -> Page | None:
        """The page in front, if there is one yet."""
        return self._built.get(self.current)

    def takes_asleep(self, event: QEvent) -> bool:
        """Whether an input event is the front page's own while Spindle rests."""
        page = self.front()
        return page is not None and page.takes_asleep(event)

    def bring(self, name: str, ref: Ref | None) -> Page:
        """Show a page, and one thing on it, at once."""
        self.turns.emit()
        page, front = self.page(name), self.front()
        held = None if front is None else _focus_in(front)
        if held is not None:
            self._held[self.current] = held
        self.current = name
        self.setCurrentWidget(page)
        # One-letter keys reach the page only while the focus is inside it; the stack would give it
        # to the first field, which keeps letters for itself.
        if page is not front or held is None:  # asked for again, whoever writes goes on writing
            page.setFocus()
        page.entered()
        # Last, because the one thing may want the keyboard for itself.
        page.show_ref(ref)
        self.chrome_changed.emit(page.chrome)
        return page

    def go_on(self) -> None:
        """Give the keys to what had them when the page in front was left."""
        page, held = self.front(), self._held.get(self.current)
        if page is None or held is None or not isValid(held):
            return
        if page.isAncestorOf(held) and held.isVisibleTo(page) and held.isEnabled():
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    def _heard(self, page: Page, chrome: Chrome) -> None:
        if page is self.front():
            self.chrome_changed.emit(chrome)


def _focus_in(page: Page) -> QWidget | None:
    """What has the keys on a page; None if nothing on it has them."""
    window = page.window()
    held = window.focusWidget()
    return held if held is not None and (held is page or page.isAncestorOf(held)) else None
