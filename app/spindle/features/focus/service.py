"""The focus timer at work: holds the machine, rings at its boundaries and keeps what happened.

Everything here runs in the GUI thread. Between two boundaries nothing ticks but the heartbeat.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from spindle.core.aims import split_title
from spindle.core.clock import MINUTE, SECOND
from spindle.core.days import day_span, today
from spindle.core.events import Event
from spindle.core.feature import App, Contributed, PageAsked
from spindle.core.general import DAY_START
from spindle.core.ids import Ref
from spindle.core.presence import QuietChanged
from spindle.core.session import Session
from spindle.core.sessions import BEAT, RATED_FROM
from spindle.core.text import clean
from spindle.core.translate import N_
from spindle.features.focus import model
from spindle.features.focus.plan import FIRST_EVER, Plan, PlanName
from spindle.features.focus.presence import presence_of
from spindle.features.focus.record import Recorder
from spindle.features.focus.settings import RATE, expires, movements, plan_in_force
from spindle.features.focus.state import (
    IN_BLOCK,
    IN_BREAK,
    Block,
    BlockBegan,
    BlockEnded,
    Stage,
    State,
    Step,
    Task,
)
from spindle.features.focus.store import Facts, FocusStore, OpenBreak, Unfinished

WALK: Final = 10 * MINUTE
"""A walk out of nothing."""


@dataclass(frozen=True, slots=True)
class FocusChanged(Event):
    """The timer's stage, plan, rating or facts changed."""


