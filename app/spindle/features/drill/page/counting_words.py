"""Counts, shares and days as the pages of Drill write them."""

from datetime import date

from PySide6.QtCore import QDate, QLocale

from spindle.features.drill.page.words import number, tr

_WEEK = 7


def percent(share: float) -> str:
    """82 %."""
    return tr("{number} %").format(number=QLocale().toString(round(share * 100)))


def in_days(due: date, day: date) -> str:
    """Today, tomorrow, in 5 days."""
    days = (due - day).days
    if days <= 0:
        return tr("today")
    return tr("tomorrow") if days == 1 else tr("{n} days").format(n=number(days))


def on_day(due: date, day: date) -> str:
    """The weekday within a week, else the date."""
    there = QDate(due.year, due.month, due.day)
    locale = QLocale()
    if (due - day).days < _WEEK:
        return locale.standaloneDayName(there.dayOfWeek())
    form = tr("d MMMM") if due.year == day.year else tr("d MMMM yyyy")
    return locale.toString(there, form)


def when(due: date, day: date) -> str:
    """Today, tomorrow, Saturday, 4 May."""
    return in_days(due, day) if (due - day).days <= 1 else on_day(due, day)
