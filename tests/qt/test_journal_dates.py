"""Dates and times of the journal, as the user's locale writes them."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from PySide6.QtCore import QLocale

from spindle.core.clock import HOUR, ManualClock
from spindle.features.journal.page.dates import clock_words, date_format, day_words, full_day, stamp

TODAY = date(2026, 3, 10)


@pytest.fixture(autouse=True)
def own_locale() -> Iterator[None]:
    before = QLocale()
    yield
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("locale", "with_year", "without"),
    [
        ("en_GB", "d MMM yyyy", "d MMM"),
        ("en_US", "MMM d, yyyy", "MMM d"),
        ("de", "d. MMM yyyy", "d. MMM"),
        ("es", "d 'de' MMM 'de' yyyy", "d 'de' MMM"),
        ("ja", "yyyy年M月d日", "M月d日"),
        ("hu", "yyyy. MMM d.", "MMM d."),
    ],
)
def test_day_and_month_stand_in_the_order_of_the_locale(
    locale: str, with_year: str, without: str
) -> None:
    found = QLocale(locale)
    assert date_format(found) == with_year
    assert date_format(found, year=False) == without


def test_a_day_of_the_last_week_is_a_weekday_and_an_older_one_a_date() -> None:
    QLocale.setDefault(QLocale("de"))
    assert day_words(date(2026, 3, 4), TODAY) == "Mittwoch"
    assert day_words(date(2026, 3, 3), TODAY) == "3. März"
    assert day_words(date(2025, 12, 3), TODAY) == "3. Dez. 2025"
    assert full_day(date(2025, 12, 3)) == "Mi. 3. Dez. 2025"


def test_times_of_day_are_the_locales_own() -> None:
    at = ManualClock(datetime(2026, 3, 10, 21, 38), "Europe/Berlin").now()
    QLocale.setDefault(QLocale("en_GB"))
    assert stamp(at.wall, at.offset, at) == "Tue 21:38"
    QLocale.setDefault(QLocale("en_US"))
    assert stamp(at.wall, at.offset, at).split() == ["Tue", "9:38", "PM"]
    assert stamp(at.wall - 240 * HOUR, at.offset, at).startswith("Feb 28 ")
    assert clock_words(9 * 60).startswith("9:00")
