"""The Drill page: the home, a drill with its measures, or the run under way."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from spindle.core.feature import App, Contributed
from spindle.core.general import LETTERS
from spindle.core.ids import Ref
from spindle.features.drill import measuring
from spindle.features.drill.conducting import RunMoved
from spindle.features.drill.loading import Of
from spindle.features.drill.measuring import DrillFacts
from spindle.features.drill.page.aside import Aside
from spindle.features.drill.page.breaking import Breaking, BreakView
from spindle.features.drill.page.drafting import Drafting
from spindle.features.drill.page.drill_view import DrillView
from spindle.features.drill.page.exporting import ENDINGS, ExportView
from spindle.features.drill.page.home import MADE, HomeView
from spindle.features.drill.page.home_desk import HomeDesk
from spindle.features.drill.page.importing import ImportView
from spindle.features.drill.page.items import ItemsDesk, ItemsView
from spindle.features.drill.page.mock import MockView
from spindle.features.drill.page.placing import Placing
from spindle.features.drill.page.rated import RatedView
from spindle.features.drill.page.relations import RelationsView
from spindle.features.drill.page.run.view import RunView
from spindle.features.drill.page.told import QtWords
from spindle.features.drill.page.undoing import Undoing
from spindle.features.drill.page.words import tr
from spindle.features.drill.parts import Which
from spindle.features.drill.reading import HomeRow
from spindle.features.drill.service import DrillChanged, DrillService, NothingToAsk
from spindle.ui.page import Page

_PAGE: Final = 10


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
        self.run.may_question = any("question" in each.accepts for each in app.features)
        self.rated = RatedView()
        self.relations = RelationsView()
        self.away = BreakView()
        self.mock = MockView()
        self.items = ItemsView()
        self.importing = ImportView(app)
        self.exporting = ExportView(app)
        self._undoing = Undoing()
        self._desk = HomeDesk(app, service, self.home, self.open)
        self._breaking = Breaking(app, service, self.away, self._undoing)
        self._items = ItemsDesk(service, app.clock, self.items, self._undoing, self._desk.day)
        self._placing = Placing(service.store, app.clock, self.relations, self._place)
        self._drafting = Drafting(service, app.clock, self._edit_with, app.profile / "media")
        self._conducted: object = None
        self._open: str | None = None
        self._awaited: str | None = None  # the drill to be shown once it is read
        self._views = QStackedWidget()
        self._elsewhere = (
            *(self.relations, self.away, self.mock, self.items),
            *(self.importing, self.exporting),
        )
        for view in (self.home, self.drill, self.run, self.rated, *self._elsewhere):
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
        """Show a drill; ``due``, ``new``, ``import`` and ``export`` stand for what they say."""
        if ref is None or ref.kind != "drill" or ref.id == "due":
            return
        if self._drafting.unsaved:
            self._drafting.show()
            return
        verbs = {"new": self.make, "import": self._import, "export": self._export}
        verbs.get(ref.id, partial(self.open, ref.id))()

    def entered(self) -> None:
        """Read again; a run, the editor or a list goes on where the keys were."""
        self._follow()
        if self._drafting.take_handed():
            return
        view = self._views.currentWidget()
        held = None if view is None or view in {self.home, self.drill} else view.focusWidget()
        if held is not None and held.isVisibleTo(self):
            held.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus()

    def open(self, drill: str) -> None:
        """Show a drill with its measures; what is not kept in the editor comes first."""
        if self._drafting.unsaved:
            self._drafting.show()
            return
        if self._service.run is not None:
            self._service.leave()  # its end is still shown; one that goes on stays
        self._open = self._awaited = drill
        amount, mode = self._desk.amount(), self.drill.mode_of(drill)
        self._service.store.ask(measuring.facts, self._show_facts, drill, amount, mode)

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
        self.away.left.connect(self._back)
        home.import_asked.connect(self._import)
        self.importing.left.connect(self._close)
        home.export_asked.connect(self._export)
        drill.export_asked.connect(self._export)
        self.exporting.left.connect(self._back)
        home.mock_asked.connect(lambda: self._ask_mock(self.home.chosen()))
        home.learn_asked.connect(lambda: self._app.run("drill.learn"))
        home.opened.connect(self.open)
        home.make_asked.connect(self.make)
        drill.practise_asked.connect(
            lambda: self._with(lambda one: self._service.practise(one, drill.mode()))
        )
        drill.due_asked.connect(lambda: self._with(self._service.start_due))
        drill.mind_asked.connect(lambda: self._with(self._service.rehearse))
        drill.mock_asked.connect(lambda: self._ask_mock(drill.row))
        for signal, which in (
            (drill.missed_asked, Which.MISSED),
            (drill.slow_asked, Which.SLOW),
        ):
            signal.connect(partial(self._practise_parts, which))
        drill.items_asked.connect(self._list_items)
        self.items.left.connect(self._back)
        self.mock.left.connect(self._back)
        self.mock.begun.connect(self._begin_mock)
        drill.place_asked.connect(lambda: self._with(self._placing.open))
        drill.edit_asked.connect(lambda: self._with(self._drafting.edit))
        drill.remove_asked.connect(self._remove)
        drill.turned.connect(lambda: self._with(self.open))
        drill.left.connect(self._close)
        self.run.left.connect(self._after_run)
        self.run.questioned.connect(self._service.hand_question)
        self.rated.rated.connect(self._service.rate)
        self.rated.left.connect(self._service.leave)

    def _after_run(self) -> None:
        """Ask how it went, if it was long enough to be asked; then back to the drills."""
        ended = self._service.ended
        if ended is None or not self._service.asks_rating():
            self._service.leave()
            return
        self.rated.show_session(ended)
        rates = {str(number): partial(self._service.rate, number) for number in range(1, 6)}
        leave = self._service.leave
        self._turn_to(self.rated, {**rates, "Return": leave, "Esc": leave})
        self.setFocus()

    def _place(self, *, shown: bool) -> None:
        """Show the place of a drill among the others, or the drill again."""
        if shown and self._open is not None:
            self._turn_to(self.relations, {"Esc": self.relations.left.emit})
        elif self._views.currentWidget() is self.relations:
            self._views.setCurrentWidget(self.drill)
            self._follow()
            self.setFocus()

    def _practise_parts(self, which: Which) -> None:
        self._with(lambda one: self._service.practise_parts(one, which))

    def _list_items(self) -> None:
        """Show the items of the drill that is open."""
        facts = self.drill.facts
        if facts is not None and self._open is not None:
            self._items.open(self._open, facts.row.title)
            keys: dict[str, Callable[[], object]] = {
                "R": self.items.turn,
                "N": self.items.begin_anew,
                "Up": lambda: self.items.step(-1),
                "Down": lambda: self.items.step(1),
                "PgUp": lambda: self.items.step(-_PAGE),
                "PgDown": lambda: self.items.step(_PAGE),
                "Ctrl+Z": self._undoing.undo,
                "Esc": self._back,
            }
            self._turn_to(self.items, keys)
            self.setFocus()

    def _back(self) -> None:
        """To the drill that is open, or to all of them."""
        self._views.setCurrentWidget(self.home if self._open is None else self.drill)
        self._follow()
        self.setFocus()

    def _ask_mock(self, row: HomeRow | None) -> None:
        """Ask what a mock run is to be of, and how long."""
        self.mock.offer(row)
        self._turn_to(self.mock, {"Return": self.mock.ask, "Esc": self._back})
        self.mock.of.setFocus()

    def _begin_mock(self, of: Of, minutes: int) -> None:
        self._views.setCurrentWidget(self.home)
        self._service.mock(of, minutes)

    def _plan_break(self) -> None:
        """Show what a break would do, and those that are planned."""
        keys = {
            "Esc": self._back,
            "Return": self.away.kept.emit,
            "Ctrl+Shift+Del": self.away.take_next_back,
        }
        self._turn_to(self.away, keys)
        self._breaking.open()

    def _import(self) -> None:
        """Ask for a file, and show what it would bring."""
        if self.importing.begin():
            keys = {"Return": self.importing.go_on, "Esc": self.importing.leave}
            self._turn_to(self.importing, keys)
            self.setFocus()

    def _export(self) -> None:
        """Ask how to write out the drill that is open, or all of them."""
        facts = self.drill.facts if self._open is not None else None
        self.exporting.begin(None if facts is None else (facts.row.id, facts.row.title))
        choices = {str(nth + 1): partial(self.exporting.choose, nth) for nth in range(len(ENDINGS))}
        self._turn_to(self.exporting, {**choices, "Esc": self.exporting.leave})

    def _edit_with(self, editor: QWidget | None, kept: str | None) -> None:
        """Show the editor, or what stands there once it is left."""
        if editor is None:
            self._open = kept or self._open
            self._follow()
            self.setFocus()
            return
        if self._views.indexOf(editor) < 0:
            self._views.addWidget(editor)
        self._turn_to(editor, {})

    def _with(self, verb: Callable[[str], object]) -> None:
        if self._open is not None:
            verb(self._open)

    def _follow(self) -> None:
        """The run if there is one, else the drill that is open, else the home."""
        self.letters_on = self.run.letters_on = self._app.settings.get(LETTERS)
        conducted, ended = self._service.run, self._service.ended
        elsewhere = self._views.currentWidget() in self._elsewhere
        if conducted is None and (self._drafting.under_way or elsewhere):
            return
        if conducted is not None and conducted is self._conducted and self._rating():
            if ended is not None:
                self.rated.show_session(ended)
            return
        if conducted is not None:
            self._turn_to(self.run, {"W": lambda: self.aside.say_why(self._service.run)})
            if conducted is not self._conducted:
                self._conducted = conducted
                self.run.begin(conducted)
            return
        self.aside.hide()
        self._conducted = None
        if self._open is not None:
            self.open(self._open)
        else:
            self._views.setCurrentWidget(self.home)
            self._desk.refresh()
        self._bind()

    def _turn_to(self, view: QWidget, keys: Mapping[str, Callable[[], object]]) -> None:
        """Show a view with its keys and no others."""
        self._awaited = None
        self._views.setCurrentWidget(view)
        self.bind_only(keys)

    def _rating(self) -> bool:
        return self._views.currentWidget() is self.rated

    def _bind(self) -> None:
        if self._open is None:
            keys: dict[str, Callable[[], object]] = {
                "Return": self._desk.start_or_open,
                "Space": self._desk.open_chosen,
                "L": lambda: self._app.run("drill.learn"),
                "Up": lambda: self.home.step(-1),
                "Down": lambda: self.home.step(1),
                "S": self._bring_samples,
                "B": self._plan_break,
                "X": self.home.mock.click,
                "Ctrl+N": self.make,
                "Ctrl+O": self._import,
                "Ctrl+E": self.home.out.click,
                "Ctrl+Z": self._undoing.undo,
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
                "I": self._list_items,
                "Ctrl+E": self._export,
                "W": self.drill.missed.click,
                "S": self.drill.slow.click,
                "Ctrl+Z": self._undoing.undo,
                "Del": self._remove,
                "Ctrl+N": self.make,
                "Ctrl+O": self._import,
                "Esc": self._close,
            }
        self.bind_only(keys)

    def _bring_samples(self) -> None:
        if self.home.samples.isVisible():
            self._drafting.samples()

    def _show_facts(self, facts: DrillFacts | None) -> None:
        if facts is None or facts.row.id != self._awaited or self._service.run is not None:
            return
        self.drill.show_facts(facts)
        if self._views.currentWidget() is not self.drill:
            self._views.setCurrentWidget(self.drill)
            self.setFocus()
        self._bind()

    def _close(self) -> None:
        self._open = self._awaited = None
        self._views.setCurrentWidget(self.home)
        self._follow()
        self.setFocus()

    def _remove(self) -> None:
        drill = self._open
        if drill is None:
            return
        store, changed = self._service.store, self._service.changed

        def bring_back() -> None:
            store.remove(drill, self._app.clock.now().wall, changed, back=True)

        store.remove(drill, self._app.clock.now().wall, changed)
        self._undoing.push(bring_back)
        self._close()
        self.home.show_nothing(tr("Removed. Ctrl Z brings it back."))

    def _nothing(self) -> None:
        self.home.show_nothing(tr("Nothing to ask there now."))

    def _contributed(self, change: Contributed) -> None:
        if change.feature == "drill" and self.isVisible():
            self._follow()


def _leave(leaves: tuple[Callable[[], None], ...], _: QWidget | None = None) -> None:
    for leave in leaves:
        leave()
