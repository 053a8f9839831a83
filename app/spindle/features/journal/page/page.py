"""The Journal page: whichever scene the service says, in its palette and as much window."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from spindle.core.feature import App, Contributed
from spindle.core.ids import Ref
from spindle.features.journal.aloud import Aloud
from spindle.features.journal.changes import JournalChanged
from spindle.features.journal.model import EVENING, MORNING, Scene
from spindle.features.journal.page.evening import EveningView
from spindle.features.journal.page.leaving import QuietView
from spindle.features.journal.page.library import LibraryView
from spindle.features.journal.page.morning import MorningView
from spindle.features.journal.page.slip import SlipView
from spindle.features.journal.page.spelling import Speller
from spindle.features.journal.service import JournalService
from spindle.features.journal.settings import ALL_SCREENS, ALOUD, SPELLING, WORDS
from spindle.ui.covers import Covers
from spindle.ui.page import Chrome, Page
from spindle.ui.theme import wear

_DARK: Final = frozenset({*EVENING, Scene.QUIET, Scene.SLIP})


class JournalPage(Page):
    """Library by day, evening and morning over the full screen, dark and quiet between."""

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        service = app.services["journal"]
        assert isinstance(service, JournalService)  # noqa: S101 - bootstrap built it from feature.py
        self._app = app
        self._journal = service
        self._scene = Scene.LIBRARY
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        undo = service.undo
        self.library = LibraryView(service, app.clock, undo, self._speller())
        self.evening = EveningView(service, app.clock, undo, self._reader)
        self.morning = MorningView(service, undo)
        self.quiet = QuietView()
        self.slip = SlipView(service)
        self.slip.closed.connect(service.close_slip)
        self._covers = Covers(self)
        self._covers.pressed.connect(self._wake)
        wear(self.evening, "evening")
        wear(self.quiet, "evening")
        wear(self.slip, "evening")
        self._views = QStackedWidget()
        for view in (self.library, self.evening, self.morning, self.quiet, self.slip):
            self._views.addWidget(view)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._views)
        self._leaves = (
            app.bus.subscribe(JournalChanged, lambda change: self._show(change.scene)),
            app.bus.subscribe(Contributed, self._contributed),
        )
        self.destroyed.connect(self._gone)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.flush)
        self._show(service.scene)

    def flush(self) -> None:
        """Save what was typed, wherever."""
        for view in (self.library, self.evening, self.morning, self.slip):
            view.flush()

    def entered(self) -> None:
        """The page came to the front: the morning first, if one waits to be caught."""
        self._journal.arrive()
        if self._scene is Scene.LIBRARY:
            self.library.come_back()
            self.setFocus()
        else:
            self._go_on_writing()

    def show_ref(self, ref: Ref | None) -> None:
        """Show a question or an entry, or the list."""
        if ref is None or self._scene is not Scene.LIBRARY:
            return
        self.library.show_ref(ref)

    def showEvent(self, event: QShowEvent) -> None:
        """What is asked here needs no notification."""
        super().showEvent(event)
        self._look()
        self._cover()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is asked here cannot be seen."""
        super().hideEvent(event)
        self._look()
        self._cover()

    def event(self, event: QEvent) -> bool:
        """A window behind another one, or minimized, is not looked at."""
        heard = super().event(event)
        # The change of activation itself is told to the window alone.
        if event.type() in {QEvent.Type.WindowActivate, QEvent.Type.WindowDeactivate}:
            self._look()
        return heard

    def takes_asleep(self, event: QEvent) -> bool:
        """The slip is written in the dark: its own keys wake nobody."""
        if self._scene is Scene.SLIP:
            return True
        if self._scene is not Scene.QUIET or not isinstance(event, QKeyEvent):
            return False
        return event.type() == QEvent.Type.KeyPress and self.takes(event)

    def _speller(self) -> Speller | None:
        settings, spelling = self._app.settings, self._app.spelling
        if spelling is None:
            return None
        return Speller(
            spelling,
            wanted=lambda: settings.get(SPELLING),
            own=lambda: settings.get(WORDS),
            keep=lambda words: settings.set(WORDS, words),
        )

    def _reader(self) -> Aloud | None:
        return Aloud(self._app) if self._app.settings.get(ALOUD) else None

    def _cover(self) -> None:
        """In the evening and the night no other screen shines."""
        dark = self._scene in _DARK and self._app.settings.get(ALL_SCREENS)
        self._covers.set_on(on=dark and self.isVisible())

    def _wake(self) -> None:
        """Another screen was pressed."""
        if self._scene is Scene.QUIET:
            self._app.run("journal.wake")
        else:
            self.window().activateWindow()

    def _look(self) -> None:
        self._journal.look(seen=self.isVisible() and self.isActiveWindow())

    def _go_on_writing(self) -> None:
        """Whoever asks for the page while something is being typed on it interrupts nothing."""
        view = self._views.currentWidget()
        typed = None if view is None else view.focusWidget()
        if typed is not None and typed.isVisible():
            typed.setFocus()

    def _contributed(self, change: Contributed) -> None:
        if change.feature == "journal" and self._scene is Scene.LIBRARY and self.isVisible():
            self.library.refresh()

    def _show(self, scene: Scene) -> None:
        was, self._scene = self._scene, scene
        if was in EVENING and scene not in EVENING:
            self.evening.forget()
        if was in MORNING and scene not in MORNING:
            self.morning.forget()
        if scene in EVENING:
            self._views.setCurrentWidget(self.evening)
            self.evening.show_scene(scene)
        elif scene in MORNING:
            self._views.setCurrentWidget(self.morning)
            self.morning.show_scene(scene)
        elif scene is Scene.SLIP:
            self._views.setCurrentWidget(self.slip)
            self.slip.begin()
        elif scene is Scene.QUIET:
            self._views.setCurrentWidget(self.quiet)
            self.quiet.begin(dark=was is Scene.SLIP)
        else:
            self._views.setCurrentWidget(self.library)
            self.library.come_back()
        self._bind(scene)
        self._cover()
        self.set_chrome(Chrome.RAIL if scene is Scene.LIBRARY else Chrome.FULL)

    def _bind(self, scene: Scene) -> None:
        self._keys.clear()
        if scene in EVENING:
            keys = self.evening.keys
        elif scene in MORNING:
            keys = self.morning.keys
        elif scene is Scene.QUIET:
            keys = {"N": self._journal.open_slip, "Ctrl+N": self._journal.open_slip}
        elif scene is Scene.SLIP:
            keys = {"Esc": self.slip.finish, "Ctrl+Return": self.slip.finish}
        else:
            keys = self.library.keys
        for key, action in keys.items():
            self.bind(key, action)

    def _gone(self) -> None:
        for leave in self._leaves:
            leave()
