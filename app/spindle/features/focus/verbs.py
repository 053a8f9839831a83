"""What can be said to a running block or break. Each verb returns its inverse and remembers it."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from spindle.core.clock import MINUTE, Moment
from spindle.core.feature import App, PageAsked
from spindle.core.session import Session
from spindle.core.sessions import RATED_FROM
from spindle.core.text import clean
from spindle.core.translate import N_
from spindle.features.focus import back, model
from spindle.features.focus.back import Inverse, UndoStack
from spindle.features.focus.record import Recorder
from spindle.features.focus.settings import RATE
from spindle.features.focus.state import IN_BLOCK, IN_BREAK, Stage, State, Step
from spindle.features.focus.store import FocusStore
from spindle.features.focus.timer import FocusTimer

NO_STEP: Final = " "
"""Stands for: of what was to come next nothing is left."""

_SHOWN: Final = back.GRACE
_LATELY: Final = 10 * MINUTE


class Verbs:
    """The verbs of what runs. GUI thread.

    Attributes:
        rests_alone: Whether the running break began by itself.
        next_step: What is to come next in the running block, or in the last one.
    """

    rests_alone: bool
    next_step: str

    def __init__(self, app: App, store: FocusStore, record: Recorder, timer: FocusTimer) -> None:
        self._app = app
        self._store = store
        self._record = record
        self._timer = timer
        self._taken = UndoStack()
        self._told: tuple[str, str, int] | None = None
        self._waiting: Callable[[str], object] | None = None

    @property
    def state(self) -> State:
        """The timer as it is at this very moment."""
        return self._timer.now

    @property
    def session(self) -> Session | None:
        """The session of the running block, or of the last one with its rating."""
        return self._record.session

    def told(self, at: Moment) -> tuple[str, str]:
        """What to say about the last undo or skip, for ten seconds, as ``undo`` returns it."""
        if self._told is None or at.boot - self._told[2] > _SHOWN:
            return "", ""
        return self._told[:2]

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return len(self._taken) > 0

    def undo(self) -> tuple[str, str]:
        """Take the last verb back.

        Returns:
            A sentence marked in the context ``undo``, and what goes in the place of ``{what}``.
        """
        said = self._taken.undo()
        self._tell(*said)
        return said

    def pause_or_resume(self) -> Inverse:
        """Space."""
        paused = self._timer.held.stage is Stage.PAUSED
        if paused:
            return self._turn(N_("undo", "go on"), model.resume, otherwise=model.pause)
        return self._turn(N_("undo", "pause"), model.pause, otherwise=model.resume)

    def longer(self) -> Inverse:
        """Five minutes more."""
        return self._resize(N_("undo", "five minutes more"), model.longer)

    def shorter(self, reason: str = "") -> Inverse | None:
        """Five minutes less, leaving ten seconds; None as with ``stop_block``."""
        if not self._may_end(reason, self.shorter):
            return None
        return self._resize(N_("undo", "five minutes less"), model.shorter)

    def adjust(self, by: int, reason: str = "") -> Inverse | None:
        """So many µs more, or less when negative; ten seconds are always left.

        Returns:
            None as with ``stop_block``: less of a strict block is an early end, too.
        """
        if by < 0 and not self._may_end(reason, partial(self.adjust, by)):
            return None
        verb = partial(model.longer, by=by) if by >= 0 else partial(model.shorter, by=-by)
        return self._resize(N_("undo", "changed length"), verb)

    def set_left(self, microseconds: int) -> Inverse | None:
        """This much is left from now on; None as with ``adjust``."""
        state = self.state
        block = state.running_block
        left = state.rest_left if block is None else block.left
        return self.adjust(microseconds - left)

    def interrupted(self) -> Inverse:
        """Count an interruption."""
        self._timer.run(model.interrupted)
        self._tell(back.COUNTED, "")
        return self._push(
            N_("undo", "interruption"), partial(self._timer.try_, back.without_interruption)
        )

    @property
    def needs_reason(self) -> bool:
        """Whether the running block is strict and its time is not up."""
        state = self.state
        block = state.running_block
        return block is not None and block.task.strict and state.stage is not Stage.OVERTIME

    def stop_block(self, reason: str = "") -> Inverse | None:
        """End the block, or the break. Asks how a block went, if that is wanted.

        Returns:
            None when a strict block would end early without a reason: nothing was done.
        """
        block = self.state.running_block
        if not self._may_end(reason, self.stop_block):
            return None
        ask = block is not None and block.task.rates
        return self._turn(N_("undo", "stop"), partial(model.stop, ask=ask))

    @property
    def reason_wanted(self) -> bool:
        """Whether a strict block was about to end early and waits for the reason."""
        return self._waiting is not None and self.needs_reason

    def give_reason(self, reason: str) -> None:
        """The reason that was waited for: what was wanted is done. An empty one changes nothing."""
        waiting = self._waiting
        if waiting is not None and clean(reason).strip():
            self._waiting = None
            waiting(reason)

    def keep_on(self) -> None:
        """No reason: the strict block runs on."""
        self._waiting = None

    def _may_end(self, reason: str, again: Callable[[str], object]) -> bool:
        """Whether a block may end early; a reason is kept with it.

        Without one the page asks for it, wherever the wish came from, and then does it ``again``.
        """
        said = clean(reason).strip()
        if not self.needs_reason:
            return True
        session = self._record.session
        if said and session is not None:
            self._store.save_words(session.id, "reason", said, self._now().wall)
            self._told = None  # that one is needed
            return True
        self._waiting = again
        self._app.bus.publish(PageAsked("focus"))
        self._tell(back.STRICT, "")
        return False

    def note(self, text: str) -> Inverse | None:
        """Keep a note with the last block; None without one."""
        return self._keep_words(N_("undo", "note"), "note", text)

    def leave_step(self, text: str) -> Inverse | None:
        """Keep what would have come next with the running block, or with the last one.

        Two lines at most. An empty one says that nothing of an earlier step is left.
        """
        lines = [" ".join(line.split()) for line in clean(text).splitlines()]
        said = "\n".join(line for line in lines if line)
        inverse = self._keep_words(N_("undo", "next step"), "next_step", said or NO_STEP)
        self.next_step = said
        self._timer.tell()
        return inverse

    @property
    def can_leave_step(self) -> bool:
        """Whether there is a block to leave the next step with: it runs, or ended just now."""
        session = self._record.session
        if session is None:
            return False
        return session.ended is None or self._now().wall - session.ended <= _LATELY

    def recall(self, text: str) -> Inverse | None:
        """Keep what was written from memory with the last block."""
        return self._keep_words(N_("undo", "recall"), "recalled", text)

    def _keep_words(self, what: str, column: str, text: str) -> Inverse | None:
        session = self._record.session
        if session is None:
            return None
        before, shown = list[str](), self.next_step
        self._store.ask_words(session.id, column, before.append)
        said = text if text == NO_STEP else clean(text).strip()
        self._store.save_words(session.id, column, said, self._now().wall)

        def again() -> bool:
            if before:
                self._store.save_words(session.id, column, before[0], self._now().wall)
            if column == "next_step":
                self.next_step = shown
            return bool(before)

        return self._push(what, again, lasts=True)

    def let_go(self, reason: str = "") -> Inverse | None:
        """End whatever runs without asking how it went; None as with ``stop_block``."""
        if not self._may_end(reason, self.let_go):
            return None
        return self.end_for_the_night()

    def end_for_the_night(self) -> Inverse:
        """The day is over: whatever runs ends as it is, a strict block too."""
        return self._turn(N_("undo", "end"), partial(model.stop, ask=False))

    def choose_movement(self, movement: str) -> Inverse | None:
        """Do this in the break; the chosen one again means none. None without a break."""
        rest = self._timer.held.running_rest
        if rest is None:
            return None
        wanted = "" if rest.movement == movement else movement
        was = rest.movement
        self._timer.run(model.choose_movement, wanted)

        def choose_again() -> bool:
            self._timer.run(model.choose_movement, was)
            return True

        return self._push(N_("undo", "movement"), choose_again)

    def rate(self, rating: int) -> Inverse | None:
        """Rate the block that just ended or the movement of this break. 1–5.

        In overtime this ends the block. What a first rating taught stays; a later one goes back
        to the one before.
        """
        if self._timer.held.stage in IN_BREAK and not self.block_unrated:
            return self._rate_move(rating)
        if self._timer.held.stage is Stage.OVERTIME:
            self._timer.run(model.stop)
        session = self._record.session
        before = None if session is None else session.rating
        if self._timer.held.stage in IN_BLOCK or not self._record.rate(rating):
            return None
        return self._rated(before, self._record.rate)

    @property
    def block_unrated(self) -> bool:
        """Whether the break began by itself and its block still waits for the rating."""
        session, block = self._record.session, self._timer.held.block
        if not self.rests_alone or session is None or session.ended is None or block is None:
            return False
        asked = session.rating is None and block.task.rates
        return asked and session.ended - session.started >= RATED_FROM

    @property
    def rest_rateable(self) -> bool:
        """Whether the running break has lasted long enough to say how it was."""
        state = self.state
        rest = state.running_rest
        if rest is None or not self._app.settings.get(RATE):
            return False
        return state.line - rest.began >= RATED_FROM

    @property
    def movement(self) -> Session | None:
        """The session of the running break's movement or rest, once it can be rated."""
        return self._record.move if self.rest_rateable else None

    def _rate_move(self, rating: int) -> Inverse | None:
        state, move = self.state, self._record.move
        rest = state.running_rest
        if rest is None or not self.rest_rateable:
            return None
        give = partial(self._record.rate_move, rest, state.line)
        return self._rated(None if move is None else move.rating, give) if give(rating) else None

    def _rated(self, before: int | None, give: Callable[[int], bool]) -> Inverse:
        """Remember a rating that was given; ``before`` is the one it replaced."""
        self._timer.tell()
        if before is None:
            self._taken.settle()
            return self._taken.push(Inverse(N_("undo", "rating"), None, lasts=True))

        def rate_again() -> bool:
            done = give(before)
            self._timer.tell()
            return done

        return self._push(N_("undo", "rating"), rate_again, lasts=True)

    def refresh(self) -> None:
        """Read again what the start page tells."""
        raise NotImplementedError

    def _turn(
        self,
        what: str,
        verb: Callable[..., Step],
        *args: Any,
        otherwise: Callable[..., Step] | None = None,
        **options: Any,
    ) -> Inverse:
        """Run a verb that changes the stage."""
        return self._doing(what, partial(self._timer.run, verb, *args, **options), otherwise)

    def _doing(
        self, what: str, act: Callable[[], object], otherwise: Callable[..., Step] | None = None
    ) -> Inverse:
        """Do something that may change the stage, several verbs even, as one to be taken back."""
        before = self._timer.snapshot()
        act()
        inverse = Inverse(what, partial(self._timer.take_back, before, otherwise))
        return self._taken.push(inverse) if self._timer.differs(before) else inverse

    def _resize(self, what: str, verb: Callable[..., Step]) -> Inverse:
        before = self._timer.snapshot()
        self._timer.run(verb)
        by = _planned(self._timer.held) - _planned(before.state)
        if before.state.stage is not self._timer.held.stage:
            smaller = partial(model.shorter, by=by)
            return self._push(what, partial(self._timer.take_back, before, smaller))
        opposite = partial(model.shorter, by=by) if by > 0 else partial(model.longer, by=-by)

        def resize_back() -> bool:
            self._timer.run(opposite)
            return True

        # What changed nothing, of an open end or at its least, is no step back for Ctrl Z.
        return self._push(what, resize_back) if by else Inverse(what, resize_back)

    def _push(self, what: str, run: Callable[[], bool], *, lasts: bool = False) -> Inverse:
        return self._taken.push(Inverse(what, run, lasts))

    def _tell(self, sentence: str, what: str) -> None:
        self._told = (sentence, what, self._now().boot)
        self._timer.tell()

    def _now(self) -> Moment:
        return self._app.clock.now()


def _planned(state: State) -> int:
    block, rest = state.running_block, state.running_rest
    if block is not None:
        return block.planned
    return 0 if rest is None else rest.planned
