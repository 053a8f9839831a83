"""Every word has one time, in order, whatever the engine reports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.sound.word_map import count_words, tokens, word_times

FIXTURE = (
    "It’s 3.14% (e.g. “in the” 😀 case): $12.50, שלום לך and 中文字 at https://example.org/c?d=e."
)


def test_words_are_what_stands_between_spaces() -> None:
    text = "In the end, 42%."

    assert [text[start:end] for start, end in tokens(text)] == ["In", "the", "end,", "42%."]


def test_scripts_without_spaces_have_a_word_for_each_character() -> None:
    text = "他说：你好。OK"

    assert [text[start:end] for start, end in tokens(text)] == ["他", "说：", "你", "好。", "OK"]


def test_only_what_has_letters_or_digits_counts_as_a_word() -> None:
    assert count_words("— one … two 3 !") == 3


def test_words_without_an_event_lie_between_those_that_have_one() -> None:
    found = word_times("in the end", [(0, 0), (7, 1000)], 2000)

    assert [word.sample for word in found] == [0, 429, 1000]


def test_the_first_of_several_events_counts() -> None:
    found = word_times("now $12.50 is", [(0, 0), (4, 500), (6, 700), (8, 900), (11, 1200)], 1500)

    assert [word.sample for word in found] == [0, 500, 1200]


@pytest.mark.requirement("reader-9")
@given(
    st.lists(st.tuples(st.integers(-5, 120), st.integers(-100, 90_000)), max_size=60),
    st.integers(0, 80_000),
)
def test_spans_never_go_backwards_and_never_leave_the_sentence(
    events: list[tuple[int, int]], length: int
) -> None:
    found = word_times(FIXTURE, events, length)

    assert [(word.start, word.end) for word in found] == tokens(FIXTURE)
    samples = [word.sample for word in found]
    assert samples == sorted(samples)
    assert all(0 <= sample <= length for sample in samples)
    assert all(0 <= word.start < word.end <= len(FIXTURE) for word in found)


@given(st.text(st.characters(), max_size=80), st.integers(0, 50_000))
def test_any_text_can_be_mapped(text: str, length: int) -> None:
    assert len(word_times(text, [], length)) == len(tokens(text))
