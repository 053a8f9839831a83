"""A manual clock for what waits on real timers."""

from datetime import datetime

from spindle.core.clock import HOUR, ManualClock, Moment


class PacedManualClock(ManualClock):
    """Moves only when told; ``readings`` counts how often somebody looked."""

    def __init__(
        self, local: datetime, zone: str = "UTC", *, pace: float = 1.0, look_again: int = HOUR
    ) -> None:
        super().__init__(local, zone)
        self.pace = pace
        self.look_again = look_again
        self.readings = 0

    def now(self) -> Moment:
        self.readings += 1
        return super().now()
