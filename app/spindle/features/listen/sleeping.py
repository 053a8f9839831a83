"""Falling asleep over it: silent after some minutes, growing quieter, or where the chapter ends."""

from typing import Final

from spindle.core.clock import MINUTE
from spindle.core.feature import App
from spindle.features.listen.flow import FADE
from spindle.features.listen.handing import Handing

SLEEPS: Final = (15, 30, 45, 60, 90)
"""Minutes after which it can fall silent."""


class Sleeping(Handing):
    """GUI thread."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._sleep = app.new_alarm()
        self._sleeps_at = 0

    @property
    def sleep_left(self) -> int | None:
        """Minutes until it falls silent, begun ones whole; None: it does not."""
        if self.sleep_minutes is None:
            return None
        return max(1, -(-(self._sleeps_at - self._app.clock.now().awake) // MINUTE))

    def sleep_in(self, minutes: int | None) -> None:
        """Fall silent after so many minutes, growing quieter; None: not."""
        self._sleep.clear()
        self.sleep_minutes = minutes
        self.sleep_after_chapter = False
        if minutes is not None:
            self._sleeps_at = self._app.clock.now().awake + minutes * MINUTE
            self._sleep.set(MINUTE, self._a_minute_less)
        self._tell()

    def sleep_longer(self) -> None:
        """The next of the usual lengths, then, of a text, the end of the chapter, then none."""
        if self.sleep_after_chapter:
            self.sleep_in(None)
            return
        later = [m for m in SLEEPS if m > (self.sleep_minutes or 0)]
        if later:
            self.sleep_in(later[0])
        elif self.document is not None:
            self.sleep_at_chapter_end()
        else:
            self.sleep_in(None)

    def sleep_at_chapter_end(self) -> None:
        """Rest where this chapter ends."""
        self.sleep_in(None)
        self.sleep_after_chapter = True
        self._tell()

    def _a_minute_less(self) -> None:
        left = self._sleeps_at - self._app.clock.now().awake
        if left <= 0:
            self._fall_silent()
        else:
            self._sleep.set(min(MINUTE, left), self._a_minute_less)
            self._tell()

    def _fall_silent(self) -> None:
        self.sleep_minutes = None
        self.recordings.pause(fade=FADE)
        self.reader.pause(fade=FADE)
        self._tell()
