"""How far to go back when listening goes on: further after a longer break, as the user sets it."""

from typing import Final, NamedTuple

from spindle.core.clock import HOUR, MINUTE, SECOND
from spindle.core.settings import Settings
from spindle.features.listen.settings import (
    BACK_AFTER_HOUR,
    BACK_AFTER_MINUTE,
    BACK_AFTER_SECONDS,
    BACK_AT_ONCE,
    GO_BACK,
)


class Rewind(NamedTuple):
    """How far to go back: whole sentences, or seconds of sound."""

    sentences: int = 0
    seconds: float = 0.0


SHORT: Final = 5 * SECOND
"""A break shorter than this is no break, unless the user wants it to be one."""


def rewind_after(absence: int, settings: Settings) -> Rewind:
    """What to hear again after a break of so many µs; a clock set back counts as none."""
    if not settings.get(GO_BACK):
        return Rewind()
    if absence < SHORT:
        return Rewind(sentences=settings.get(BACK_AT_ONCE))
    if absence < MINUTE:
        return Rewind(sentences=settings.get(BACK_AFTER_SECONDS))
    seconds = settings.get(BACK_AFTER_MINUTE if absence < HOUR else BACK_AFTER_HOUR)
    return Rewind(seconds=float(seconds))
