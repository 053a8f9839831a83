"""A drill that is taken out, and brought back."""

from spindle.core.clock import Clock
from spindle.features.drill.service import DrillService


class Removing:
    """Remembers the last one."""

    def __init__(self, service: DrillService, clock: Clock) -> None:
        self._service, self._clock = service, clock
        self._last: str | None = None

    def remove(self, drill: str) -> None:
        """Take it out; its log stays."""
        self._last = drill
        self._service.store.remove(drill, self._clock.now().wall, self._service.changed)

    def bring_back(self) -> bool:
        """Bring the last one back; False if there is none."""
        drill, self._last = self._last, None
        if drill is not None:
            now = self._clock.now().wall
            self._service.store.remove(drill, now, self._service.changed, back=True)
        return drill is not None
