"""The Drill page: the home, a drill with its measures, or the run under way."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from spindle.core.clock import offset_at
from spindle.core.days import day_of, today
from spindle.core.feature import App, Asking, Contributed
from spindle.core.general import DAY_START, LETTERS
from spindle.core.ids import Ref
from spindle.features.drill import reading
from spindle.features.drill.conducting import RunMoved
from spindle.features.drill.contributions import amount_of
from spindle.features.drill.counting import Amount
from spindle.features.drill.page.aside import Aside
from spindle.features.drill.page.breaking import Breaking, BreakView
from spindle.features.drill.page.drafting import Drafting
from spindle.features.drill.page.drill_view import DrillView
from spindle.features.drill.page.home import MADE, HomeView
from spindle.features.drill.page.importing import ImportView
from spindle.features.drill.page.placing import Placing
from spindle.features.drill.page.rated import RatedView
from spindle.features.drill.page.relations import RelationsView
from spindle.features.drill.page.run.view import RunView
from spindle.features.drill.page.told import QtWords
from spindle.features.drill.page.words import tr
from spindle.features.drill.reading import DrillFacts, Home
from spindle.features.drill.service import DrillChanged, DrillService, NothingToAsk
from spindle.ui.page import Page

MOCK_MINUTES: Final = 10


class DrillPage(Page):
    """Shows what the service and the file say."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        service = app.services["drill"]
        assert isinstance(service, DrillService)  # noqa: S101 - bootstrap built it from feature.py
        self._service = service
        service.words = QtWords()
        self.home = HomeView()
        self.drill = DrillView()
        self.run = RunView(app.clock, app.sound, app.profile / "media")
        self.rated = RatedView()
        self.relations = RelationsView()
        self.away = BreakView()
        self.importing = ImportView(app)
        self._breaking = Breaking(app, service, self.away)
        self._placing = Placing(service.store, app.clock, self.relations, self._place)
        self._drafting = Drafting(service, app.clock, self._edit_with)
        self._conducted: object = None
        self._open: str | None = None
        self._removed: str | None = None
        self._views = QStackedWidget()
        others = (self.rated, self.relations, self.away, self.importing)
        for view in (self.home, self.drill, self.run, *others):
            self._views.addWidget(view)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._views)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.aside = Aside(self)
        self._connect()
        self._leaves = (
            app.bus.subscribe(
                RunMoved, lambda moved: self.aside.follow(service.run, answered=moved.answered)
            ),
            app.bus.subscribe(DrillChanged, lambda _: self._follow()),
            app.bus.subscribe(NothingToAsk, lambda _: self._nothing()),
            app.bus.subscribe(Contributed, self._contributed),
        )
        self.destroyed.connect(partial(_leave, self._leaves))
        self._follow()

    def show_ref(self, ref: Ref | None) -> None:
        """Show a drill; ``due`` and ``new`` stand for what is due and for making one."""
        if ref is None or ref.kind != "drill" or ref.id == "due":
            return
        if ref.id == "new":
            self.make("")
        else:
            self.open(ref.id)

    def entered(self) -> None:
        """Read again, and take the focus where there is no run."""
        self._follow()
        if self._drafting.take_handed():
            return
        if self._views.currentWidget() in {self.home, self.drill}:
            self.setFocus()

    def open(self, drill: str) -> None:
        """Show a drill with its measures."""
        self._open = drill
        self._service.store.ask(reading.facts, self._show_facts, drill, self._amount())

    def make(self, kind: str = "") -> None:
        """Make a drill; ``kind`` is the one to begin with, if any."""
        self._drafting.make(kind)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The line at the foot keeps its place."""
        super().resizeEvent(event)
        self.aside.place()

    def _connect(self) -> None:
        home, drill = self.home, self.drill
        home.start_asked.connect(self._service.start_due)
        home.samples_asked.connect(self._drafting.samples)
        home.break_asked.connect(self._plan_break)
        self.away.left.connect(self._leave_break)
        home.import_asked.connect(self._import)
        self.importing.left.connect(self._close)
        home.learn_asked.connect(lambda: self._app.run("drill.learn"))
        home.opened.connect(self.open)
        home.make_asked.connect(self.make)
        drill.practise_asked.connect(
            lambda: self._with(lambda one: self._service.practise(one, drill.mode()))
        )
        drill.due_asked.connect(lambda: self._with(self._service.start_due))
        drill.mind_asked.connect(lambda: self._with(self._service.rehearse))
        drill.mock_asked.connect(
            lambda: self._with(lambda one: self._service.mock(one, MOCK_MINUTES))
        )
        drill.place_asked.connect(lambda: self._with(self._placing.open))
        drill.edit_asked.connect(lambda: self._with(self._drafting.edit))
        drill.remove_asked.connect(self._remove)
        drill.left.connect(self._close)
        self.run.left.connect(self._after_run)
        self.rated.rated.connect(self._service.rate)
        self.rated.left.connect(self._service.leave)

    def _after_run(self) -> None:
        """Ask how it went, if it was long enough to be asked; then back to the drills."""
        ended = self._service.ended
        if ended is None or not self._service.asks_rating():
            self._service.leave()
            return
        self.rated.show_session(ended)
        self._views.setCurrentWidget(self.rated)
        self._keys.clear()
        for number in range(1, 6):
            self.bind(str(number), partial(self._service.rate, number))
        self.bind("Return", self._service.leave)
        self.bind("Esc", self._service.leave)
        self.setFocus()

    def _place(self, *, shown: bool) -> None:
        """Show the place of a drill among the others, or the drill again."""
        if shown and self._open is not None:
            self._views.setCurrentWidget(self.relations)
            self._keys.clear()
            self.bind("Esc", self.relations.left.emit)
        elif self._views.currentWidget() is self.relations:
            self._views.setCurrentWidget(self.drill)
            self._follow()
            self.setFocus()

    def _plan_break(self) -> None:
        """Show what a break would do."""
        self._views.setCurrentWidget(self.away)
        self._keys.clear()
        self.bind("Esc", self._leave_break)
        self.bind("Return", self.away.kept.emit)
        self._breaking.open()

    def _import(self) -> None:
        """Ask for a file, and show what it would bring."""
        if self.importing.begin():
            self._views.setCurrentWidget(self.importing)
            self._keys.clear()
            self.bind("Return", self.importing.go_on)
            self.bind("Esc", self.importing.leave)
            self.setFocus()

    def _leave_break(self) -> None:
        self._views.setCurrentWidget(self.home)
        self._follow()
        self.setFocus()
        if self._breaking.undo is not None:
            self.home.show_nothing(tr("The break is planned. Ctrl Z takes it back."))

    def _edit_with(self, editor: QWidget | None, kept: str | None) -> None:
        """Show the editor, or what stands there once it is left."""
        if editor is None:
            self._open = kept or self._open
            self._follow()
            self.setFocus()
            return
        if self._views.indexOf(editor) < 0:
            self._views.addWidget(editor)
        self._keys.clear()
        self._views.setCurrentWidget(editor)

    def _with(self, verb: Callable[[str], object]) -> None:
        if self._open is not None:
            verb(self._open)

    def _follow(self) -> None:
        """The run if there is one, else the drill that is open, else the home."""
        self.letters_on = self.run.letters_on = self._app.settings.get(LETTERS)
        conducted, ended = self._service.run, self._service.ended
        elsewhere = self._views.currentWidget() in {self.relations, self.away, self.importing}
        if conducted is None and (self._drafting.under_way or elsewhere):
            return
        if conducted is not None and conducted is self._conducted and self._rating():
            if ended is not None:
                self.rated.show_session(ended)
            return
        if conducted is not None:
            self._views.setCurrentWidget(self.run)
            if conducted is not self._conducted:
                self._conducted = conducted
                self.run.begin(conducted)
            self._keys.clear()
            self.bind("W", lambda: self.aside.say_why(self._service.run))
            return
        self.aside.hide()
        self._conducted = None
        if self._open is not None:
            self.open(self._open)
        else:
            self._views.setCurrentWidget(self.home)
            self._service.store.ask(reading.home, self._show_home, self._amount())
        self._bind()

    def _rating(self) -> bool:
        return self._views.currentWidget() is self.rated

    def _bind(self) -> None:
        self._keys.clear()
        if self._open is None:
            keys: dict[str, Callable[[], object]] = {
                "Return": self._start_or_open,
                "Space": self._open_chosen,
                "L": lambda: self._app.run("drill.learn"),
                "Up": lambda: self.home.step(-1),
                "Down": lambda: self.home.step(1),
                "S": self._bring_samples,
                "B": self._plan_break,
                "Ctrl+N": self.make,
                "Ctrl+O": self._import,
                "Ctrl+Z": self._bring_back,
                **{f"Alt+{n}": partial(self.make, kind) for n, kind in enumerate(MADE, 1)},
            }
        else:
            keys = {
                "Return": self.drill.practise_asked.emit,
                "D": self.drill.due_asked.emit,
                "M": self.drill.mind_asked.emit,
                "X": self.drill.mock_asked.emit,
                "E": self.drill.edit_asked.emit,
                "P": self.drill.place_asked.emit,
                "Del": self._remove,
                "Esc": self._close,
            }
        for key, action in keys.items():
            self.bind(key, action)

    def _start_or_open(self) -> None:
        """Enter: what is due, and with nothing due the chosen drill."""
        if self.home.start.isEnabled():
            self._service.start_due()
        else:
            self._open_chosen()

    def _bring_samples(self) -> None:
        if self.home.samples.isVisible():
            self._drafting.samples()

    def _open_chosen(self) -> None:
        row = self.home.chosen()
        if row is not None:
            self.open(row.id)

    def _show_home(self, home: Home) -> None:
        at = self._app.clock.now()
        day_start = self._app.settings.get(DAY_START)

        def day(wall: int) -> date:
            return day_of(wall, offset_at(wall, at.zone), day_start)

        self.home.show_home(home, today(at, day_start), day)

    def _show_facts(self, facts: DrillFacts | None) -> None:
        if facts is None or facts.row.id != self._open or self._service.run is not None:
            return
        self.drill.show_facts(facts)
        self._views.setCurrentWidget(self.drill)
        self._bind()

    def _close(self) -> None:
        self._open = None
        self._views.setCurrentWidget(self.home)
        self._follow()
        self.setFocus()

    def _remove(self) -> None:
        drill, self._removed = self._open, self._open
        if drill is not None:
            now = self._app.clock.now().wall
            self._service.store.remove(drill, now, self._service.changed)
            self._close()
            self.home.show_nothing(tr("Removed. Ctrl Z brings it back."))

    def _bring_back(self) -> None:
        """Undo the last removal, or the break that was planned."""
        drill, self._removed = self._removed, None
        if drill is None and self._breaking.undo is not None:
            self._breaking.undo()
        elif drill is not None:
            now = self._app.clock.now().wall
            self._service.store.remove(drill, now, self._service.changed, back=True)

    def _nothing(self) -> None:
        self.home.show_nothing(tr("Nothing to ask there now."))

    def _contributed(self, change: Contributed) -> None:
        if change.feature == "drill" and self.isVisible():
            self._follow()

    def _amount(self) -> Amount:
        settings = self._app.settings
        at, day_start = self._app.clock.now(), settings.get(DAY_START)
        return amount_of(Asking(at=at, day_start=day_start, settings=settings))


def _leave(leaves: tuple[Callable[[], None], ...], _: QWidget | None = None) -> None:
    for leave in leaves:
        leave()
