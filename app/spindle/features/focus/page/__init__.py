"""The page of Focus: one view for each stage of the timer."""

import sqlite3
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QStackedLayout, QWidget

from spindle.core.feature import App
from spindle.core.general import LETTERS, THEME, Look
from spindle.core.ids import Ref
from spindle.core.session import SessionEnded, SessionStarted
from spindle.core.settings import SettingChanged
from spindle.features.focus.ledger.service import LedgerChanged
from spindle.features.focus.page.movement import MovePane
from spindle.features.focus.page.rating import RatingView
from spindle.features.focus.page.rest import BreakView
from spindle.features.focus.page.running import RunningView
from spindle.features.focus.page.start import StartView
from spindle.features.focus.state import IN_BLOCK, IN_BREAK, Stage
from spindle.features.focus.timer import FocusChanged
from spindle.ui.page import Chrome, Page
from spindle.ui.theme import theme_of, wear

if TYPE_CHECKING:
    from spindle.features.focus.page.ledger import LedgerView
    from spindle.features.focus.service import FocusService

_KEYS = (
    *("Return", "Space", "Esc", "I", "T", "X", "N", "S", "E", "C", "W", "[", "]", "+", "-", "="),
    *("Up", "Down", "Left", "Right", "B", "L", "F", "H", "Q", "D", "P", "R", "Del", "M"),
    *("Ctrl+Return", "Shift+Return", "Ctrl+P"),
)
_RUNNING = frozenset({Stage.WORK, Stage.OVERTIME, Stage.BREAK})
_REDRAW_MS = 250
_CALM_MS = 1000
_FORGET_MS = 1000
_TOLD_MS = 10_000


