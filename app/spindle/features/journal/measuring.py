"""What a night measures by itself: time with the question, use after "Good night", first use.

Raw values for the night's row; nobody is shown them while the night lasts. GUI thread.
"""

from typing import Final

from spindle.core.clock import SECOND, Moment
from spindle.core.feature import App
from spindle.features.journal.model import Scene
from spindle.features.journal.tonight import Tonight

_MS: Final = 1_000


class Measuring:
    """Follows one night through its scenes and writes what it saw into its record."""

    def __init__(self, app: App, tonight: Tonight) -> None:
        self._app = app
        self._tonight = tonight
        self._asked: Moment | None = None
        self._woke: Moment | None = None

    def scene(self, scene: Scene) -> None:
        """Another scene is shown: the time with the question ends, or begins."""
        since, now = self._asked, self._app.clock.now()
        self._asked = now if scene is Scene.QUESTION else None
        night = self._tonight.night
        if since is not None and night is not None:
            spent = (now.awake - since.awake) // _MS
            self._tonight.keep(night._replace(prime_ms=(night.prime_ms or 0) + spent))

    def woken(self) -> None:
        """Spindle was woken before the morning: use begins."""
        self._woke = self._app.clock.now()

    def rested(self) -> None:
        """Good night again, the morning, or the end of the program: use ends.

        Whoever fell asleep beside it did not use it; where the desktop does not tell when
        something was touched last, nothing is written.
        """
        since, self._woke = self._woke, None
        night = self._tonight.night
        if since is None or night is None or self._app.idle is None:
            return
        untouched = self._app.idle.since_touched()
        if untouched is None:
            return
        used = max(0, self._app.clock.now().awake - since.awake - untouched) // SECOND
        self._tonight.keep(night._replace(after_close_use_s=(night.after_close_use_s or 0) + used))

    def used(self) -> None:
        """Somebody is at the machine in the morning."""
        night = self._tonight.night
        if night is not None and night.captured is None and night.first_use is None:
            self._tonight.keep(night._replace(first_use=self._app.clock.now().wall))
