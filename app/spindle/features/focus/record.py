"""The record of what the timer did: sessions, and the rows that hang on them."""

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from spindle.core.clock import SECOND, Moment
from spindle.core.feature import App
from spindle.core.ids import SessionId, new_id
from spindle.core.session import Activity, Outcome, Session, SessionChanged, SessionRated
from spindle.features.focus.plan import Mode
from spindle.features.focus.reading import OpenBreak
from spindle.features.focus.settings import QUIET_REST
from spindle.features.focus.state import (
    Block,
    BlockBegan,
    BlockChanged,
    BlockEnded,
    BreakBegan,
    BreakChanged,
    BreakEnded,
    BreakUp,
    Happened,
    Rest,
    State,
    TimeUp,
)
from spindle.features.focus.store import FocusStore


class Held(NamedTuple):
    """What the recorder holds at one moment, to go back to."""

    session: Session | None
    move: Session | None
    rest: str
    after: SessionId | None
    parked: int


class Recorder:
    """Begins, beats and ends the sessions of blocks and movements. GUI thread.

    Attributes:
        session: Of the running block, or of the last one with its rating.
        parked: Thoughts parked in it.
    """

    def __init__(self, app: App, store: FocusStore) -> None:
        self._app = app
        self._store = store
        self._move: Session | None = None
        self._rest_id = ""
        self._after: SessionId | None = None
        self.session: Session | None = None
        self.parked = 0

    @property
    def moving(self) -> bool:
        """Whether a movement is being recorded."""
        return self._move is not None and self._move.ended is None

    @property
    def move(self) -> Session | None:
        """The session of the movement in the running break, with its rating."""
        return self._move

    def keep(self, one: Happened) -> None:
        """Record one thing, in the order in which they happened."""
        match one:
            case BlockBegan(block=block):
                self._begin_session(block)
            case BlockChanged(block=block) | TimeUp(block=block):
                self._save_block(block, one.line)
            case BlockEnded(block=block):
                self._end_session(block)
            case BreakBegan(rest=rest):
                self._rest_id = new_id()
                self._after = self.session.id if rest.follows and self.session else None
                self._begin_move(rest, rest.started)
                self._save_rest(rest)
            case BreakChanged(rest=rest):
                self._change_move(rest)
                self._save_rest(rest)
            case BreakUp(rest=rest):
                self._save_rest(rest)
            case BreakEnded(rest=rest):
                self._end_move(rest, rest.began if rest.ended is None else rest.ended)
                self._save_rest(rest)
            case _:
                pass

    def beat(self, state: State) -> None:
        """Note how far the running session is."""
        if state.running_block is not None and self.session is not None:
            self._app.sessions.beat(self.session.id, state.running_block.credit(state.line))
        elif self._move is not None and self._move.ended is None:
            self._app.sessions.beat(self._move.id, max(0, self._now() - self._move.started))

    @property
    def held(self) -> Held:
        """What to go back to."""
        return Held(self.session, self._move, self._rest_id, self._after, self.parked)

    def follow(self, event: SessionRated) -> None:
        """Somebody rated a session, in the ledger perhaps: hold it as it is now."""
        if self.session is not None and self.session.id == event.session.id:
            self.session = event.session
        elif self._move is not None and self._move.id == event.session.id:
            self._move = event.session

    def take_back(self, held: Held) -> bool:
        """Go back: what began since is removed, what ended since runs again.

        False, and nothing done, when that has been rated since.
        """
        pairs = ((self.session, held.session), (self._move, held.move))
        if any(_rated_since(now, then) for now, then in pairs):
            return False
        for now, then in pairs:
            if now is not None and (then is None or now.id != then.id):
                self._remove(now)
        if self._rest_id != held.rest:
            self._store.remove_break(self._rest_id, self._now())
        self.session, self._move = self._reopened(held.session), self._reopened(held.move)
        self._rest_id, self._after, self.parked = held.rest, held.after, held.parked
        return True

    def rate(self, rating: int) -> bool:
        """Rate the session that ended last; False when there is none."""
        if self.session is None or self.session.ended is None:
            return False
        self.session = self._app.sessions.rate(self.session, rating)
        return True

    def rate_move(self, rest: Rest, line: int, rating: int) -> bool:
        """Rate the movement of the running break, which ends it; without one it was a rest."""
        if self._move is None:
            quiet = replace(rest, movement=QUIET_REST)
            self._begin_move(quiet, rest.started)
            self._end_move(quiet, line)
        else:
            self._end_move(rest, line)
        if self._move is None:
            return False
        self._move = self._app.sessions.rate(self._move, rating)
        return True

    def park(self, text: str, done: Callable[[], None], *, inside: bool) -> str:
        """Keep a thought, with the running block when it came up inside; returns its id."""
        session = self.session.id if inside and self.session else None
        self.parked += inside
        return self._store.park(text, session, self._now(), done)

    def unpark(self, thought: str, *, inside: bool) -> None:
        """Take a parked thought back."""
        self.parked -= inside
        self._store.remove_thought(thought, self._now())

    def found(self, rest: OpenBreak) -> None:
        """Go on recording a break that was open when Spindle closed."""
        self._rest_id, self._after = rest.id, rest.session

    def close_move(self, state: State) -> None:
        """Spindle is closing: the movement ends here, the break stays open to be found again."""
        if state.rest is not None:
            self._end_move(state.rest, state.line)
            if self._move is not None:
                self._store.save_break(
                    self._rest_id, state.rest, self._after, self._move.id, self._now()
                )
                self._move = None

    def _remove(self, session: Session) -> None:
        if session.ended is None:
            self._app.sessions.end(session.id, Outcome.SKIPPED, active=0)
        self._store.remove_session(session.id, self._now())
        self._app.bus.publish(SessionChanged(session.id))

    def _reopened(self, session: Session | None) -> Session | None:
        """A session that ran then and has ended since runs again."""
        if session is None or session.ended is not None:
            return session
        return self._app.sessions.reopen(session)

    def _begin_session(self, block: Block) -> None:
        self.parked = 0
        self.session = self._app.sessions.begin(
            Activity.FOCUS,
            block.task.title,
            planned=None if block.task.mode is Mode.FLOW else block.planned,
            aim=block.task.aim,
            ref=block.task.ref,
            at=block.started,
        )
        self._save_block(block, block.began)

    def _save_block(self, block: Block, line: int) -> None:
        if self.session is not None:
            self._store.save_block(self.session.id, block, self._now())
            if block.ended is None:
                self._app.sessions.beat(self.session.id, block.credit(line))

    def _end_session(self, block: Block) -> None:
        if self.session is None or block.ended is None or block.outcome is None:
            return
        ended = self._not_after_now(block.wall(block.ended))
        self.session = self._app.sessions.end(
            self.session.id,
            block.outcome,
            active=min(block.credit(block.ended), ended - self.session.started),
            ended=ended,
        )
        self._save_block(block, block.ended)

    def _save_rest(self, rest: Rest) -> None:
        move = None if self._move is None else self._move.id
        self._store.save_break(self._rest_id, rest, self._after, move, self._now())
        if rest.ended is not None:
            self._move = None

    def _begin_move(self, rest: Rest, at: Moment | None = None) -> None:
        if rest.movement:
            self._move = self._app.sessions.begin(
                Activity.MOVE, rest.movement, planned=rest.planned, detail=_detail(rest), at=at
            )

    def _change_move(self, rest: Rest) -> None:
        if self._move is None:
            self._begin_move(rest)
        elif not rest.movement and self._move.ended is None:
            self._app.sessions.end(self._move.id, Outcome.SKIPPED, active=0)
            self._move = None

    def _end_move(self, rest: Rest, line: int) -> None:
        if self._move is None or self._move.ended is not None:
            return
        end = max(self._move.started, self._not_after_now(rest.wall(line)))
        self._move = self._app.sessions.end(
            self._move.id,
            Outcome.COMPLETED,
            active=end - self._move.started,
            ended=end,
            title=rest.movement,
            detail=_detail(rest),
        )

    def _not_after_now(self, wall: int) -> int:
        """An end that two readings of the clock put a hair into the future is now."""
        now = self._now()
        return now if now < wall < now + SECOND else wall

    def _now(self) -> int:
        return self._app.clock.now().wall


def _detail(rest: Rest) -> dict[str, object]:
    """A quiet rest stands beside the movements, and is told apart from them."""
    return {"v": 1, "rest": True} if rest.movement == QUIET_REST else {"v": 1}


def _rated_since(now: Session | None, then: Session | None) -> bool:
    """Whether a session that ran then has its rating by now."""
    return (
        now is not None
        and then is not None
        and now.id == then.id
        and then.ended is None
        and now.rating is not None
    )
