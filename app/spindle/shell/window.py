"""The window: rail, pages and rows that ask; it appears before the database is open.

``show_first`` paints the first page. Until ``ready`` is called nothing in it answers, because the
services behind it are not there yet.
"""

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from spindle.core.feature import App, Feature, PageAsked
from spindle.core.general import LETTERS
from spindle.core.ids import Ref
from spindle.core.presence import LockChanged, QuietChanged
from spindle.core.safe_port import Kept
from spindle.core.settings import SettingChanged
from spindle.core.storage_events import StorageFailed, StorageRecovered
from spindle.shell import appearance, builders, keys
from spindle.shell.arrange import arrange
from spindle.shell.banners import Banners
from spindle.shell.desktop import Desktop
from spindle.shell.gate import Gate, GateState
from spindle.shell.own_keys import use_own_keys
from spindle.shell.pages import Pages
from spindle.shell.place import Place
from spindle.shell.rail import Rail, items_of, settings_item
from spindle.shell.title import Title
from spindle.ui.page import Chrome, Page
from spindle.ui.theme import Looks, wear

if TYPE_CHECKING:
    from collections.abc import Callable

    from spindle.shell.curtain import Curtain
    from spindle.shell.problem import Trouble

DEFAULT: Final = QSize(1280, 820)
LEAST: Final = QSize(1024, 680)
_NIGHT: Final = "evening"


