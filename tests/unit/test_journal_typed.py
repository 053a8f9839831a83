"""What is typed into diary, search field and entries: any text has an answer."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.journal.diary import Diary, clock_time, minutes, times
from spindle.features.journal.filters import Filters, filters_of
from spindle.features.journal.tags import tags_of


@pytest.mark.parametrize(
    ("typed", "minute"),
    [
        ("23:10", 1390),
        ("7", 420),
        ("0705", 425),
        (" 6.45 ", 405),
        ("11:10 pm", 1390),
        ("12 am", 0),
        ("7h30", 450),
        ("24:00", None),
        ("13 pm", None),
        ("7:75", None),
        ("late", None),
        ("", None),
    ],
)
def test_a_time_of_day_is_read_as_people_write_it(typed: str, minute: int | None) -> None:
    assert clock_time(typed) == minute


@pytest.mark.parametrize(
    ("typed", "length"),
    [
        ("15", 15),
        ("20 min", 20),
        ("1 h", 60),
        ("1:30", 90),
        ("1h 5", 65),
        ("", None),
        ("9999", None),
    ],
)
def test_a_length_is_read_as_people_write_it(typed: str, length: int | None) -> None:
    assert minutes(typed) == length


@given(st.text(max_size=30))
def test_any_text_in_the_diary_is_a_value_in_its_bounds_or_none(typed: str) -> None:
    at, long, often = clock_time(typed), minutes(typed), times(typed)
    assert at is None or 0 <= at < 1440
    assert long is None or 0 <= long <= 1440
    assert often is None or 0 <= often <= 99


def test_a_diary_is_empty_until_something_is_said() -> None:
    assert Diary(id="1", night_id="2").empty
    assert not Diary(id="1", night_id="2", onset=0).empty


def test_tags_are_words_with_a_number_sign_before_them() -> None:
    text = "Islands #Graph-theory and #proof. Issue #5, C# and a#b, ##no. #proof #Übung"
    assert tags_of(text) == ("graph-theory", "proof", "übung")


@given(st.text(max_size=200))
def test_any_text_has_tags_or_none(text: str) -> None:
    assert all(tag == tag.casefold() and "#" not in tag for tag in tags_of(text))


def test_filters_are_taken_out_of_what_is_typed() -> None:
    found = filters_of("why is:morning bound #Proof from:2026-02 to:2026-02 is:entry")
    assert found == Filters(
        "why bound",
        frozenset({"morning", "free"}),
        ("proof",),
        date(2026, 2, 1),
        date(2026, 2, 28),
    )


@pytest.mark.parametrize("typed", ["is:", "is:nothing", "from:2026-13", "to:", "#5", "from:0", "#"])
def test_what_is_no_filter_is_looked_for_as_it_stands(typed: str) -> None:
    assert filters_of(typed) == Filters(typed)


@pytest.mark.requirement("P27")
@given(st.text(max_size=80))
def test_any_text_is_a_search(typed: str) -> None:
    assert isinstance(filters_of(typed), Filters)
