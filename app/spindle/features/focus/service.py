"""Focus for everybody else: verbs, and what page, tray and notification need to know."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from spindle.core.aims import split_title
from spindle.core.clock import MINUTE
from spindle.core.feature import App, Handed, PageAsked
from spindle.core.general import DAY_START
from spindle.core.ids import Ref
from spindle.core.presence import QuietChanged
from spindle.core.session import Session
from spindle.core.sessions import RATED_FROM
from spindle.core.text import clean
from spindle.core.translate import N_
from spindle.features.focus import model
from spindle.features.focus.plan import FIRST_EVER, Plan, PlanName
from spindle.features.focus.reading import Facts, OpenBreak, Unfinished
from spindle.features.focus.record import Recorder
from spindle.features.focus.settings import RATE, expires, movements, plan_in_force
from spindle.features.focus.state import (
    IN_BLOCK,
    IN_BREAK,
    BlockBegan,
    BlockEnded,
    Happened,
    Stage,
    State,
    Task,
)
from spindle.features.focus.store import FocusStore
from spindle.features.focus.timer import FocusChanged, FocusTimer

WALK: Final = 10 * MINUTE
"""A walk out of nothing."""


class FocusService:
    """What page, tray, notification and commands talk to.

    Attributes:
        facts: What the start page tells.
        handed: A text from another page, to be proposed as the next intention.
    """

    def __init__(self, app: App) -> None:
        self._app = app
        self._store = FocusStore(app.database)
        self._record = Recorder(app, self._store)
        self._timer = FocusTimer(app, self._record, self._happened)
        self.facts = Facts()
        self.handed: Handed | None = None
        self._farewells: tuple[Callable[[], None], ...] = (
            app.wakes.subscribe(lambda _: self._timer.look()),
            app.bus.subscribe(QuietChanged, self._quiet_changed),
            app.bus.subscribe(Handed, self._take_over),
        )
        self._store.close_left_open(app.clock.now().wall)
        self._store.ask_open_break(self._restore)
        self.refresh()

    @property
    def state(self) -> State:
        """The timer as it is at this very moment."""
        return self._timer.now

    @property
    def session(self) -> Session | None:
        """The session of the running block, or of the last one with its rating."""
        return self._record.session

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
        """What follows the block: the next of its plan, with the lengths in force now."""
        block = self._timer.held.block
        if block is None:
            return None
        plan = plan_in_force(self._app.settings, block.task.plan.name)
        number = block.task.plan.following(block.task.number)
        return replace(
            block.task,
            plan=plan,
            number=min(number, len(plan.blocks)),
            planned=None,
            expires=expires(self._app.settings),
            rates=self._app.settings.get(RATE),
        )

    @property
    def next_rest(self) -> int:
        """Length of the break that would follow the block, µs."""
        block = self._timer.held.block
        plan = plan_in_force(self._app.settings, None if block is None else block.task.plan.name)
        return plan.rest(1 if block is None else block.task.number)

    def aim_name(self, aim: str | None) -> str:
        """The name of an aim; empty for none."""
        return next((name for name, known in self.facts.aims if known == aim), "")

    def first_length(self, plan: Plan) -> int:
        """The first block proposed, µs: ten minutes for the first ever."""
        return FIRST_EVER if self.facts.first_ever else plan.block(1)

    def start(
        self,
        intention: str,
        *,
        plan: PlanName | None = None,
        first: int | None = None,
        ref: Ref | None = None,
    ) -> None:
        """Begin a block at once.

        Args:
            intention: As typed; ``#`` at its end names an aim.
            plan: The default one when left out.
            first: Length of the first block, µs.
            ref: What it works on.
        """
        title, aim = split_title(" ".join(clean(intention).split()))
        chosen = plan_in_force(self._app.settings, plan)
        length = self.first_length(chosen) if first is None else first
        task = Task(title=title, plan=chosen.begin_with(length), ref=ref)
        known = self._aim(aim)
        if aim is None or known is not None:
            self._begin(replace(task, aim=known))
        if aim is not None:
            # A new aim has to be there before a session can carry it.
            begin = None if known is not None else task
            self._store.use_aim(aim, self._seen(), partial(self._aim_found, aim, begin))

    def go_on(self, unfinished: Unfinished | None = None) -> None:
        """Continue the last block that ended early, or a given one, for the time it lacked."""
        found = unfinished or self.facts.unfinished
        if found is not None:
            self._begin(replace(found.task, planned=max(MINUTE, found.left)))

    def start_from(self, ref: Ref) -> bool:
        """Begin at once with an intention's text, or again with a past block's; False otherwise."""
        if ref.kind == "intention":
            self.start(ref.id)
        elif ref.kind == "session":
            self._store.ask_task(ref.id, self._go_on_found)
        return ref.kind in {"intention", "session"}

    def pause_or_resume(self) -> None:
        """Space."""
        paused = self._timer.held.stage is Stage.PAUSED
        verb = model.resume if paused else model.pause
        self._timer.run(verb)

    def longer(self) -> None:
        """Five minutes more."""
        self._timer.run(model.longer)

    def shorter(self) -> None:
        """Five minutes less, leaving ten seconds."""
        self._timer.run(model.shorter)

    def interrupted(self) -> None:
        """Count an interruption."""
        self._timer.run(model.interrupted)

    def stop_block(self) -> None:
        """End the block, or the break. Asks how a block went, if that is wanted."""
        block = self.state.running_block
        self._timer.run(model.stop, ask=block is not None and block.task.rates)

    def finish(self) -> None:
        """The answer to time being up: to the rating, or straight to the break."""
        if self._timer.held.stage is Stage.OVERTIME:
            self.stop_block()
            if not self.asks:
                self.take_break()

    def let_go(self) -> None:
        """End whatever runs without asking anything."""
        self._timer.run(model.stop, ask=False)

    def rate(self, rating: int) -> None:
        """Rate the block that just ended; in overtime this ends it. 1–5."""
        if self._timer.held.stage is Stage.OVERTIME:
            self._timer.run(model.stop)
        if self._timer.held.stage not in IN_BLOCK and self._record.rate(rating):
            self._timer.tell()

    def note(self, text: str) -> None:
        """Keep a note with the last block."""
        if self.session is not None:
            self._store.save_note(self.session.id, clean(text).strip(), self._seen())

    def park(self, text: str, done: Callable[[], None] = lambda: None) -> bool:
        """Keep a thought for later; ``done`` once it is on the disk. False for an empty one."""
        thought = clean(text).strip()
        if not thought:
            return False
        self._record.park(thought, done, inside=self._timer.held.stage in IN_BLOCK)
        self._timer.tell()
        self.refresh()
        return True

    def finish_thought(self, thought: str) -> None:
        """A parked thought, by id, needs no more attention."""
        self._store.finish_thought(thought, self._seen())
        self.refresh()

    def take_break(self, movement: str = "") -> None:
        """Rest after the block."""
        self._timer.run(model.begin_break, self.next_rest, movement)

    def walk(self) -> None:
        """Ten minutes of the first movement, whatever there was before."""
        names = movements(self._app.settings)
        self._timer.run(model.begin_break, WALK, names[0] if names else "", follows=False)

    def choose_movement(self, movement: str) -> None:
        """Do this in the break; the chosen one again means none."""
        rest = self._timer.held.running_rest
        if rest is not None:
            wanted = "" if rest.movement == movement else movement
            self._timer.run(model.choose_movement, wanted)

    def back_to_work(self) -> None:
        """End or skip the break and begin the plan's next block."""
        rest = self._timer.held.running_rest
        following = self.next_task if rest is None or rest.follows else None
        if following is None:
            self.let_go()
            self._app.bus.publish(PageAsked("focus"))
        else:
            self._begin(following)

    def quit_question(self) -> str | None:
        """What to ask before quitting, marked in the context "quit"; None while no block runs."""
        if self.state.stage not in IN_BLOCK:
            return None
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
        self._timer.stop()

    def _begin(self, task: Task) -> None:
        settings = self._app.settings
        task = replace(task, expires=expires(settings), rates=settings.get(RATE))
        self._timer.run(model.start, task)

    def _happened(self, happened: tuple[Happened, ...]) -> None:
        if any(isinstance(one, BlockBegan) for one in happened):
            self.facts = replace(self.facts, first_ever=False)
        if any(isinstance(one, BlockEnded) for one in happened):
            self.refresh()

    def _restore(self, found: OpenBreak | None) -> None:
        if found is not None:
            self._timer.restore(found)

    def _take_facts(self, facts: Facts) -> None:
        self.facts = facts
        self._app.bus.publish(FocusChanged())

    def _go_on_found(self, found: Unfinished | None) -> None:
        if found is not None:
            self.go_on(found)

    def _quiet_changed(self, event: QuietChanged) -> None:
        if event.quiet and self._timer.held.stage in (IN_BLOCK | IN_BREAK | {Stage.ASKING}):
            self.let_go()

    def _take_over(self, event: Handed) -> None:
        if event.to_kind == "intention":
            self.handed = event
            self._app.bus.publish(PageAsked("focus"))

    def _aim(self, name: str | None) -> str | None:
        wanted = "" if name is None else name.casefold()
        return next((aim for known, aim in self.facts.aims if known.casefold() == wanted), None)

    def _aim_found(self, name: str, begin: Task | None, aim: str) -> None:
        if begin is not None:
            self.facts = replace(self.facts, aims=(*self.facts.aims, (name, aim)))
            self._begin(replace(begin, aim=aim))

    def _seen(self) -> int:
        return self._app.clock.now().wall
