"""The curtain before all pages: what it fell before, and what is asked for meanwhile."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from spindle.core.ids import Ref
from spindle.shell import builders
from spindle.shell.lock_page import LockPage
from spindle.ui.page import Chrome

if TYPE_CHECKING:
    from spindle.core.storage_events import StorageFailed
    from spindle.shell.pages import Pages
    from spindle.shell.window import Window


class Curtain:
    """One fall of it.

    Attributes:
        page, ref: What to show once it opens.
        trouble: What befell the data meanwhile, and is not over.
    """

    def __init__(self, page: str) -> None:
        self.page = page
        self.ref: Ref | None = None
        self.trouble: StorageFailed | None = None

    def asked_for(self, page: str, ref: Ref | None) -> None:
        """Remember a page that was to be shown."""
        self.page, self.ref = page, ref

    def draw(self, window: "Window", pages: "Pages", *, full: bool) -> None:
        """Close what lies over the pages and prepare the page that asks.

        Args:
            window: Its finder goes, and so do menus and lists of any window of the program.
            pages: Builds the page that asks.
            full: Whether it fills the screen, because the page before did.
        """
        page = pages.page(builders.LOCK)
        assert isinstance(page, LockPage)  # noqa: S101 - so it was built
        page.set_chrome(Chrome.FULL if full else Chrome.BARE)
        if window.is_ready:
            _close_all_above(window)
            page.ask_who()
        else:
            page.ask_for_data()


def _close_all_above(window: "Window") -> None:
    from spindle.shell.finder import Finder  # noqa: PLC0415 - after the first paint

    while (popup := QApplication.activePopupWidget()) is not None and popup.close():
        pass
    for finder in window.findChildren(Finder):
        finder.close_finder()
