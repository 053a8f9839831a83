"""Stored values as the journal means them, whoever wrote them. Total: no row is an error.

The file is one that any tool opens, so a date may stand there as ``10.3.2026`` and a zone under a
name that this machine has never heard. What cannot be read is taken from what stands beside it,
the row stays as it is, and ``odd`` names it. Standard library only, for the first paint.
"""

from datetime import date
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from spindle.core.clock import HOUR, SECOND
from spindle.core.days import day_of

K = TypeVar("K")

LATEST: Final = 250_000_000_000 * SECOND
"""In the year 9892; a later instant has no local date on the way to it."""

_FARTHEST: Final = 14
"""Hours from UTC at which there is a zone."""


def instant_in(stored: int) -> int:
    """An instant (µs UTC) within the calendar."""
    return min(max(stored, -24 * HOUR), LATEST)


def offset_in(stored: int) -> int:
    """Seconds east of UTC, a day at most."""
    return min(max(stored, -86_399), 86_399)


def day_in(stored: str | None, wall: int, offset: int) -> date:
    """A stored date, or the one on which the row was written."""
    try:
        return date.fromisoformat(stored or "")
    except ValueError:
        return day_of(instant_in(wall), offset_in(offset))


def zone_in(stored: str, offset: int) -> str:
    """A zone that this machine knows: the stored one, or one of the same offset."""
    if is_zone(stored):
        return stored
    east = round(offset_in(offset) / 3600)
    east = min(max(east, 2 - _FARTHEST), _FARTHEST)
    # The names of these count westwards.
    return f"Etc/GMT{-east:+d}" if east else "UTC"


def one_of(kind: type[K], stored: str | None, otherwise: K) -> K:
    """A name of an enumeration, or what to take for one that it does not have."""
    try:
        return kind(stored)  # type: ignore[call-arg]  # an enumeration takes a value
    except ValueError:
        return otherwise


def is_zone(name: str) -> bool:
    """Whether this machine knows a zone of that name."""
    try:
        ZoneInfo(name)
    except (ValueError, LookupError, OSError):
        return False
    return True
