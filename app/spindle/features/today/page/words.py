"""Days, lengths and other features' words as Today writes them."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from spindle.core.clock import MINUTE, SECOND, offset_at
from spindle.core.days import day_of
from spindle.features.today.model import TodayState
from spindle.ui import times


def tr(text: str) -> str:
    """Translate a text of this page."""
    return QCoreApplication.translate("TodayPage", text)


def page_date(day: date) -> str:
    """Thursday 12 June, in the order that the locale has for it."""
    return QLocale().toString(_qt(day), tr("dddd d MMMM"))


def weekday_short(day: date) -> str:
    """Mon."""
    return QLocale().toString(_qt(day), "ddd")


def length(microseconds: int) -> str:
    """A length as 25 min or 1 h 50."""
    return times.length((microseconds + MINUTE // 2) // MINUTE * (MINUTE // SECOND))


def clock(wall: int, zone: str) -> str:
    """The time of day of an instant, as 21:15."""
    return times.clock(wall, offset_at(wall, zone))


def since(wall: int, state: TodayState) -> str:
    """Since when a question is open: since Tuesday, since 3 June."""
    day = day_of(wall, offset_at(wall, state.at.zone), state.day_start)
    ago = (state.day - day).days
    if ago <= 0:
        return tr("since today")
    if ago < 7:
        return tr("since {day}").format(day=QLocale().toString(_qt(day), "dddd"))
    form = tr("d MMMM") if day.year == state.day.year else tr("d MMMM yyyy")
    return tr("since {day}").format(day=QLocale().toString(_qt(day), form))


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
