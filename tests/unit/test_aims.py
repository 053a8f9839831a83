"""Aims typed behind a # in any title."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.core.aims import split_title


@pytest.mark.parametrize(
    ("typed", "title", "aim"),
    [
        ("Prove Lemma 4 #Graph theory", "Prove Lemma 4", "Graph theory"),
        ("#Anatomy", "", "Anatomy"),
        ("C# basics", "C# basics", None),
        ("Read # ", "Read #", None),
        ("  plain  ", "plain", None),
    ],
)
def test_the_aim_comes_off_the_end_of_a_title(typed: str, title: str, aim: str | None) -> None:
    assert split_title(typed) == (title, aim)


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    title, aim = split_title(text)

    assert aim is None or aim in text
    assert title in text