class FocusService:
    """What page, tray, notification and commands talk to."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._store = FocusStore(app.database)
        self._state = model.new(app.clock.now(), expires(app.settings))
        self._record = Recorder(app, self._store)
        self._boundary = app.new_alarm()
        self._heart = app.new_alarm()
        self.facts = Facts()
        self._farewells: tuple[Callable[[], None], ...] = (
            app.wakes.subscribe(lambda _: self.look()),
            app.bus.subscribe(QuietChanged, self._quiet_changed),
        )
        self._store.close_left_open(app.clock.now().wall)
        self._store.ask_open_break(self._restore)
        self.refresh()

    @property
    def state(self) -> State:
        """The timer as it is at this very moment."""
        return model.advance(self._state, self._app.clock.now())[0]

    @property
    def session(self) -> Session | None:
        """The session of the running block, or of the last one with its rating."""
        return self._record.session

    @property
    def asks(self) -> bool:
        """Whether it waits for a rating."""
        return self._state.stage is Stage.ASKING

    @property
    def will_ask(self) -> bool:
        """Whether answering now would lead to the rating."""
        block = self.state.running_block
        long_enough = block is not None and self.state.line - block.began >= RATED_FROM
        return long_enough and self._app.settings.get(RATE)

    @property
    def parked(self) -> int:
        """Thoughts parked in the running block, or in the last one."""
        return self._record.parked

    @property
    def next_task(self) -> Task | None:
        """What follows the block: the next of its plan, with the lengths in force now."""
        block = self._state.block
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
        )

    @property
    def next_rest(self) -> int:
        """Length of the break that would follow the block, µs."""
        block = self._state.block
        plan = plan_in_force(self._app.settings, None if block is None else block.task.plan.name)
        return plan.rest(1 if block is None else block.task.number)

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
        task = Task(
            title=title,
            plan=chosen.begin_with(self.first_length(chosen) if first is None else first),
            aim=None if aim is None else self._aim(aim),
            ref=ref,
        )
        self._begin(task)

    def go_on(self, unfinished: Unfinished | None = None) -> None:
        """Continue the last block that ended early, or a given one, for the time it lacked."""
        found = unfinished or self.facts.unfinished
        if found is not None:
            self._begin(replace(found.task, planned=max(MINUTE, found.left)))

    def start_from(self, ref: Ref) -> None:
        """Begin at once with an intention's text, or again with a past block's."""
        if ref.kind == "intention":
            self.start(ref.id)
        elif ref.kind == "session":
            self._store.ask_task(ref.id, self._go_on_found)
        else:
            self._app.bus.publish(PageAsked("focus", ref))

    def pause_or_resume(self) -> None:
        """Space."""
        paused = self._state.stage is Stage.PAUSED
        verb = model.resume if paused else model.pause
        self._do(verb(self._state, self._app.clock.now()))

    def longer(self) -> None:
        """Five minutes more."""
        self._do(model.longer(self._state, self._app.clock.now()))

    def shorter(self) -> None:
        """Five minutes less, leaving ten seconds."""
        self._do(model.shorter(self._state, self._app.clock.now()))

    def interrupted(self) -> None:
        """Count an interruption."""
        self._do(model.interrupted(self._state, self._app.clock.now()))

    def stop_block(self) -> None:
        """End the block, or the break. Asks how a block went, if that is wanted."""
        ask = self._app.settings.get(RATE)
        self._do(model.stop(self._state, self._app.clock.now(), ask=ask))

    def finish(self) -> None:
        """The answer to time being up: to the rating, or straight to the break."""
        if self._state.stage is Stage.OVERTIME:
            self.stop_block()
            if not self.asks:
                self.take_break()

    def let_go(self) -> None:
        """End whatever runs without asking anything."""
        self._do(model.stop(self._state, self._app.clock.now(), ask=False))

    def rate(self, rating: int) -> None:
        """Rate the block that just ended; in overtime this ends it. 1–5."""
        if self._state.stage is Stage.OVERTIME:
            self._do(model.stop(self._state, self._app.clock.now()))
        if self._state.stage not in IN_BLOCK and self._record.rate(rating):
            self._tell()

    def note(self, text: str) -> None:
        """Keep a note with the last block."""
        if self.session is not None:
            self._store.save_note(self.session.id, clean(text).strip(), self._seen())

    def park(self, text: str, done: Callable[[], None] = lambda: None) -> bool:
        """Keep a thought for later; ``done`` once it is on the disk. False for an empty one."""
        thought = clean(text).strip()
        if not thought:
            return False
        self._record.park(thought, done, inside=self._state.stage in IN_BLOCK)
        self._tell()
        return True

    def take_break(self, movement: str = "") -> None:
        """Rest after the block."""
        at = self._app.clock.now()
        self._do(model.begin_break(self._state, at, self.next_rest, movement))

    def walk(self) -> None:
        """Ten minutes of the first movement, whatever there was before."""
        names = movements(self._app.settings)
        at = self._app.clock.now()
        step = model.begin_break(self._state, at, WALK, names[0] if names else "", follows=False)
        self._do(step)

    def choose_movement(self, movement: str) -> None:
        """Do this in the break; the chosen one again means none."""
        rest = self._state.running_rest
        if rest is not None:
            wanted = "" if rest.movement == movement else movement
            self._do(model.choose_movement(self._state, self._app.clock.now(), wanted))

    def back_to_work(self) -> None:
        """End or skip the break and begin the plan's next block."""
        rest = self._state.running_rest
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

    def look(self) -> None:
        """Catch up with the clock."""
        self._do(model.advance(self._state, self._app.clock.now()))

    def refresh(self) -> None:
        """Read again what the start page tells."""
        at = self._app.clock.now()
        start = self._app.settings.get(DAY_START)
        began, _ = day_span(today(at, start), at.zone, start)
        self._store.ask_facts(began, self._take_facts)

    def stop(self) -> None:
        """Spindle is closing: a block ends as stopped; a break is found again at the next start."""
        self._boundary.clear()
        self._heart.clear()
        for farewell in self._farewells:
            farewell()
        self._farewells = ()
        if self._state.stage in IN_BLOCK:
            self._do(model.stop(self._state, self._app.clock.now(), ask=False))
        else:
            self._record.close_move(self.state)
        self._boundary.clear()
        self._heart.clear()

    def _begin(self, task: Task) -> None:
        task = replace(task, expires=expires(self._app.settings))
        self._do(model.start(self._state, self._app.clock.now(), task))

    def _do(self, step: Step) -> None:
        before = self._state.stage
        self._state, happened = step
        for one in happened:
            self._record.keep(one)
            if isinstance(one, BlockBegan):
                self.facts = replace(self.facts, first_ever=False)
        self._wait()
        if happened or before is not self._state.stage:
            self._tell()
        if any(isinstance(one, BlockEnded) for one in happened):
            self.refresh()

    def _wait(self) -> None:
        """Set the alarms for what comes next by itself."""
        left = model.until_next(self._state)
        if left is None:
            self._boundary.clear()
        else:
            self._boundary.set(left, self.look)
        if self._state.stage in IN_BLOCK or self._record.moving:
            self._heart.set(BEAT, self._beat)
        else:
            self._heart.clear()

    def _beat(self) -> None:
        self.look()
        self._record.beat(self._state)

    def _tell(self) -> None:
        self._app.bus.publish(presence_of(self._state, self._app.clock.now()))
        self._app.bus.publish(FocusChanged())
        self._app.bus.publish(Contributed("focus"))

    def _restore(self, found: OpenBreak | None) -> None:
        if found is None or self._state.stage is not Stage.IDLE:
            return
        block = None
        if found.task is not None:
            at = found.rest.started
            block = Block(task=found.task, started=at, began=0, planned=SECOND, ended=0)
        self._record.found(found)
        at = self._app.clock.now()
        self._do(model.restored_break(at, found.rest, block, expires(self._app.settings)))

    def _take_facts(self, facts: Facts) -> None:
        self.facts = facts
        self._app.bus.publish(FocusChanged())

    def _go_on_found(self, found: Unfinished | None) -> None:
        if found is not None:
            self.go_on(found)

    def _quiet_changed(self, event: QuietChanged) -> None:
        if event.quiet and self._state.stage in (IN_BLOCK | IN_BREAK | {Stage.ASKING}):
            self.let_go()

    def _aim(self, name: str) -> str:
        known = dict(self.facts.aims)
        if name.casefold() not in known:
            known[name.casefold()] = self._store.add_aim(name, self._seen())
            self.facts = replace(self.facts, aims=tuple(known.items()))
        return known[name.casefold()]

    def _seen(self) -> int:
        return self._app.clock.now().wall