class FocusPage(Page):
    """Shows the service's state; drawn four times a second while time runs and it is seen."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        service: FocusService = app.services["focus"]
        self._service = service
        self._start = StartView(app, service)
        self._running = RunningView(app, service)
        self._rating = RatingView(app, service)
        self._break = BreakView(app, service)
        self._pane = MovePane(app, service)
        self._moving = False
        self._heads = (self._running.head, self._rating.head, self._break.head)
        self._ledger: LedgerView | None = None
        self._reading = False
        self._views = QStackedLayout(self)
        for view in (self._start, self._running, self._rating, self._break, self._pane):
            self._views.addWidget(view)
        for view in (self._running, self._rating, self._break):
            for button in view.findChildren(QAbstractButton):
                # After a click Space shall still pause; Tab reaches every one of them.
                button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for view in (self._running, self._rating, self._break):
            for entry in view.entries:
                entry.closed.connect(self._set_focus)
        self._start.step.closed.connect(self._set_focus)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for key in (*_KEYS, "1", "2", "3", "4", "5"):
            self.bind(key, partial(self._press, key))
        self.bind("Ctrl+Z", service.undo)
        self.bind("Ctrl+L", self.open_ledger)
        self.bind("Ctrl+M", self._enter_movement)
        self._start.moves.closed.connect(self._set_focus)
        self._pane.closed.connect(self._entered_movement)
        self._start.ledger_asked.connect(self.open_ledger)
        self._forget = QTimer(self, singleShot=True)
        self._forget.timeout.connect(self._say)
        self._farewells = (
            app.bus.subscribe(FocusChanged, lambda _: self._follow()),
            app.bus.subscribe(SettingChanged, lambda _: self._follow()),
            app.bus.subscribe(LedgerChanged, lambda _: self._show_ledger()),
            app.bus.subscribe(SessionStarted, lambda _: self._refresh_ledger()),
            app.bus.subscribe(SessionEnded, lambda _: self._refresh_ledger()),
        )
        self.destroyed.connect(partial(_leave, self._farewells))
        self._follow()

    def show_ref(self, ref: Ref | None) -> None:
        """A thought opens the line to park one, a day or a session of it the ledger.

        Another thing is proposed as an intention.
        """
        if ref is None:
            return
        if ref.kind == "ledger":
            self.open_ledger(Ref("session", ref.id) if ref.id else None)
            return
        if ref.kind == "gap":
            self.open_ledger(ref)
            return
        if ref.kind == "movement":
            self._enter_movement()
            return
        if ref.kind == "thought":
            if self._service.state.stage in IN_BLOCK:
                self._running.park.open()
        elif ref.kind != "focus" and self._service.state.stage is Stage.IDLE:
            self._app.database.read(
                lambda connection: self._thing(connection, ref), partial(self._propose, ref)
            )

    def open_ledger(self, row: Ref | None = None) -> None:
        """Show the ledger; a ``row`` is chosen in it."""
        if self._ledger is None:
            from spindle.features.focus.page.ledger import LedgerView  # noqa: PLC0415 - when asked

            self._ledger = LedgerView(self._app, self._service.ledger)
            self._ledger.left.connect(self._close_ledger)
            self._views.addWidget(self._ledger)
        self._reading = True
        self._ledger.open(row)
        self._follow()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _enter_movement(self) -> None:
        """At any hour: on the start page in its place, elsewhere on a page of its own."""
        self._reading = False
        if self._service.state.stage is Stage.IDLE:
            self._follow()
            self._start.open_moves()
        else:
            self._moving = True
            self._follow()
            self._pane.open()

    def _entered_movement(self) -> None:
        self._moving = False
        self._follow()
        self._set_focus()

    def _close_ledger(self) -> None:
        self._reading = False
        self._follow()
        self._set_focus()

    def _show_ledger(self) -> None:
        from spindle.features.focus.page.ledger.words import told  # noqa: PLC0415 - when needed

        words = told(self._service.ledger)
        if words and not self._reading:
            for head in self._heads:
                head.told.setText(words)
            self._start.say(words)
            self._forget.start(_TOLD_MS)
        if self._ledger is not None and self._reading:
            self._ledger.redraw()

    def _refresh_ledger(self) -> None:
        if self._ledger is not None and self._reading:
            self._ledger.refresh()

    def entered(self) -> None:
        """Read the facts again and put the focus where typing makes sense."""
        self._reading = False
        handed, self._service.handed = self._service.handed, None
        if handed is not None:
            self._start.propose(handed.text, handed.source)
        self._service.refresh()
        self._follow()
        self._set_focus()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw from now on."""
        super().showEvent(event)
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw no more."""
        super().hideEvent(event)
        self._timer.stop()

    def takes(self, event: QKeyEvent) -> bool:
        """Whether a key does something in the view that is shown; else it may scroll."""
        meant = self._meant(event.keyCombination())
        does = self._current().keys()
        return super().takes(event) and (meant not in _KEYS or meant in does)

    def _press(self, key: str) -> None:
        action = self._current().keys().get(key)
        if action is not None:
            action()

    def _current(
        self,
    ) -> "StartView | RunningView | RatingView | BreakView | LedgerView | MovePane":
        if self._reading and self._ledger is not None:
            return self._ledger
        if self._moving:
            return self._pane
        stage = self._service.state.stage
        if stage in IN_BLOCK:
            return self._running
        if stage in IN_BREAK:
            return self._break
        return self._rating if stage is Stage.ASKING else self._start

    def _follow(self) -> None:
        """Show the view of the stage in its palette, and start or stop the drawing timer."""
        view = self._current()
        if view is not self._views.currentWidget():
            self._views.setCurrentWidget(view)
            if view is self._rating:
                self._rating.begin()
            self._set_focus()
        idle = view in {self._start, self._ledger}
        self.letters_on = self._app.settings.get(LETTERS)
        light = self._app.settings.get(THEME) is Look.LIGHT
        wear(self, None if idle or light else "dark")
        self.set_chrome(Chrome.RAIL if idle else Chrome.BARE)
        self._say()
        self._redraw()
        if self.isVisible() and self._service.state.stage in _RUNNING:
            if not self._timer.isActive():
                self._timer.start(_CALM_MS if theme_of(self).reduced_motion else _REDRAW_MS)
        else:
            self._timer.stop()

    def _tick(self) -> None:
        if self._current() is self._running:
            self._running.tick(self._service.state, self._app.clock.now())
        else:
            self._redraw()

    def _redraw(self) -> None:
        state, at = self._service.state, self._app.clock.now()
        view = self._current()
        if isinstance(view, RunningView | RatingView | BreakView):
            view.redraw(state, at)
        elif not isinstance(view, MovePane):
            view.redraw()

    def _say(self) -> None:
        """What was just taken back, for as long as that is worth saying."""
        sentence, what = self._service.told(self._app.clock.now())
        words = QCoreApplication.translate("undo", sentence) if sentence else ""
        if what:
            words = words.format(what=QCoreApplication.translate("undo", what))
        for head in self._heads:
            head.told.setText(words)
        self._start.say(words)
        if self._ledger is not None:
            self._ledger.say(words)
        if words:
            self._forget.start(_FORGET_MS)

    def _set_focus(self) -> None:
        if self.isVisible():
            self._typing_place().setFocus(Qt.FocusReason.OtherFocusReason)

    def _typing_place(self) -> QWidget:
        view = self._views.currentWidget()
        if view is self._start:
            return self._start.typing_place
        if view is self._pane:
            return self._pane.entry
        if isinstance(view, RunningView | RatingView | BreakView):
            for entry in view.entries:
                if not entry.isHidden():
                    return entry.field
        return self

    def _propose(self, ref: Ref, thing: tuple[str, str | None]) -> None:
        title, aim = thing
        self._start.propose(title, ref, aim)
        self._set_focus()

    def _thing(self, connection: sqlite3.Connection, ref: Ref) -> tuple[str, str | None]:
        """Title and aim of another feature's thing."""
        for feature in self._app.features:
            found = None if feature.describe is None else feature.describe(connection, ref)
            if found:
                aim = None if feature.aim_of is None else feature.aim_of(connection, ref)
                return found, aim
        return "", None


def _leave(farewells: tuple[Callable[[], None], ...], *_: object) -> None:
    for farewell in farewells:
        farewell()
