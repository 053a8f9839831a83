"""The start page: what will be done, by which plan, and how long first."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from spindle.core.clock import MINUTE
from spindle.core.feature import App
from spindle.core.ids import Ref
from spindle.core.value import context_of
from spindle.core.value_reason import how_long
from spindle.features.focus.in_force import named, outside, plan_in_force
from spindle.features.focus.page.movement import MoveEntry
from spindle.features.focus.page.park import StepEntry
from spindle.features.focus.page.thoughts import Thoughts
from spindle.features.focus.page.tiles import LengthChips, PlanPills, PlanTiles
from spindle.features.focus.page.words import (
    length,
    long_length,
    one_line,
    tr,
    typed_length,
)
from spindle.features.focus.plan import FIRST_EVER, LONGEST, Mode, Plan, PlanName
from spindle.features.focus.service import FocusService
from spindle.features.focus.settings import PLAN, PUSHES
from spindle.ui.buttons import Button
from spindle.ui.field import Field
from spindle.ui.labels import Label
from spindle.ui.page import page_around
from spindle.ui.said import said
from spindle.ui.scroll import Scroll
from spindle.ui.theme import Themed, theme_of
from spindle.ui.tile import Pill
from spindle.ui.wrap import Wrap

_USUAL: Final = tuple(m * MINUTE for m in (15, 20, 25, 30, 40))
_WIDTH: Final = 720
_RECENT_SHOWN: Final = 2
_BECOMES: Final = ("question", "drill", "entry")


class StartView(QWidget, Themed):
    """Picture 02d."""

    ledger_asked = Signal()

    def __init__(self, app: App, service: FocusService, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._service = service
        self._name: PlanName | str | None = None
        self._first: int | None = None
        self._ref: Ref | None = None
        self._aim: str | None = None
        self.field = Field(size="hero")
        self.field.installEventFilter(self)
        self.field.setAccessibleName(tr("What will you have done by the end of this block?"))
        self._worked = Label("caption", "", "ink3")
        self._told = Label("caption", "", "ink2")
        self._recent = Label("caption", "", "ink3")
        self._recent.let_shrink()
        self._tiles = PlanTiles()
        self._tiles.chosen.connect(self.choose_plan)
        self._named = PlanPills()
        self._named.chosen.connect(self.choose_plan)
        self._chips = LengthChips()
        self._chips.chosen.connect(self.choose_first)
        self.typed = Field(size="form")
        self.typed.setAccessibleName(tr("Another length of the first block, in minutes"))
        self.typed.setPlaceholderText(tr("min"))
        self.typed.setFixedWidth(76)
        self.typed.textEdited.connect(self._type_length)
        self._pushes = Pill(tr("Pushes"))
        self._pushes.setAccessibleDescription(tr("Short spells of full effort. Ctrl P"))
        self._pushes.setToolTip(tr("Short spells of full effort. Ctrl P"))
        self._pushes.clicked.connect(self.switch_pushes)
        self._hint = Label("caption", "", "ink3")
        self._start = Button("primary", "", key="Enter")
        self._start.clicked.connect(lambda: self.start(Mode.PLAN))
        self._flow = Button("quiet", tr("Open end"), key="Ctrl Enter")
        self._flow.clicked.connect(lambda: self.start(Mode.FLOW))
        self._once = Button("quiet", "", key="Shift Enter")
        self._once.clicked.connect(lambda: self.start(Mode.COUNTDOWN))
        self._go_on = Button("quiet", tr("Continue where I left off"), key="C")
        self._go_on.clicked.connect(self.go_on)
        self._walk = Button("quiet", tr("Walk 10 minutes"), key="W")
        self._walk.clicked.connect(lambda _: service.walk())
        self._ledger = Button("quiet", tr("Ledger"), key="Ctrl L")
        self._ledger.clicked.connect(self.ledger_asked)
        accepted = {kind for feature in app.features for kind in feature.accepts}
        self._thoughts = Thoughts([kind for kind in _BECOMES if kind in accepted])
        self._thoughts.handed.connect(service.hand_thought)
        self.moves = MoveEntry()
        self._moved = Button("quiet", tr("Enter a movement"), key="Ctrl M")
        self._moved.clicked.connect(self.open_moves)
        self.moves.logged.connect(service.ledger.log_movement)
        self._thoughts.done.connect(service.finish_thought)
        self.step = StepEntry()
        self.step.entered.connect(self._keep_step)
        self._leave = Button("quiet", tr("Leave the next step"), key="E")
        self._leave.clicked.connect(self._open_step)
        self._lay_out()

    @property
    def plan(self) -> Plan:
        """The plan chosen on the page, with the lengths in force."""
        return self._service.plan_of(self._name)

    @property
    def first(self) -> int:
        """Length of the first block, µs."""
        return self._service.first_length(self.plan) if self._first is None else self._first

    @property
    def once(self) -> int:
        """How long a block is that runs just once, µs: as chosen, or as the last one was."""
        return self._first or self._service.facts.once or self.first

    def theme_changed(self) -> None:
        """As wide as the words in them are large."""
        for one in self._narrow:
            one.setMaximumWidth(theme_of(self).px(_WIDTH))

    def keys(self) -> Mapping[str, Callable[[], object]]:
        """What each key does now."""
        return {
            "Return": self.start,
            "Ctrl+Return": partial(self.start, Mode.FLOW),
            "Shift+Return": partial(self.start, Mode.COUNTDOWN),
            "[": lambda: self._step(-1),
            "]": lambda: self._step(1),
            "C": self.go_on,
            "P": self.switch_pushes,
            "Ctrl+P": self.switch_pushes,
            "W": self._service.walk,
            "E": self._open_step,
            "Esc": self._leave_line,
            **self._thoughts.keys(),
        }

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl Z in the empty field takes back the last verb, not a letter."""
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.field.text()
            and self._service.can_undo
        ):
            self._service.undo()
            return True
        return super().eventFilter(watched, event)

    def propose(self, text: str, ref: Ref | None, aim: str | None = None) -> None:
        """Fill in an intention that came from elsewhere, with the aim (its id) it carries."""
        self.field.setText(text)
        self._ref, self._aim = ref, aim

    @property
    def typing_place(self) -> QWidget:
        """Where keys belong now."""
        if not self.step.isHidden():
            return self.step.field
        return self.field if self.moves.isHidden() else self.moves

    def _leave_line(self) -> None:
        """What was typed stays, and the page's letters do what they say."""
        page = page_around(self)
        if page is not None and self.field.hasFocus():
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_step(self) -> None:
        if self._service.can_leave_step:
            self.step.begin(self._service.next_step)

    def _keep_step(self, words: str) -> None:
        self._service.leave_step(words)
        self.step.close_entry()

    def open_moves(self) -> None:
        """Choose a movement that was done without Spindle."""
        self.moves.open(outside(self._app.settings))

    def say(self, words: str) -> None:
        """Say what was just taken back; empty for nothing."""
        self._told.setText(words)

    def start(self, mode: Mode = Mode.PLAN) -> None:
        """Begin the block; ``mode`` open or once goes without the plan."""
        text = self.field.typed()
        self.field.clear()
        ref, aim, self._ref, self._aim = self._ref, self._aim, None, None
        first = self.once if mode is Mode.COUNTDOWN else self.first
        self._service.start(text, plan=self._name, first=first, mode=mode, ref=ref, aim=aim)
        self._first = None
        self.typed.clear()

    def go_on(self) -> None:
        """Continue the block that ended before its time."""
        if self._service.facts.unfinished is not None:
            self._service.go_on()

    def choose_plan(self, name: str) -> None:
        """Another plan for the next sitting; the first length is the plan's again."""
        self._name = PlanName(name) if name in set(PlanName) else name
        self._first = None
        self.redraw()

    def choose_first(self, microseconds: int) -> None:
        """Another length of the first block."""
        self._first = microseconds
        self.redraw()

    def switch_pushes(self) -> None:
        """Pushes and eases inside the next blocks, or plain ones."""
        settings = self._app.settings
        settings.set(PUSHES, not settings.get(PUSHES))
        self.redraw()

    def _type_length(self, words: str) -> None:
        found = typed_length(words)
        self._first = found if found is not None and found <= LONGEST else None
        self.redraw()

    def redraw(self) -> None:
        """Show what is chosen and what is known."""
        facts, plan, first = self._service.facts, self.plan, self.first
        self._worked.setText(
            tr("Day so far {length}").format(length=length(facts.worked)) if facts.worked else ""
        )
        self._recent.setText(self._recent_words())
        shown = {name: plan_in_force(self._app.settings, name) for name in PlanName}
        chosen = self._name or self._app.settings.get(PLAN)
        self._tiles.show_plans(shown, chosen)
        self._named.show_names(tuple(named(self._app.settings)), str(chosen))
        self._chips.show_lengths(self._lengths(), first)
        after = tr("[ shorter, ] longer. Break of {length} after it.")
        if not plan.rest(1):
            after = tr("[ shorter, ] longer. No break after it.")
        words = after.format(length=long_length(plan.rest(1)))
        self._hint.setText(f"{words} {said(advice)}" if (advice := self._advice()) else words)
        self._start.setText(tr("Start {length}").format(length=long_length(first)))
        self._once.setText(tr("Once {length}").format(length=length(self.once)))
        self._pushes.setChecked(self._app.settings.get(PUSHES))
        self._thoughts.show_thoughts(facts.thoughts)
        self._go_on.setVisible(facts.unfinished is not None)
        self._leave.setVisible(self._service.can_leave_step)

    def _advice(self) -> str:
        """What the person's ratings say of another length than the chosen one; may be empty."""
        local = self._app.clock.now().local
        hour = local.hour + local.minute / 60
        why = how_long(self._app.sessions.value, context_of("focus", hour, self.first / MINUTE))
        return why.text if why.found else ""

    def _lengths(self) -> tuple[int, ...]:
        own = {self._service.first_length(self.plan), self.first}
        if self._service.facts.first_ever:
            own.add(FIRST_EVER)
        return tuple(sorted({*_USUAL, *own}))

    def _step(self, way: int) -> None:
        lengths = self._lengths()
        at = lengths.index(self.first) + way
        self.choose_first(lengths[max(0, min(len(lengths) - 1, at))])

    def _recent_words(self) -> str:
        recent = self._service.facts.recent[:_RECENT_SHOWN]
        if not recent:
            return tr("One line. A word after # at its end names the aim.")
        titles = " · ".join(one_line(title, 60) for title in recent)
        return tr("One line. Recent: {titles}").format(titles=titles)

    def _lay_out(self) -> None:
        inner = QWidget()
        head = QHBoxLayout()
        head.addWidget(Label("page_name", tr("Focus")))
        head.addStretch(1)
        head.addWidget(self._told)
        head.addSpacing(24)
        head.addWidget(self._worked)
        buttons, more = Wrap(6), Wrap(6)
        for row, widgets in (
            (buttons, (self._start, self._go_on, self._leave)),
            (more, (self._flow, self._once, self._walk, self._moved, self._ledger)),
        ):
            for button in widgets:
                row.addWidget(button)
        chips = QWidget()
        beside = Wrap(8)
        chips.setLayout(beside)
        for part in (self._chips, self.typed, self._pushes):
            beside.addWidget(part)
        column = QVBoxLayout(inner)
        column.setContentsMargins(40, 28, 40, 28)
        column.setSpacing(0)
        column.addLayout(head)
        question = tr("What will you have done by the end of this block?")
        for gap, widget in (
            (60, Label("caption", question, "ink3")),
            (8, self.field),
            (10, self._recent),
            (38, Label("section", tr("Plan"))),
            (12, self._tiles),
            (0, self._named),
            (40, Label("section", tr("First block"))),
            (12, chips),
            (12, self._hint),
        ):
            column.addSpacing(gap)
            column.addWidget(widget)
        column.addSpacing(38)
        column.addLayout(buttons)
        column.addSpacing(10)
        column.addLayout(more)
        column.addWidget(self.moves)
        column.addWidget(self.step)
        column.addWidget(self._thoughts)
        column.addStretch(1)
        self._narrow: tuple[QWidget, ...] = (self.field, self._recent, self._tiles, self._thoughts)
        self.theme_changed()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scroll(inner))
