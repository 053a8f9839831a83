"""The dial stands still while it is near what is heard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.listen.steady import LAST, NEAR, Steady, SteadyRatio

WPM = st.floats(80, 700)


@given(st.lists(st.tuples(WPM, WPM), min_size=1))
def test_what_is_shown_is_always_near_what_is_heard(heard: list[tuple[float, float]]) -> None:
    steady = Steady()
    for told, asked in heard:
        steady.tell(told, asked)
        assert abs(steady.at(asked) - told) <= NEAR * told


@given(WPM, st.lists(st.floats(0.9, 1.1), min_size=1))
def test_it_moves_only_when_what_stood_there_is_no_longer_near(
    asked: float, heard: list[float]
) -> None:
    steady, before = Steady(), asked
    for share in heard:
        told = asked * share
        steady.tell(told, asked)
        after = steady.at(asked)
        assert after == before or abs(before - told) > NEAR * told
        assert after in {before, asked, told}
        before = after


def test_it_goes_back_to_what_was_asked_for_rather_than_near_it() -> None:
    steady = Steady()
    shown = []
    for told in (200, 201.5, 203, 204, 202.5, 201.5, 199, 201.5):
        steady.tell(told, 200)
        shown.append(steady.at(200))
    assert shown == [200, 200, 203, 203, 203, 203, 200, 200]


def test_a_step_of_the_speed_is_shown_at_once_be_it_ever_so_small() -> None:
    steady = Steady()
    steady.tell(700, 700)
    assert steady.at(705) == 705
    steady.tell(704, 705)
    assert steady.at(705) == 705
    steady.tell(660, 710)
    assert steady.at(710) == 660, "as fast as this voice can be made"


def test_as_long_as_nothing_is_known_it_is_what_was_asked_for() -> None:
    steady = Steady()
    assert steady.at(200) == 200
    steady.tell(0, 240)
    assert steady.at(240) == 240


def test_how_many_times_as_fast_is_told_by_what_the_voice_did_of_late() -> None:
    steady = SteadyRatio()
    assert steady.at(240) == 1
    for own in [160] * 30 + [120, 200] * 15:  # a heading is said otherwise than a long sentence
        steady.tell(240 / own, 240, "en")
        assert 1.4 < steady.at(240) < 1.6
    assert steady.at(320) == pytest.approx(2.0)


def test_of_another_voice_or_a_text_said_otherwise_it_is_known_within_a_minute() -> None:
    steady = SteadyRatio()
    steady.tell(2.0, 240, "en")
    steady.tell(1.0, 240, "de")
    assert steady.at(240) == 1
    for _ in range(LAST):
        steady.tell(1.5, 240, "de")
    assert steady.at(240) == pytest.approx(1.5)


def test_a_ratio_that_was_on_its_way_tells_nothing_of_the_speed_set_since() -> None:
    steady = SteadyRatio()
    steady.tell(1.5, 240, "en")
    steady.tell(1.5, 480, "en")
    assert steady.at(480) == pytest.approx(3.0)
    steady.tell(3.0, 480, "en")
    assert steady.at(480) == pytest.approx(3.0)
