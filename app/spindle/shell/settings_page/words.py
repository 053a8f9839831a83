"""How values of settings are written, so that what is shown can be typed back. No Qt."""

from collections.abc import Iterable


def length_words(seconds: int) -> str:
    """A length as people type it: 25 min, 1 h 30, 90 s.

    >>> length_words(5400), length_words(1500), length_words(90), length_words(3600)
    ('1 h 30', '25 min', '1 min 30 s', '1 h')
    """
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    if left:
        parts = [f"{hours} h"] * bool(hours) + [f"{minutes} min"] * bool(minutes) + [f"{left} s"]
        return " ".join(parts)
    if hours:
        return f"{hours} h {minutes}" if minutes else f"{hours} h"
    return f"{minutes} min"


def lengths_words(lengths: Iterable[int]) -> str:
    """Several lengths with commas between them."""
    return ", ".join(length_words(seconds) for seconds in lengths)


def time_words(minutes: int) -> str:
    """Minutes after midnight as 22:30."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