class Window(QWidget):
    """The main window; make it in the GUI thread.

    Attributes:
        banners: A ``spindle.core.ports.Notifier`` that shows rows at the bottom of the window.
        desktop: What is known of the desktop; may be filled in until ``ready``.
    """

    quit_confirmed = Signal()
    """The user quits, and was asked whatever there was to ask."""

    try_again = Signal()
    """The problem page's first answer: open the database again."""

    opened = Signal()
    """Somebody opened the data at a start, or unlocked the window."""

    first_hidden = Signal()
    """The window was closed into the tray for the first time ever: say once that Spindle runs."""

    def __init__(
        self,
        features: tuple[Feature, ...],
        app: App,
        looks: Looks,
        desktop: Desktop | None = None,
    ) -> None:
        super().__init__()
        self.desktop = desktop or Desktop()
        self._app = app
        self._looks = looks
        self._before = ""
        self._before_full = Qt.WindowState.WindowNoState
        self._chrome = Chrome.RAIL
        self._is_ready = False
        self._is_leaving = False
        self._quiet = QuietChanged(quiet=False)
        self._summoned = False
        self._curtain: Curtain | None = None
        self._place = Place(app.profile)
        shown = sorted((f for f in features if f.page and f.title), key=lambda f: f.order)
        self._rail = Rail(items_of(shown), settings_item(), self)
        self._pages = Pages(builders.of(shown, app, self.desktop, self), self)
        self.banners = Banners(self)
        self._gate = Gate(self._wake, self._pages.takes_asleep, self)
        self._keys = keys.WindowKeys(self)
        self._keys.add(keys.QUIT, self.ask_to_quit)
        self._rail.chosen.connect(self.go)
        self._pages.chrome_changed.connect(self._fit_chrome)
        self.banners.changed.connect(self._lay_out)
        app.bus.subscribe(PageAsked, self._asked)
        self._title = Title(self, app.bus)
        app.bus.subscribe(QuietChanged, self._set_quiet)
        app.bus.subscribe(LockChanged, self._set_lock)
        app.bus.subscribe(StorageFailed, self._hear_of_trouble)
        app.bus.subscribe(StorageRecovered, lambda _: self.recovered())
        app.bus.subscribe(SettingChanged, self._set_letters)
        appearance.follow(app, looks)
        self._dress()

    # Start and problems

    @property
    def is_ready(self) -> bool:
        """Whether the services run."""
        return self._is_ready

    def show_first(self, page: str = "today", *, hidden: bool = False) -> None:
        """Paint the first page, inert, or ask for the passphrase; ``hidden`` only prepares it."""
        if self._app.safe.kept is Kept.SHUT:
            self._draw_curtain(page)
        else:
            self._show(page)
        if not hidden:
            self.show()

    def ready(self) -> None:
        """The services run: from now on everything answers. Call it once."""
        from spindle.shell.asked_rows import AskedRows  # noqa: PLC0415 - after first paint
        from spindle.shell.open_sessions import OpenSessions  # noqa: PLC0415 - likewise

        self._is_ready = True
        self._open_sessions = (AskedRows(self._app, self.banners), OpenSessions(self._app))
        self._wear_icon()
        appearance.dress(self._app, self._looks)
        self._set_letters()
        self._bind_keys()
        self._settle()
        if self._curtain is not None:
            self._open_curtain()
        elif self._pages.current == builders.PROBLEM:
            self.recovered()
        else:
            self._show(self._pages.current)

    def show_problem(self, problem: "Trouble") -> None:
        """Put the problem page in place of the pages, until ``ready`` or ``recovered``."""
        if self._pages.current != builders.PROBLEM:
            self._before = self._pages.current
        if self._chrome is Chrome.FULL:
            wear(self, _NIGHT)  # who sat in the dark is not to be dazzled by bad news
        page = self._pages.page(builders.PROBLEM)
        builders.tell_problem(page, problem)
        self._show(builders.PROBLEM)
        self._settle()
        self._wear_icon()

    def _hear_of_trouble(self, failed: StorageFailed) -> None:
        if self._curtain is not None and self._is_ready:
            self._curtain.trouble = failed if failed.lasting else self._curtain.trouble
        elif failed.lasting or not self._is_ready:
            self._curtain = None
            self.show_problem(failed)

    def recovered(self) -> None:
        """Go back to the page before the problem."""
        if self._curtain is not None:
            self._curtain.trouble = None
        if self._pages.current == builders.PROBLEM and self._is_ready:
            wear(self, _NIGHT if self._quiet.quiet else None)
            self._show(self._before)

    # Pages

    @property
    def page(self) -> str:
        """The id of the page in front."""
        return self._pages.current

    def page_widget(self, name: str) -> Page:
        """A page by id, built now if it was not yet visited."""
        return self._pages.page(name)

    def go(self, page: str, ref: Ref | None = None) -> None:
        """Show a page at once; before ``ready``, during a problem or if unknown, change nothing.

        During the quiet of the night asking for any page but the one that keeps it only wakes.
        """
        if self._curtain is not None:
            self._curtain.asked_for(page, ref)
            return
        if not self._is_ready or self._pages.current == builders.PROBLEM:
            return
        if self._quiet.quiet and page != self._quiet.page:
            self._wake()
            return
        if page in self._pages:
            if page != self._pages.current and self._pages.current not in builders.ASIDE:
                self._before = self._pages.current
            self._show(page, ref)

    def back(self) -> None:
        """Return from settings or help to the page before."""
        if self._pages.current in builders.ASIDE and self._before:
            self.go(self._before)
            self._pages.go_on()

    def bring(self) -> None:
        """Show the window in front of the others, from the tray or from behind."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        if not self.isActiveWindow():
            self.raise_()
        # Asked for in any case: for a tenth of a second Qt says that it is active still.
        self.activateWindow()

    def by_hand(self, act: "Callable[[], object]") -> None:
        """Do what somebody chose outside the window, in tray or notification.

        A page that it asks for brings the window, which may be hidden.
        """
        before, self._summoned = self._summoned, True
        try:
            act()
        finally:
            self._summoned = before

    def open_finder(self) -> None:
        """Open the finder over the page; behind the lock there is nothing to find."""
        if self._curtain is not None:
            return
        from spindle.shell.finder import open_finder  # noqa: PLC0415 - after the first paint

        open_finder(self, self._app)

    def open_help(self) -> None:
        """Open the help of the page in front."""
        self.go(builders.HELP, Ref("help", self._pages.current))

    # The lock

    def watch_touches(self, touched: "Callable[[], None]") -> None:
        """Call this with each key and click in the window."""
        self._gate.touched = touched

    def _set_lock(self, changed: LockChanged) -> None:
        if changed.locked and self._curtain is None:
            at_problem = self._pages.current == builders.PROBLEM
            self._draw_curtain(self._before if at_problem else self._pages.current)
        elif not changed.locked:
            self._open_curtain()

    def _draw_curtain(self, page: str) -> None:
        from spindle.shell.curtain import Curtain  # noqa: PLC0415 - seldom needed

        self._curtain = Curtain(page)
        self._curtain.draw(self, self._pages, full=self._chrome is Chrome.FULL)
        self._show(builders.LOCK)
        self._settle()

    def _open_curtain(self) -> None:
        curtain, self._curtain = self._curtain, None
        if curtain is not None:
            self._show(curtain.page, curtain.ref)
            if curtain.trouble is not None:
                self.show_problem(curtain.trouble)
            self._settle()

    # Leaving

    def ask_to_quit(self) -> None:
        """Quit. What a running service has to say about it is asked first, once."""
        from spindle.shell import leaving  # noqa: PLC0415 - after the first paint

        asked = None
        if self._is_ready and leaving.PURPOSE not in self.banners.purposes:
            asked = leaving.question(self._app)
        if asked is None:
            self._leave("quit")
        else:
            self.bring()
            self.banners.show(asked, self._leave)

    def _leave(self, answer: str) -> None:
        if answer == "quit":
            self._keep_place()
            self._is_leaving = True
            self.quit_confirmed.emit()

    def _keep_place(self) -> None:
        if self._chrome is not Chrome.FULL:
            self._place.keep(self)

    # What Qt tells

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go into the tray while there is one; otherwise closing is quitting."""
        if self._is_leaving:
            # Qt asks the windows again when the application quits; refusing would stop it.
            event.accept()
            return
        event.ignore()
        if self._is_ready and self.desktop.tray_is_there():
            self._keep_place()
            self.hide()
            if self._place.first_time("told_of_tray"):
                self.first_hidden.emit()
        else:
            self.ask_to_quit()

    def _close(self) -> None:
        self.close()

    def showEvent(self, event: QShowEvent) -> None:
        """Stand guard from the first moment on."""
        super().showEvent(event)
        self._gate.watch(self.windowHandle())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the parts."""
        super().resizeEvent(event)
        self._lay_out()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the page a key that was pressed outside it; Esc leaves settings and help."""
        page, focused = self._pages.front(), self.focusWidget()
        event.ignore()
        inside = focused is page or (page and focused and page.isAncestorOf(focused))
        if page is not None and not inside:
            page.keyPressEvent(event)
        if not event.isAccepted() and event.key() == Qt.Key.Key_Escape:
            self.back()

    # Parts

    def _dress(self) -> None:
        self.setAutoFillBackground(True)
        self.setMinimumSize(LEAST)
        self._place.restore(self, DEFAULT)

    def _wear_icon(self) -> None:
        # Drawing it at every size takes a tenth of the whole start.
        from spindle.ui.app_icons import app_icon  # noqa: PLC0415 - after the first paint

        self.setWindowIcon(app_icon())

    def _bind_keys(self) -> None:
        self._keys.add(keys.FINDER, self.open_finder)
        self._keys.add(keys.HELP, self.open_help)
        self._keys.add(keys.CLOSE, self._close)
        for page, key in self._rail.page_keys():
            self._keys.add(key, partial(self.go, page))
        for number, key in enumerate(keys.ANSWERS, start=1):
            self._keys.add(key, partial(self.banners.answer, number))
        use_own_keys(self._app, self._keys, self._pages)

    def _asked(self, asked: PageAsked) -> None:
        self.go(asked.page, asked.ref)
        if self._summoned:
            self.bring()

    def _show(self, page: str, ref: Ref | None = None) -> None:
        self._rail.set_current(page)
        self._pages.bring(page, ref)

    def _fit_chrome(self, chrome: Chrome) -> None:
        was, self._chrome = self._chrome, chrome
        if chrome is Chrome.FULL and was is not Chrome.FULL:
            self._before_full = self.windowState()
            self.setWindowState(self._before_full | Qt.WindowState.WindowFullScreen)
        elif was is Chrome.FULL and chrome is not Chrome.FULL:
            self.setWindowState(self._before_full)
        self._settle()
        self._lay_out()

    def _set_quiet(self, changed: QuietChanged) -> None:
        from spindle.ui.cross_fade import fading  # noqa: PLC0415 - after the first paint

        self._quiet = changed
        with fading([self], "evening"):
            wear(self, _NIGHT if changed.quiet else None)
        self._settle()

    def _wake(self) -> None:
        self._app.run(self._quiet.wake)

    def _set_letters(self, changed: SettingChanged | None = None) -> None:
        if changed is None or changed.key == LETTERS.key:
            self._pages.set_letters(on=self._app.settings.get(LETTERS))

    def _settle(self) -> None:
        """Let in what may be answered now."""
        hidden = self._curtain is not None
        calm = self._chrome is Chrome.FULL or self._quiet.quiet or hidden
        self._keys.set_on(navigation=not calm)
        self.banners.set_quiet(calm)
        if self._quiet.quiet and not hidden:
            self._gate.state = GateState.ASLEEP
        elif hidden or self._is_ready or self._pages.current == builders.PROBLEM:
            self._gate.state = GateState.OPEN

    def _lay_out(self) -> None:
        self._keys.set_answering(on=not self.banners.column.isHidden())
        with_rail = self._chrome is Chrome.RAIL
        arrange(self.size(), self._rail, self._pages, self.banners, with_rail=with_rail)
