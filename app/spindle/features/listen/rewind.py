"""How far to go back when listening goes on: further after a longer break."""

from typing import Final, NamedTuple

from spindle.core.clock import HOUR, MINUTE, SECOND


class Rewind(NamedTuple):
    """How far to go back: whole sentences, or seconds of sound."""

    sentences: int = 0
    seconds: float = 0.0


TABLE: Final = (
    (5 * SECOND, Rewind()),
    (MINUTE, Rewind(sentences=1)),
    (HOUR, Rewind(seconds=10.0)),
)
"""Breaks shorter than this go back so far."""

LONGEST: Final = Rewind(seconds=30.0)


def rewind_after(absence: int) -> Rewind:
    """What to hear again after a break of so many µs; a clock set back counts as none."""
    return next((rewind for below, rewind in TABLE if absence < below), LONGEST)
