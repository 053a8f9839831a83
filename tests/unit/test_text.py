"""Typed text is kept as typed, but for what no database keeps."""

from hypothesis import given
from hypothesis import strategies as st

from spindle.core.text import clean

ANY = st.text(st.characters(exclude_categories=()))


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_text_that_can_be_stored_is_not_touched(text: str) -> None:
    assert clean(text) == text


@given(ANY)
def test_cleaned_text_has_utf_8_and_no_nul_and_stays_cleaned(text: str) -> None:
    cleaned = clean(text)

    assert b"\x00" not in cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned


@given(ANY)
def test_no_character_but_nul_goes_without_a_trace(text: str) -> None:
    assert len(clean(text)) == len(text) - text.count("\x00")


def test_half_a_pair_becomes_the_replacement_character() -> None:
    assert clean("a\ud83cb\udf19") == "a\ufffdb\ufffd"
    assert clean("🌙") == "🌙"
