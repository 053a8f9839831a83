"""Days and times of the journal in words, by the user's locale."""

import re
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from spindle.core.clock import Moment, local_time
from spindle.features.journal.model import Came, Held, QuestionState, Source, counts
from spindle.features.journal.records import EntryKind, Question, Shelf
from spindle.ui import times

_WEEKDAY = re.compile(r"[\s,،]*dddd[,،]?\s*")
# With the word that belongs to the year in some languages: "de 2026", "2026年".
_YEAR = re.compile(r"[\s,،]*(?:'[^']*'\s*)?yyyy(?:年|년|\.)?(?:[\s\u202f]*'[^']*'\.?)?[\s,،]*")
_PARKED = frozenset({"session", "thought", "block"})


def day_words(day: date, today: date) -> str:
    """The weekday within the last week, else a short date."""
    locale, shown = QLocale(), QDate(day.year, day.month, day.day)
    if timedelta() <= today - day < timedelta(days=7):
        return locale.toString(shown, "dddd")
    return locale.toString(shown, date_format(locale, year=day.year != today.year))


def full_day(day: date) -> str:
    """A weekday with its short date and year."""
    locale, shown = QLocale(), QDate(day.year, day.month, day.day)
    return f"{locale.toString(shown, 'ddd')} {locale.toString(shown, date_format(locale))}"


def stamp(wall: int, offset: int, at: Moment) -> str:
    """A moment as it was where it was written: ``Tue 21:38``, older ``3 Mar 21:38``."""
    then = local_time(wall, offset)
    locale, day = QLocale(), QDate(then.year, then.month, then.day)
    recent = timedelta() <= at.local.date() - then.date() < timedelta(days=7)
    form = "ddd" if recent else date_format(locale, year=then.year != at.local.year)
    return f"{locale.toString(day, form)} {clock_words(then.hour * 60 + then.minute)}"


def date_format(locale: QLocale, *, year: bool = True) -> str:
    """The locale's own order of day and short month, with the year or without."""
    form = locale.dateFormat(QLocale.FormatType.LongFormat).replace("MMMM", "MMM")
    form = _WEEKDAY.sub("", form)
    return (form if year else _YEAR.sub("", form)).strip(" ,،")


def origin(question: Question, at: Moment) -> str:
    """Where a question comes from: how long it is open, or what it was parked in."""
    kind = "" if question.source is None else question.source.kind
    if not question.evenings:
        if kind in _PARKED:
            return QCoreApplication.translate("journal", "parked during focus")
        if kind.startswith("drill"):
            return QCoreApplication.translate("journal", "from drill")
        if kind.startswith("reading"):
            return QCoreApplication.translate("journal", "from a text")
    day = local_time(question.created, at.offset).date()
    if day == at.local.date():
        return QCoreApplication.translate("journal", "open since today")
    words = QCoreApplication.translate("journal", "open since {day}")
    return words.format(day=day_words(day, at.local.date()))


def came_words(came: Came) -> str:
    """The name of an outcome."""
    words = {
        Came.NOTHING: QCoreApplication.translate("journal", "nothing"),
        Came.ON_MIND: QCoreApplication.translate("journal", "on my mind"),
        Came.NEW_ANGLE: QCoreApplication.translate("journal", "new angle"),
        Came.USABLE_STEP: QCoreApplication.translate("journal", "usable step"),
        Came.LOOKS_SOLVED: QCoreApplication.translate("journal", "looks solved"),
    }
    return words[came]


def held_words(held: Held) -> str:
    """The name of a verification."""
    words = {
        Held.YES: QCoreApplication.translate("journal", "yes"),
        Held.PARTLY: QCoreApplication.translate("journal", "partly"),
        Held.NO: QCoreApplication.translate("journal", "no"),
        Held.UNTRIED: QCoreApplication.translate("journal", "not tried"),
    }
    return words[held]


def half_words(kind: EntryKind) -> str:
    """What an entry is: a half of the night, or a thought."""
    words = {
        EntryKind.EVENING: QCoreApplication.translate("journal", "Evening"),
        EntryKind.MORNING: QCoreApplication.translate("journal", "Morning"),
        EntryKind.FREE: QCoreApplication.translate("journal", "Thought"),
    }
    return words[kind]


def source_words(source: Source) -> str:
    """When something came."""
    words = {
        Source.DREAM: QCoreApplication.translate("journal", "in a dream"),
        Source.WAKING: QCoreApplication.translate("journal", "on waking"),
        Source.LATER: QCoreApplication.translate("journal", "later"),
    }
    return words[source]


def clock_words(minute: int) -> str:
    """A time of day, in minutes after midnight, as the locale writes it."""
    return times.time_of_day(minute)


def state_words(question: Question) -> str:
    """How many evenings a question had, and what it is now."""
    many = QCoreApplication.translate("journal", "{n} evenings")
    one = QCoreApplication.translate("journal", "1 evening")
    states = {
        QuestionState.DRAFT: QCoreApplication.translate("journal", "draft"),
        QuestionState.OPEN: QCoreApplication.translate("journal", "open"),
        QuestionState.SOLVED: QCoreApplication.translate("journal", "looks solved"),
        QuestionState.LET_GO: QCoreApplication.translate("journal", "let go"),
    }
    evenings = one if question.evenings == 1 else many.format(n=question.evenings)
    state = states[question.state]
    if question.inbox is not None and question.state is QuestionState.OPEN:
        state = QCoreApplication.translate("journal", "to be made a question")
    if question.parked is not None and question.state is QuestionState.OPEN:
        state = QCoreApplication.translate("journal", "rests")
    return f"{evenings}, {state}" if question.evenings else state


def summary(shelf: Shelf) -> str:
    """The counts below the list."""
    found = counts(shelf.brought)
    many = QCoreApplication.translate("journal", "{n} evenings")
    one = QCoreApplication.translate("journal", "1 evening")
    parts = [one if shelf.evenings == 1 else many.format(n=shelf.evenings)]
    parts += [f"{found[came]} {came_words(came)}" for came in (Came.LOOKS_SOLVED, Came.NOTHING)]
    return ", ".join(parts)
