"""What the time was when nobody was there: asked about once, and set right by the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from spindle.core.clock import SECOND
from spindle.core.events import Event
from spindle.core.feature import App
from spindle.core.translate import N_
from spindle.features.focus import away, model, recut
from spindle.features.focus.back import Inverse
from spindle.features.focus.ledger.service import Ledger
from spindle.features.focus.reading import ASKED_FROM, OpenGap
from spindle.features.focus.state import Block, Gap, GapKind
from spindle.features.focus.store import FocusStore, gap_id
from spindle.features.focus.timer import FocusTimer

_AFTER_START: Final = 5 * SECOND
"""The window is there by then, and the rows about blocks that ended unseen come first."""

_CHANGED: Final = N_("undo", "changed kind")
Doing = Callable[[str, Callable[[], object]], Inverse]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameBack(Event):
    """A part of a block when nobody was there is over.

    Attributes:
        session: Of the block.
        gap: Id of its row.
        wall: When (µs UTC) it began.
        length: µs.
        ended: Whether the block has ended meanwhile.
    """

    session: str
    gap: str
    kind: GapKind
    wall: int
    length: int
    ended: bool


class Absences:
    """Publishes ``CameBack`` and does what the answer says. GUI thread.

    Args:
        app: Its clock and bus.
        store: Where answers are kept.
        timer: Of the running block.
        ledger: For blocks that have ended.
        doing: Does something as one verb that can be taken back.
    """

    def __init__(
        self, app: App, store: FocusStore, timer: FocusTimer, ledger: Ledger, doing: Doing
    ) -> None:
        self._app = app
        self._store = store
        self._timer = timer
        self._ledger = ledger
        self._doing = doing
        self._later = app.new_alarm()
        self._later.set(_AFTER_START, self._ask_open)

    def stop(self) -> None:
        """Ask no more."""
        self._later.clear()

    def tell(self, session: str, block: Block, gap: Gap) -> None:
        """A gap of a block is over; told on if it was long enough."""
        if gap.ended is None or gap.ended - gap.started < ASKED_FROM:
            return
        wall = block.wall(gap.started)
        self._app.bus.publish(
            CameBack(
                session=session,
                gap=gap_id(session, str(gap.kind), wall),
                kind=gap.kind,
                wall=wall,
                length=gap.ended - gap.started,
                ended=block.ended is not None,
            )
        )

    def answer(self, absence: CameBack) -> None:
        """The user has seen the question: it is not asked again."""
        self._store.answer_gap(absence.gap, self._app.clock.now().wall)

    def was(self, session: str, gap: str, wall: int, kind: str) -> Inverse | None:
        """Say what a gap was, which began at an instant (µs UTC): work, break, sleep, untracked."""
        if not self._runs(session):
            self._ledger.gap_was(gap, wall, kind)
            return None
        started = self._line(wall)
        if kind == "work":
            verb = partial(self._timer.try_, away.was_work, started)
        else:
            verb = partial(self._timer.try_, recut.was_no_work, started, kind)
        return self._done(verb)

    def cut(self, session: str, wall: int, at: int) -> Inverse | None:
        """Part a gap of the running block, which began at an instant, at another (µs UTC)."""
        if not self._runs(session):
            return None
        return self._done(partial(self._timer.try_, recut.cut, self._line(wall), self._line(at)))

    def _done(self, verb: Callable[[], bool]) -> Inverse | None:
        did: list[bool] = []
        inverse = self._doing(_CHANGED, lambda: did.append(verb()))
        self._ledger.again()
        return inverse if did[0] else None

    def go_on(self) -> None:
        """Whoever was away is back at work."""
        self._timer.run(model.resume)

    def _runs(self, session: str) -> bool:
        return self._timer.held.running_block is not None and self._timer.session == session

    def _line(self, wall: int) -> int:
        block = self._timer.held.running_block
        return 0 if block is None else block.line(wall)

    def _ask_open(self) -> None:
        self._store.ask_open_gap(self._app.clock.now().wall, self._found)

    def _found(self, found: OpenGap | None) -> None:
        if found is not None and not self._runs(found.session):
            self._app.bus.publish(
                CameBack(
                    session=found.session,
                    gap=found.id,
                    kind=found.kind,
                    wall=found.started,
                    length=found.ended - found.started,
                    ended=True,
                )
            )
