"""The sleep diary of one night: best guesses, every one of them optional. Pure.

The questions are those of the Consensus Sleep Diary. Times of day are minutes after midnight
where the person slept; no score is made of them.
"""

import re
from dataclasses import dataclass
from typing import Final

DAY: Final = 24 * 60

_CLOCK: Final = re.compile(
    r"(?P<hour>\d{1,2})\s*[:.h ]?\s*(?P<minute>\d{2})?\s*(?P<half>[ap])?\.?(?:m\.?)?", re.IGNORECASE
)
_SPAN: Final = re.compile(r"(?:(?P<hours>\d{1,2})\s*(?:h|:)\s*)?(?P<minutes>\d{1,4})?\s*(?:min|m)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """What a person remembers of a night.

    Attributes:
        in_bed, tried, woke, rose: Times of day: went to bed, tried to sleep, woke for the last
            time, got up.
        onset: Minutes to fall asleep.
        awakenings, awake: How often awake in between, and for how many minutes together.
        quality: 1-5.
        screen: Whether there was a screen after "Good night".
    """

    id: str
    night_id: str
    in_bed: int | None = None
    tried: int | None = None
    onset: int | None = None
    awakenings: int | None = None
    awake: int | None = None
    woke: int | None = None
    rose: int | None = None
    quality: int | None = None
    screen: bool | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing was said."""
        return self == Diary(id=self.id, night_id=self.night_id)


def clock_time(typed: str) -> int | None:
    """Minutes after midnight from what a person types for a time of day, else None.

    >>> [clock_time(text) for text in ("23:10", "7", "0705", "6.45", "11:10 pm", "12 am", "25:00")]
    [1390, 420, 425, 405, 1390, 0, None]
    """
    text = typed.strip()
    if len(text) == 4 and text.isascii() and text.isdigit():
        text = f"{text[:2]}:{text[2:]}"
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def minutes(typed: str) -> int | None:
    """Minutes from what a person types for a length, else None.

    >>> [minutes(text) for text in ("15", "20 min", "1 h", "1:30", "1h 5", "", "long", "9999")]
    [15, 20, 60, 90, 65, None, None, None]
    """
    text = typed.strip().lower()
    found = _SPAN.fullmatch(text)
    if not text or found is None or not (found["hours"] or found["minutes"]):
        return None
    total = int(found["hours"] or 0) * 60 + int(found["minutes"] or 0)
    return total if total <= DAY else None


def times(typed: str) -> int | None:
    """A small count from what a person types, else None.

    >>> [times(text) for text in ("2", "0", "-1", "x", "100")]
    [2, 0, None, None, None]
    """
    text = typed.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 2):
        return None
    return int(text)
