"""A date is typed and read in the order of the locale, and in ISO order anywhere."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from spindle.ui.dates import to_type, typed

EXAM = date(2027, 6, 12)
LOCALES = ("en_US", "en_GB", "de_DE", "fr_FR", "ja_JP", "fi_FI", "ar_EG", "fa_IR")
everywhere = pytest.mark.parametrize("name", LOCALES)


@everywhere
def test_what_stands_in_a_field_is_read_as_the_same_date(name: str) -> None:
    locale = QLocale(name)

    assert typed(to_type(EXAM, locale), locale) == EXAM
    assert typed("2027-06-12", locale) == EXAM


def test_day_and_month_stand_in_the_order_of_the_locale() -> None:
    assert to_type(EXAM, QLocale("en_US")) == "6/12/2027"
    assert to_type(EXAM, QLocale("en_GB")) == "12/06/2027"
    assert to_type(EXAM, QLocale("de_DE")) == "12.06.2027"


def test_two_figures_of_a_year_mean_this_century() -> None:
    assert typed("12.06.27", QLocale("de_DE")) == EXAM
    assert typed("29.02.28", QLocale("de_DE")) == date(2028, 2, 29)


@everywhere
@pytest.mark.parametrize("wrong", ["", "12 June", "2027-13-01", "31.02.2027", "\x00", "tomorrow"])
def test_what_is_no_date_is_none(name: str, wrong: str) -> None:
    assert typed(wrong, QLocale(name)) is None


@given(text=st.text(max_size=12))
def test_no_text_is_an_error(text: str) -> None:
    typed(text, QLocale("de_DE"))


def test_where_the_system_names_no_language_a_date_cannot_be_taken_otherwise() -> None:
    assert to_type(EXAM, QLocale.c()) == "2027-06-12"
    assert typed("2027-06-12", QLocale.c()) == EXAM
    assert typed("12 06 2027", QLocale.c()) == EXAM
