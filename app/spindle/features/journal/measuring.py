"""What a night measures by itself: time with the question, use after "Good night", first use.

Raw values for the night's row; nobody is shown them while the night lasts. GUI thread.
"""

from typing import Final

from spindle.core.clock import SECOND, Moment
from spindle.core.feature import App
from spindle.features.journal.model import BOX, Scene
from spindle.features.journal.tonight import Tonight

_MS: Final = 1_000


class Measuring:
    """Follows one night through its scenes and writes what it saw into its record."""

    def __init__(self, app: App, tonight: Tonight) -> None:
        self._app = app
        self._tonight = tonight
        self._spent: dict[Scene, int] = {}
        self._shown: tuple[Scene, Moment] | None = None
        self._woke: Moment | None = None

    def scene(self, scene: Scene) -> None:
        """Another scene is shown: the time with the one before ends."""
        now, night, before = self._app.clock.now(), self._tonight.night, self._shown
        self._shown = (scene, now)
        if before is None:
            return
        was, since = before
        spent = now.awake - since.awake
        self._spent[was] = self._spent.get(was, 0) + spent
        if was is Scene.QUESTION and night is not None:
            asked = (night.prime_ms or 0) + spent // _MS
            self._tonight.keep(night._replace(prime_ms=asked))

    def begin(self) -> None:
        """Another evening: no step has taken any time yet."""
        self._spent.clear()

    @property
    def gone(self) -> float:
        """How much of the time of the step shown is gone, 0-1; 0 for one without a time."""
        if self._shown is None or self._shown[0] not in BOX:
            return 0.0
        scene, since = self._shown
        spent = self._spent.get(scene, 0) + self._app.clock.now().awake - since.awake
        return min(1.0, spent / BOX[scene])

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
