"""The machine in time: holds the state, rings at its boundaries and has what happened recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from spindle.core.clock import SECOND
from spindle.core.events import Event
from spindle.core.feature import App, Contributed
from spindle.core.sessions import BEAT
from spindle.features.focus import back, model
from spindle.features.focus.in_force import expires
from spindle.features.focus.presence import presence_of
from spindle.features.focus.reading import OpenBreak
from spindle.features.focus.record import Held, Recorder
from spindle.features.focus.state import IN_BLOCK, Block, Happened, Stage, State, Step


@dataclass(frozen=True, slots=True)
class FocusChanged(Event):
    """The timer's stage, plan, rating or facts changed."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The timer and its record at one moment."""

    state: State
    held: Held


class FocusTimer:
    """Between two boundaries nothing ticks but the heartbeat. GUI thread.

    Args:
        app: Its clock, alarms and bus.
        record: Told of all that happens, in order.
        happened: Called afterwards with the same.
    """

    def __init__(
        self, app: App, record: Recorder, happened: Callable[[tuple[Happened, ...]], None]
    ) -> None:
        self._app = app
        self._record = record
        self._happened = happened
        self._state = model.new(app.clock.now(), expires(app.settings))
        self._boundary = app.new_alarm()
        self._heart = app.new_alarm()

    @property
    def now(self) -> State:
        """The state at this very moment; the held one follows at its next boundary."""
        return model.advance(self._state, self._app.clock.now())[0]

    @property
    def session(self) -> str | None:
        """Id of the session of the running block, or of the last one."""
        return None if self._record.session is None else self._record.session.id

    @property
    def held(self) -> State:
        """The state as of the last thing that happened."""
        return self._state

    def run(self, verb: Callable[..., Step], *args: Any, **options: Any) -> None:
        """Do a verb of ``model`` now."""
        self._take(verb(self._state, self._app.clock.now(), *args, **options))

    def try_(self, verb: Callable[..., Step | None], *args: Any) -> bool:
        """Do a verb that may make no sense now; whether it was done."""
        step = verb(self._state, self._app.clock.now(), *args)
        if step is not None:
            self._take(step)
        return step is not None

    def snapshot(self) -> Snapshot:
        """What to go back to, as of now."""
        self.look()
        return Snapshot(self._state, self._record.held)

    def differs(self, before: Snapshot) -> bool:
        """Whether anything but time has passed since."""
        was, now = before.state, self._state
        return (was.stage, was.block, was.rest) != (now.stage, now.block, now.rest)

    def take_back(self, before: Snapshot, otherwise: Callable[..., Step] | None = None) -> bool:
        """Undo what changed the stage, or do ``otherwise`` when it is too late for that."""
        step = back.restored(before.state, self._state, self._app.clock.now())
        if step is not None:
            if not self._record.take_back(before.held):
                return False
            self._take(step)
        elif otherwise is not None:
            stage = self._state.stage
            self.run(otherwise)
            return self._state.stage is not stage
        return step is not None

    def look(self) -> None:
        """Catch up with the clock."""
        self.run(model.advance)

    def restore(self, found: OpenBreak) -> None:
        """Go on with the break that was open when Spindle closed."""
        if self._state.stage is not Stage.IDLE:
            return
        block = None
        if found.task is not None:
            started = found.rest.started
            block = Block(task=found.task, started=started, began=0, planned=SECOND, ended=0)
        self._record.found(found)
        at = self._app.clock.now()
        self._take(model.restored_break(at, found.rest, block, expires(self._app.settings)))

    def tell(self) -> None:
        """Tell tray, page and Today that something is different."""
        self._app.bus.publish(presence_of(self._state, self._app.clock.now()))
        self._app.bus.publish(FocusChanged())
        self._app.bus.publish(Contributed("focus"))

    def stop(self) -> None:
        """Ring no more. A block ends as stopped; a break stays open, to be found again."""
        if self._state.stage in IN_BLOCK:
            self.run(model.stop, ask=False)
        else:
            self._record.close_move(self.now)
        self._boundary.clear()
        self._heart.clear()

    def _take(self, step: Step) -> None:
        before = self._state.stage
        self._state, happened = step
        for one in happened:
            self._record.keep(one)
        self._wait()
        self._happened(happened)
        if happened or before is not self._state.stage:
            self.tell()

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
