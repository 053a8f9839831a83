"""Times and lengths as the focus pages write them."""

import re

from PySide6.QtCore import QCoreApplication, QLocale

from spindle.core.clock import HOUR, MINUTE, SECOND
from spindle.features.focus.state import Task
from spindle.ui import times
from spindle.ui.value_scale import one_decimal

_LENGTH = re.compile(r"(\d{1,3})(?::(\d{2}))?")


def tr(text: str) -> str:
    """Translate a text of the focus pages."""
    return QCoreApplication.translate("FocusPage", text)


def digits(left: int) -> str:
    """µs as 13:42, above an hour as 1:13:42; a started second counts until it is over."""
    seconds = -(-left // SECOND)
    minutes, seconds = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes}:{seconds:02}"


def past(over: int) -> str:
    """Overtime in µs as +2:13; only whole seconds count."""
    return f"+{digits(over // SECOND * SECOND)}"


def length(microseconds: int) -> str:
    """A length as 25 min, 1 h 50 or 6 s."""
    whole = microseconds // MINUTE * 60
    return times.length(whole or microseconds // SECOND)


def long_length(microseconds: int) -> str:
    """A length as in "Start 25 minutes"."""
    minutes, rest = divmod(microseconds, MINUTE)
    if rest or not minutes:
        return length(microseconds)
    if minutes == 1:
        return tr("1 minute")
    return tr("{minutes} minutes").format(minutes=QLocale().toString(minutes))


def minutes(microseconds: int) -> str:
    """A bare number of minutes for a place where the unit is plain; seconds where shorter."""
    if microseconds < MINUTE:
        return length(microseconds)
    return QLocale().toString(round(microseconds / MINUTE))


def clock_time(wall: int, offset: int) -> str:
    """A time of day as the locale writes it, without seconds."""
    return times.clock(wall, offset)


def block_of(task: Task) -> str:
    """Block 3 of 4."""
    locale = QLocale()
    return tr("Block {number} of {count}").format(
        number=locale.toString(task.number), count=locale.toString(len(task.plan.blocks))
    )


def one_line(text: str, most: int = 400) -> str:
    """A title short enough to be laid out; what is kept is not shortened."""
    return text if len(text) <= most else text[: most - 1] + "…"


def movement_name(name: str) -> str:
    """A movement as shown; those Spindle comes with are translated."""
    return QCoreApplication.translate("movements", name)


def ambience_name(kind: str) -> str:
    """What sounds in the background, as shown."""
    return {"tick": tr("Tick"), "brown": tr("Brown noise"), "rain": tr("Rain")}.get(kind, "")


def typed_length(text: str) -> int | None:
    """Minutes as people type them, 12 or 12:30, in µs; None for anything else."""
    found = _LENGTH.fullmatch(text.strip())
    if found is None:
        return None
    minutes_, seconds = int(found[1]), int(found[2] or 0)
    long = minutes_ * MINUTE + seconds * SECOND
    return long if seconds < 60 and SECOND <= long <= 12 * HOUR else None


def signed(error: float) -> str:
    """+0.4, −1.2 or 0.0 as the locale writes it."""
    near = round(error, 1)
    sign = "+" if near > 0 else "−" if near < 0 else ""
    return sign + one_decimal(abs(near))


def gap_word(why: str) -> str:
    """Why a gap is no work."""
    return {
        "pause": tr("paused"),
        "sleep": tr("computer asleep"),
        "lock": tr("screen locked"),
        "idle": tr("nobody there"),
        "interruption": tr("interrupted"),
    }.get(why, "")
