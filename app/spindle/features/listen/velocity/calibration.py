"""Finding the comfortable speed: two passes of one text, one from too slow, one from too fast.

In each the listener moves the dial until it is comfortable and says so, or simply listens until
the pass is over. Both passes together take no more than ninety seconds.
"""

import math
from dataclasses import dataclass, replace
from typing import Final

from spindle.features.listen.velocity.controller import held

PASS: Final = 45.0
"""Seconds of one pass, if nobody says it is comfortable before."""

SHORTEST: Final = 12.0
"""Seconds before a pass can be settled: nobody knows a speed after three words."""

SLOW: Final = 140.0
"""Where the first pass begins, in wpm."""

_FAST: Final = 1.4
"""The second one begins this much above what was found in the first."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Where a calibration is.

    Attributes:
        speed: What is heard now, in wpm.
        sounded: Seconds of sound in this pass.
        found: The speed of each finished pass.
    """

    speed: float = SLOW
    sounded: float = 0.0
    found: tuple[float, ...] = ()

    @property
    def comfort(self) -> float | None:
        """The comfortable speed once both passes are over, in wpm."""
        if len(self.found) < 2:
            return None
        return math.sqrt(self.found[0] * self.found[1])

    @property
    def may_settle(self) -> bool:
        """Whether "this is comfortable" may be said already."""
        return self.comfort is None and self.sounded >= SHORTEST


def moved(state: Calibration, wpm: float) -> Calibration:
    """The dial was moved."""
    return state if state.comfort is not None else replace(state, speed=held(wpm))


def sounded(state: Calibration, seconds: float) -> Calibration:
    """So much more was heard; a pass that is over counts with the speed it had at its end."""
    if state.comfort is not None:
        return state
    state = replace(state, sounded=state.sounded + seconds)
    return _next(state) if state.sounded >= PASS else state


def settled(state: Calibration) -> Calibration:
    """The listener said that this is comfortable; too early changes nothing."""
    return _next(state) if state.may_settle else state


def _next(state: Calibration) -> Calibration:
    found = (*state.found, state.speed)
    speed = held(state.speed * _FAST) if len(found) == 1 else state.speed
    return Calibration(speed=speed, found=found)
