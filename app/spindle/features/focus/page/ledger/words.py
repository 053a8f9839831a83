"""What the ledger calls things, and how it reads a time of day that was typed."""

import re
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from spindle.core.clock import MINUTE
from spindle.features.focus.ledger.places import Places
from spindle.features.focus.ledger.reading import DayPage
from spindle.features.focus.ledger.service import Ledger
from spindle.features.focus.ledger.spans import Kind, Span
from spindle.features.focus.page.words import gap_word, length, movement_name
from spindle.ui import times

_TIME = re.compile(r"\s*(\d{1,2})\D?(\d{2})\s*([ap])?", re.IGNORECASE)


def tr(text: str) -> str:
    """Translate a text of the ledger."""
    return QCoreApplication.translate("Ledger", text)


def told(ledger: Ledger) -> str:
    """What the ledger's service says of the last edit; it is marked there."""
    if not ledger.told:
        return ""
    words, entered = QCoreApplication.translate("ledger", ledger.told), ledger.entered
    if "{what}" not in words or entered is None:
        return words
    return words.format(
        what=movement_name(entered.name),
        start=times.clock(entered.start, entered.offset),
        end=times.clock(entered.end, entered.offset),
    )


def kind_word(kind: Kind) -> str:
    """The name of a kind of span."""
    return {
        Kind.WORK: tr("Work"),
        Kind.MOVE: tr("Movement"),
        Kind.GAP: tr("Gap"),
        Kind.BREAK: tr("Break"),
        Kind.SLEEP: tr("Sleep"),
        Kind.UNTRACKED: tr("Untracked"),
        Kind.COMING: tr("Still to come"),
    }[kind]


def activity_word(activity: str) -> str:
    """The name of an activity."""
    return {
        "focus": tr("Focus"),
        "listen": tr("Listen"),
        "drill": tr("Drill"),
        "prime": tr("Journal"),
        "move": tr("Movement"),
    }.get(activity, activity)


def what(span: Span) -> str:
    """What stands in the row of a span."""
    said = _what(span)
    if span.length - span.counted < MINUTE:
        return said
    counted = tr("{length} of it counts").format(length=length(span.counted))
    return f"{said} · {counted}" if said else counted


def _what(span: Span) -> str:
    entry = span.entry
    if entry is None:
        return ""
    if entry.guessed:
        return tr("not measured")
    if span.kind is Kind.GAP:
        return gap_word(entry.why)
    if span.kind in {Kind.BREAK, Kind.MOVE, Kind.SLEEP}:
        return movement_name(entry.title)
    title = " ".join(entry.title[:300].split())
    if entry.activity in {None, "focus", "prime"}:
        return title or tr("Focus")
    name = activity_word(str(entry.activity))
    return tr("{activity}, {title}").format(activity=name, title=title) if title else name


def clock_words(wall: int, places: Places) -> str:
    """An instant as the clock showed it where the user was, without seconds."""
    return times.clock(wall, places.offset(wall))


def axis_word(local: datetime) -> str:
    """An hour below the day, with its minutes where the day does not begin on the full hour.

    >>> axis_word(datetime(2026, 6, 12, 4)), axis_word(datetime(2026, 6, 12, 9, 30))
    ('04', '09:30')
    """
    return f"{local:%H:%M}" if local.minute else f"{local:%H}"


def day_words(day: date) -> str:
    """Thursday 12 June, as the locale orders it."""
    locale, shown = QLocale(), QDate(day.year, day.month, day.day)
    if locale.language() in {QLocale.Language.English, QLocale.Language.C}:
        return locale.toString(shown, "dddd d MMMM")
    return locale.toString(shown, QLocale.FormatType.LongFormat)


def typed_time(text: str, day: date, places: Places, day_start: int) -> int | None:
    """The instant (µs UTC) of a typed time of day within a *day*; None for anything else."""
    plain = times.plain_time(text)
    found = _TIME.fullmatch(plain.replace(".m.", "m").strip().rstrip("mM"))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2])
    if found[3]:
        hour = hour % 12 + (12 if found[3].lower() == "p" else 0)
    if hour > 24 or minute > 59:
        return None
    return places.instant_of(day, (hour % 24) * 60 + minute, day_start)


def long_words(microseconds: int) -> str:
    """A length in which the minutes are always said: 24 h 00."""
    hours, rest = divmod(microseconds // MINUTE, 60)
    return tr("{hours} h {minutes}").format(hours=QLocale().toString(hours), minutes=f"{rest:02}")


def step_words(page: DayPage) -> str:
    """That somebody set the clock on this day; empty when nobody did."""
    if not page.steps:
        return ""
    step = page.steps[-1]
    words = tr("The clock was set forward by {length} at {time}.")
    if step.step < 0:
        words = tr("The clock was set back by {length} at {time}.")
    return words.format(length=length(abs(step.step)), time=clock_words(step.at, page.places))
