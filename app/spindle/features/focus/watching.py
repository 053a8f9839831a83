"""Watches whether somebody is there while a block runs, and asks about the time they were not."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from spindle.core.clock import SECOND
from spindle.core.feature import App
from spindle.core.session import Activity
from spindle.core.sessions import BEAT
from spindle.features.focus import away
from spindle.features.focus.settings import ADVANCE, IDLE, IDLE_AFTER, Advance
from spindle.features.focus.state import (
    IN_BLOCK,
    Block,
    BlockEnded,
    Gap,
    GapKind,
    Happened,
    Stage,
)
from spindle.features.focus.timer import FocusTimer

if TYPE_CHECKING:
    from spindle.core.idle_port import Idle

LOOK: Final = 10 * SECOND
Tell = Callable[[str, Block, Gap], None]

_INSIDE: Final = 3 * BEAT
_SOON: Final = 2 * SECOND  # between two looks while a touch begins the next block


class Watch:
    """Tells of each gap that is over, with its session and block.

    ``touched`` is called after a break, where the next block waits for that.
    """

    def __init__(
        self, app: App, timer: FocusTimer, tell: Tell, touched: Callable[[], None]
    ) -> None:
        self._app = app
        self._timer = timer
        self._tell = tell
        self._touched = touched
        self._alarm = app.new_alarm()
        self._running = False
        self._left: tuple[str, Block, Gap] | None = None
        self._active: dict[str, int] = {}
        self._grown = -_INSIDE

    def follow(self, happened: tuple[Happened, ...], session: str | None) -> None:
        """Something happened to the timer; ``session`` is the one of its block."""
        for one in happened:
            if isinstance(one, BlockEnded) and session is not None and one.block.gaps:
                last = one.block.gaps[-1]
                if last.kind is GapKind.IDLE and last.ended == one.block.ended:
                    self._left = (session, one.block, last)
        there = self._timer.held.stage in IN_BLOCK or self._left is not None or self._waits
        wanted = there and self._app.idle is not None
        if wanted and (self._waits or not self._running):
            self._alarm.set(_SOON if self._waits else LOOK, self.look)
        elif not wanted:
            self._alarm.clear()
        self._running = wanted

    @property
    def _waits(self) -> bool:
        """Whether the next block begins at the first touch."""
        over = self._timer.held.stage is Stage.BREAK_OVER
        return over and self._app.settings.get(ADVANCE) is Advance.TOUCH

    def look(self) -> None:
        """Ask the desktop, and tell the timer what that means."""
        if self._running:
            self._alarm.set(_SOON if self._waits else LOOK, self.look)
        idle: Idle | None = self._app.idle
        if idle is None:
            return
        self._look_at_lock(locked=idle.is_locked())
        since = idle.since_touched()
        if since is not None and self._waits:
            state = self._timer.held
            passed = self._timer.now.line - state.since
            if since < min(passed, LOOK) and not idle.is_locked():
                self._touched()
        elif since is not None:
            self._look_at_touch(since)

    def stop(self) -> None:
        """Look no more."""
        self._running = False
        self._alarm.clear()

    def _look_at_lock(self, *, locked: bool | None) -> None:
        block = self._timer.held.running_block
        gap = None if block is None else block.gap
        if locked:
            self._timer.run(away.locked)
        elif gap is not None and gap.kind is GapKind.LOCK:
            self._timer.run(away.unlocked)
            self._tell_last(gap)

    def _look_at_touch(self, since: int) -> None:
        state = self._timer.held
        inside = self._somebody_inside()
        gap = None if state.running_block is None else state.running_block.open_gap
        touched = since < LOOK + SECOND or inside
        if gap is not None and gap.kind is GapKind.IDLE:
            if touched:
                self._timer.run(away.present, 0 if inside else since)
                self._tell_last(gap)
        elif self._left is not None and touched:
            (session, block, last), self._left = self._left, None
            self._tell(session, block, last)
            self.follow((), None)
        elif state.stage in {Stage.WORK, Stage.OVERTIME} and not inside:
            settings = self._app.settings
            if settings.get(IDLE) and since >= settings.get(IDLE_AFTER) * SECOND:
                self._timer.run(away.idle, since)

    def _somebody_inside(self) -> bool:
        """Whether something in Spindle that counts as presence has grown lately."""
        running = [s for s in self._app.sessions.running if s.activity is not Activity.FOCUS]
        now = self._app.clock.now().boot
        if any(s.active > self._active.get(s.id, 0) for s in running):
            self._grown = now
        self._active = {s.id: s.active for s in running}
        return now - self._grown <= _INSIDE

    def _tell_last(self, gap: Gap) -> None:
        block = self._timer.held.block
        session = self._timer.session
        if block is None or session is None:
            return
        for one in block.gaps:
            if one.started == gap.started and one.ended is not None:
                self._tell(session, block, one)
