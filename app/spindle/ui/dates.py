"""Dates to type and to read again, in the order that the user's locale has them."""

from datetime import date

from PySide6.QtCore import QDate, QLocale

_ISO = "yyyy-MM-dd"
_CENTURY = 100


def typed_form(locale: QLocale | None = None) -> str:
    """The locale's short form with all four figures of the year.

    Where the system names no language a date is written as nobody could take it otherwise.
    """
    if (locale or QLocale()).language() == QLocale.Language.C:
        return _ISO
    form = (locale or QLocale()).dateFormat(QLocale.FormatType.ShortFormat)
    return form if "yyyy" in form else form.replace("yy", "yyyy")


def to_type(day: date, locale: QLocale | None = None) -> str:
    """A date as it stands in a field."""
    at = locale or QLocale()
    return at.toString(QDate(day.year, day.month, day.day), typed_form(at))


def typed(text: str, locale: QLocale | None = None) -> date | None:
    """The date of a typed text, or None if it is none.

    Read are the locale's short form with two figures of the year, which mean this century, or
    with four, and 2027-06-12.
    """
    at = locale or QLocale()
    word = text.strip()
    short = at.dateFormat(QLocale.FormatType.ShortFormat)
    found = [QDate.fromString(word, _ISO), at.toDate(word, typed_form(at)), at.toDate(word, short)]
    day = next((each for each in found if each.isValid()), None)
    if day is None:
        return None
    year = day.year() + (_CENTURY if 1900 <= day.year() < 2000 else 0)
    # 29 February is in one century and not in the other.
    real = QDate.isValid(year, day.month(), day.day())
    return date(year, day.month(), day.day()) if real else None
