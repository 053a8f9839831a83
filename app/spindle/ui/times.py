"""Times of day and lengths as the user's locale and language write them, and read back."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale, QTime

from spindle.core.clock import local_time
from spindle.core.settings import Length
from spindle.core.translate import N_

_HOURS: Final = N_("times", "{hours} h")
_HOURS_AND_MINUTES: Final = N_("times", "{hours} h {minutes}")
_MINUTES: Final = N_("times", "{minutes} min")
_SECONDS: Final = N_("times", "{seconds} s")


def clock(wall: int, offset: int) -> str:
    """The time of day of an instant (µs UTC) at an offset (seconds east): 21:15, 9:15 PM."""
    local = local_time(wall, offset)
    return time_of_day(local.hour * 60 + local.minute)


def time_of_day(minutes: int) -> str:
    """Minutes after midnight: 22:30, 10:30 PM."""
    time = QTime(minutes // 60 % 24, minutes % 60)
    return QLocale().toString(time, QLocale.FormatType.ShortFormat)


def plain_time(typed: str) -> str:
    """What was typed, as ``22:30`` where the locale's own way of writing times is read in it."""
    locale = QLocale()
    for text in (typed.strip(), typed.strip().replace(" ", "\N{NARROW NO-BREAK SPACE}")):
        time = locale.toTime(text, locale.timeFormat(QLocale.FormatType.ShortFormat))
        if time.isValid():
            return f"{time.hour():02}:{time.minute():02}"
    return typed


def length(seconds: int) -> str:
    """A length: 25 min, 1 h 30, 1 min 30 s."""
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    if hours and minutes and not left:
        return _said(_HOURS_AND_MINUTES, hours=hours, minutes=f"{minutes:02}")
    parts = [_said(_HOURS, hours=hours)] * bool(hours)
    parts += [_said(_MINUTES, minutes=minutes)] * bool(minutes or not (hours or left))
    return " ".join(parts + [_said(_SECONDS, seconds=left)] * bool(left))


def lengths(every: Iterable[int]) -> str:
    """Several lengths (seconds) with commas between them."""
    return ", ".join(map(length, every))


def plain_length(typed: str) -> str:
    """What was typed, with the units of the user's language as h, min and s."""
    words = f" {typed} "
    for source, plain in ((_HOURS, "h"), (_MINUTES, "min"), (_SECONDS, "s")):
        name = source.partition(" ")[0]
        unit = QCoreApplication.translate("times", source).replace(name, "").strip()
        if unit and unit != plain:
            words = words.replace(unit, f" {plain} ")
    return words.strip()


def fact(value: object) -> object:
    """A fact of a sentence as it is put in: lengths in the user's words, all else as it is."""
    return length(value.seconds) if isinstance(value, Length) else value


def _said(sentence: str, **numbers: int | str) -> str:
    locale = QLocale()
    facts = {
        name: locale.toString(number) if isinstance(number, int) else number
        for name, number in numbers.items()
    }
    return QCoreApplication.translate("times", sentence).format(**facts)
