"""R8: errors and slowness of each part, told apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.memory.steps import Tally
from spindle.features.drill.memory.weak_spots import Part, most_missed, slowest

pytestmark = pytest.mark.requirement("R8")

parts = st.lists(
    st.builds(
        Part,
        st.builds(Tally, st.integers(0, 20), st.integers(0, 200)),
        st.none() | st.floats(0.01, 100),
    ),
    max_size=20,
)


def test_what_is_missed_and_what_is_slow_are_two_lists() -> None:
    told = [
        Part(Tally(0, 20), 1.0),
        Part(Tally(9, 11), 1.1),
        Part(Tally(0, 20), 4.0),
        Part(Tally(1, 19), 0.9),
        Part(Tally(2, 0), None),
    ]
    assert most_missed(told) == [1, 3]
    assert slowest(told) == [2]


@given(parts)
def test_the_lists_hold_what_they_say_in_order(told: list[Part]) -> None:
    missed = most_missed(told)
    rates = [told[place].tally.error_rate for place in missed]
    assert rates == sorted(rates, reverse=True)
    assert all(told[place].tally.errors for place in missed)
    slow = [told[place].usual or 0 for place in slowest(told)]
    assert slow == sorted(slow, reverse=True)
    assert len(slow) <= len(told) / 2 + 1


def test_one_part_alone_is_not_slow() -> None:
    assert slowest([Part(Tally(0, 9), 9.0)]) == []
