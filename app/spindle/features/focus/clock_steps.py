"""When somebody sets the clock: nothing gets longer or shorter, the step is a row of its own."""

from typing import Final

from spindle.core.clock import SECOND, Moment
from spindle.core.feature import App
from spindle.features.focus.store import FocusStore

LEAST: Final = 2 * SECOND
"""What the system's time service moves by itself in small parts is no step."""


def step_between(before: Moment, now: Moment) -> int:
    """By how much the wall clock was set between two readings, µs; 0 when it was not."""
    step = (now.wall - before.wall) - (now.boot - before.boot)
    return step if abs(step) >= LEAST else 0


class ClockSteps:
    """Keeps a row for each step. GUI thread."""

    def __init__(self, app: App, store: FocusStore) -> None:
        self._store = store
        self._last = app.clock.now()

    def look(self, now: Moment, session: str | None) -> None:
        """Compare with the reading before; ``session`` is what runs."""
        step = step_between(self._last, now)
        self._last = now
        if step:
            self._store.save_step(now, step, session)
