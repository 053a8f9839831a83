"""Pauses shrink with speed, once; words a minute are what is heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.sound.pauses import FOLLOWED, SLOWEST, Stretch, ratio_for, rest, wpm_at

PIECES = st.lists(
    st.builds(Stretch, words=st.integers(1, 40), seconds=st.floats(0.3, 15), pause=st.floats(0, 1)),
    min_size=1,
    max_size=12,
)


@pytest.mark.requirement("reader-row-27")
@pytest.mark.requirement("reader-3")
@pytest.mark.parametrize(("ratio", "seconds"), [(1, 0.15), (1.5, 0.12), (2, 0.10)])
def test_the_pause_between_sentences_follows_the_curve(ratio: float, seconds: float) -> None:
    assert rest(0.15, ratio) == pytest.approx(seconds, abs=0.003)


@given(PIECES, st.floats(60, 700))
def test_the_ratio_found_gives_the_words_a_minute_asked_for(
    pieces: list[Stretch], wpm: float
) -> None:
    ratio = ratio_for(wpm, pieces, 186)

    assert SLOWEST <= ratio <= FOLLOWED
    if SLOWEST < ratio < FOLLOWED:
        assert wpm_at(ratio, pieces) == pytest.approx(wpm, rel=1e-4)


@pytest.mark.requirement("reader-6")
@pytest.mark.parametrize("natural", [150, 170, 186, 220])
def test_700_words_a_minute_are_reached_with_a_slow_voice_too(natural: float) -> None:
    pieces = [Stretch(18, 18 * 60 / natural, 0.15), Stretch(25, 25 * 60 / natural, 0.45)]

    assert wpm_at(ratio_for(700, pieces, natural), pieces) == pytest.approx(700, rel=0.001)
    assert ratio_for(700, [], natural) == pytest.approx(700 / natural)


def test_without_any_text_the_voice_itself_is_the_measure() -> None:
    assert ratio_for(372, [], 186) == pytest.approx(2)
    assert wpm_at(1.5, []) == 0
