"""How long a sitting has sounded, and what that saved against the voice's own speed."""

from spindle.core.clock import SECOND, Clock


class Sounding:
    """GUI thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._before = 0
        self._since: int | None = None
        self._saved, self._ratio_from, self._ratio = 0.0, 0.0, 1.0

    @property
    def now(self) -> bool:
        """Whether it sounds."""
        return self._since is not None

    @property
    def micros(self) -> int:
        """All of it, in µs."""
        running = 0 if self._since is None else self._clock.now().awake - self._since
        return self._before + max(0, running)

    @property
    def seconds(self) -> float:
        """All of it."""
        return self.micros / SECOND

    @property
    def saved(self) -> float:
        """Seconds of the voice at its own speed, less the seconds that it took."""
        return self._saved + (self.seconds - self._ratio_from) * (self._ratio - 1)

    def begin(self) -> None:
        """It sounds from now on."""
        if self._since is None:
            self._since = self._clock.now().awake

    def rest(self) -> None:
        """It sounds no more."""
        self._before, self._since = self.micros, None

    def at_ratio(self, ratio: float) -> None:
        """It sounds at so many times the voice's own speed from now on."""
        self._saved, self._ratio_from = self.saved, self.seconds
        self._ratio = ratio
