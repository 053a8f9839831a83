"""The dial stands still while it is near what is heard."""

from hypothesis import given
from hypothesis import strategies as st

from spindle.features.listen.steady import NEAR, Steady

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
