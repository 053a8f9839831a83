"""Focus for everybody else: verbs, and what page, tray and notification need to know."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from spindle.core.clock import MINUTE, Moment
from spindle.core.feature import App, Handed, PageAsked
from spindle.core.general import DAY_START
from spindle.core.presence import QuietChanged
from spindle.core.quiet_row import SessionWas
from spindle.core.session import SessionRated
from spindle.core.sessions import RATED_FROM
from spindle.core.translate import N_
from spindle.features.focus import model
from spindle.features.focus.absences import Absences
from spindle.features.focus.back import Inverse
from spindle.features.focus.begin import Beginnings
from spindle.features.focus.clock_steps import ClockSteps
from spindle.features.focus.evening import Yielding
from spindle.features.focus.following import next_rest, next_task
from spindle.features.focus.in_force import movements
from spindle.features.focus.ledger.service import Ledger
from spindle.features.focus.reading import Facts, OpenBreak
from spindle.features.focus.recalling import Recalling
from spindle.features.focus.record import Recorder
from spindle.features.focus.settings import ADVANCE, Advance
from spindle.features.focus.state import (
    IN_BLOCK,
    IN_BREAK,
    Block,
    BlockBegan,
    BlockChanged,
    BlockEnded,
    BreakBegan,
    BreakEnded,
    BreakUp,
    Gap,
    GapKind,
    Happened,
    Stage,
    Task,
    TimeUp,
)
from spindle.features.focus.store import FocusStore
from spindle.features.focus.timer import FocusChanged, FocusTimer
from spindle.features.focus.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

WALK: Final = 10 * MINUTE
"""A walk out of nothing."""

SKIPPED: Final = N_("undo", "Skipped. Ctrl Z takes it back for ten seconds.")


class FocusService(Beginnings):
    """What page, tray, notification and commands talk to.

    Attributes:
        handed: A text from another page, to be proposed as the next intention.
        rests_alone: Whether the running break began by itself.
        ledger: Every minute of a day, to be looked at and set right.
        absences: What the time was when nobody was there.
        recalling: What other activities would have recalled in a break.
    """

    def __init__(self, app: App) -> None:
        store = FocusStore(app.database)
        record = Recorder(app, store)
        super().__init__(app, store, record, FocusTimer(app, record, self._happened))
        self.facts = Facts()
        self.handed: Handed | None = None
        self.rests_alone = False
        self._steps = ClockSteps(app, store)
        self.recalling = Recalling(app, self._rests, self._tell_page)
        self.ledger = Ledger(app, self._taken)
        self.next_step = ""
        self.absences = Absences(app, store, self._timer, self.ledger, self._doing)
        self.ledger.gaps = self.absences
        self._watch = Watch(app, self._timer, self.absences.tell, self._go_on_alone)
        self._farewells: tuple[Callable[[], None], ...] = (
            app.wakes.subscribe(self._woke),
            app.bus.subscribe(QuietChanged, self._quiet_changed),
            app.bus.subscribe(Handed, self._take_over),
            app.bus.subscribe(SessionRated, record.follow),
            app.bus.subscribe(SessionWas, lambda one: self.ledger.was(one.session, one.kind)),
            Yielding(app, self._timer, self.stop_block).stop,
        )
        self._store.close_left_open(app.clock.now().wall)
        self._store.ask_open_break(self._restore)
        self.refresh()

    @property
    def asks(self) -> bool:
        """Whether it waits for a rating."""
        return self._timer.held.stage is Stage.ASKING

    @property
    def will_ask(self) -> bool:
        """Whether answering now would lead to the rating."""
        state = self.state
        block = state.running_block
        if block is None or not block.task.rates:
            return False
        return state.line - block.began >= RATED_FROM

    @property
    def parked(self) -> int:
        """Thoughts parked in the running block, or in the last one."""
        return self._record.parked

    @property
    def next_task(self) -> Task | None:
        """What follows the block, with the settings in force; None after what is done once."""
        return next_task(self._app.settings, self._timer.held.block)

    @property
    def next_rest(self) -> int:
        """Length of the break that would follow the block, µs."""
        return next_rest(self._app.settings, self.state.block)

    def finish(self) -> None:
        """The answer to time being up: to the rating, or straight to the break."""
        if self._timer.held.stage is not Stage.OVERTIME:
            return
        if self.will_ask:
            self.stop_block()
        if not self.asks:
            # The break ends the block itself: both stand at one moment.
            self.take_break(self.suggested)

    def take_break(self, movement: str = "", reason: str = "") -> Inverse | None:
        """Rest after the block, or go on where there is no break; None as with ``stop_block``."""
        if not self._may_end(reason, partial(self.take_break, movement)):
            return None
        return self._doing(N_("undo", "break"), partial(self._rest, movement))

    def _rest(self, movement: str) -> None:
        length = self.next_rest
        if length:
            self._timer.run(model.begin_break, length, movement)
        else:
            self._go_back_to_work()

    @property
    def suggested(self) -> str:
        """The movement that a break proposes; empty for none."""
        return next(iter(movements(self._app.settings)), "")

    def walk(self, reason: str = "") -> Inverse | None:
        """Ten minutes of the first movement, whatever there was before; None as above."""
        if not self._may_end(reason, self.walk):
            return None
        move = self.suggested
        return self._turn(N_("undo", "walk"), model.begin_break, WALK, move, follows=False)

    def skip(self, reason: str = "") -> Inverse | None:
        """From a block to its break, from a break to the next block; can be undone for 10 s.

        Returns:
            None when a strict block would end early without a reason: nothing was done.
        """
        if not self._may_end(reason, self.skip):
            return None
        block = self._timer.held.stage in IN_BLOCK

        def on() -> None:
            if block:
                self._rest(self.suggested)
            else:
                self._go_back_to_work()

        inverse = self._doing(N_("undo", "skip"), on)
        self._tell(SKIPPED, "")
        return inverse

    def back_to_work(self) -> Inverse:
        """End or skip the break and begin the plan's next block."""
        return self._doing(N_("undo", "back to work"), self._go_back_to_work)

    def _go_back_to_work(self) -> None:
        rest = self._timer.held.running_rest
        following = self.next_task if rest is None or rest.follows else None
        if following is None:
            self._timer.run(model.stop, ask=False)
            self._app.bus.publish(PageAsked("focus"))
        else:
            self._begin(following)

    def quit_question(self) -> str | None:
        """What to ask before quitting, marked in the context "quit"; None while no block runs.

        A strict block is asked why it ends, in the window that comes to the front for it.
        """
        if self.state.stage not in IN_BLOCK:
            return None
        if self.needs_reason:
            self.stop_block()
            return N_("quit", "This block is strict. Say why it ends, or quit without a reason.")
        return N_("quit", "A block is running. It ends here and keeps its time.")

    def refresh(self) -> None:
        """Read again what the start page tells."""
        at = self._app.clock.now()
        self._store.ask_facts(at, self._app.settings.get(DAY_START), self._take_facts)

    def stop(self) -> None:
        """Spindle is closing: a block ends as stopped; a break is found again at the next start."""
        for farewell in self._farewells:
            farewell()
        self._farewells = ()
        self._watch.stop()
        self.recalling.stop()
        self.absences.stop()
        self._timer.stop()

    def _happened(self, happened: tuple[Happened, ...]) -> None:
        for one in happened:
            if isinstance(one, BlockBegan):
                self.rests_alone = False
                self.facts = replace(self.facts, first_ever=False)
                self.next_step = ""
                self._store.ask_next_step(one.block.task.title, self._seen(), self._take_step)
            elif isinstance(one, BreakUp):
                self._advance(one)
            elif isinstance(one, TimeUp):
                self._rest_alone(one)
            elif isinstance(one, BreakEnded):
                self.rests_alone = False
        if any(isinstance(one, BlockEnded) for one in happened):
            self.refresh()
        self._watch.follow(happened, self._timer.session)
        if any(isinstance(one, BreakBegan | BreakEnded) for one in happened):
            self.recalling.look()
        session = self._timer.session
        for one in happened:
            slept = _slept(one)
            if slept is not None and session is not None:
                self.absences.tell(session, *slept)

    def _rests(self) -> bool:
        return self._timer.held.stage in IN_BREAK

    def _tell_page(self) -> None:
        self._app.bus.publish(FocusChanged())

    def _advance(self, up: BreakUp) -> None:
        """The break is over: go on by itself where that is wanted, and never after a suspend."""
        fresh = self._timer.held.line - up.line < MINUTE
        if fresh and self._app.settings.get(ADVANCE) is Advance.ALONE:
            self._app.post(self._go_on_alone)

    def _rest_alone(self, up: TimeUp) -> None:
        """Time is up: the break begins by itself where that is wanted."""
        fresh = self._timer.held.line - up.line < MINUTE
        if fresh and up.block.task.alone:
            self._app.post(self._take_break_alone)

    def _take_break_alone(self) -> None:
        if self._timer.held.stage is Stage.OVERTIME:
            self.rests_alone = True
            self.take_break(self.suggested)

    def _go_on_alone(self) -> None:
        if self._timer.held.stage is Stage.BREAK_OVER and self.next_task is not None:
            self.back_to_work()

    def _restore(self, found: OpenBreak | None) -> None:
        if found is not None:
            self._timer.restore(found)

    def _take_step(self, step: str) -> None:
        self.next_step = step
        self._app.bus.publish(FocusChanged())

    def _take_facts(self, facts: Facts) -> None:
        self.facts = facts
        self._app.bus.publish(FocusChanged())

    def _quiet_changed(self, event: QuietChanged) -> None:
        if event.quiet and self._timer.held.stage in (IN_BLOCK | IN_BREAK | {Stage.ASKING}):
            self.end_for_the_night()

    def _woke(self, at: Moment) -> None:
        running = self._app.sessions.running
        self._steps.look(at, running[-1].id if running else None)
        self._timer.look()

    def _take_over(self, event: Handed) -> None:
        if event.to_kind == "intention":
            self.handed = event
            self._app.bus.publish(PageAsked("focus"))


def _slept(one: Happened) -> tuple[Block, Gap] | None:
    """The suspend that just ended in a block, or was so long that it ended with the block."""
    if not isinstance(one, BlockChanged | BlockEnded):
        return None
    waits = one.block.open_gap is not None
    gap = next(iter(one.block.gaps[-2:] if waits else one.block.gaps[-1:]), None)
    if gap is None or gap.kind is not GapKind.SLEEP or gap.ended != one.line:
        return None
    return (one.block, gap) if waits or gap.ended == one.block.ended else None
