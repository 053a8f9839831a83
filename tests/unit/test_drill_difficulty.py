"""A10: the difficulty controller."""

from itertools import pairwise
from statistics import fmean, median, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.memory.difficulty import Difficulty
from spindle.features.drill.memory.value import logistic
from tests.helpers.learners import chance

pytestmark = pytest.mark.requirement("A10")


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_learner_settles_near_the_wanted_share_within_a_few_answers(seed: int) -> None:
    random = chance(seed)
    shares, entered = [], []
    for _ in range(200):
        able = random.gauss(2.0, 1.0)
        state, rights, entry = Difficulty(), [], 300
        for n in range(300):
            likely = logistic(able - state.level)
            if 0.75 <= likely <= 0.9:
                entry = min(entry, n)
            right = random.random() < likely
            rights.append(right)
            state = state.learn(right=right)
        shares.append(fmean(rights[50:]))
        entered.append(entry)
    assert 0.84 <= fmean(shares) <= 0.87
    assert sorted(entered)[100] <= 10


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_published_figures_of_the_rule_come_out_for_a_learner_far_above(
    seed: int,
) -> None:
    random = chance(seed)
    shares, entered = [], []
    for _ in range(200):
        state, rights, entry = Difficulty(), [], 300
        for n in range(300):
            likely = logistic(2.9 - state.level)
            if likely <= 0.9:
                entry = min(entry, n)
            rights.append(random.random() < likely)
            state = state.learn(right=rights[-1])
        shares.append(fmean(rights))
        entered.append(entry)

    assert 0.856 <= fmean(shares) <= 0.863
    assert pstdev(shares) == pytest.approx(0.005, abs=0.001)
    assert median(entered) <= 8


@pytest.mark.parametrize("wanted", [0.75, 0.8, 0.9])
def test_the_wanted_share_can_be_set(wanted: float) -> None:
    random = chance(1)
    state, rights = Difficulty(), []
    for _ in range(20_000):
        right = random.random() < logistic(1.0 - state.level)
        rights.append(right)
        state = state.learn(right=right, wanted=wanted)
    assert fmean(rights[100:]) == pytest.approx(wanted, abs=0.015)


@given(st.lists(st.booleans(), max_size=100))
def test_right_never_makes_it_easier_and_wrong_never_harder(answers: list[bool]) -> None:
    state = Difficulty()
    for right in answers:
        after = state.learn(right=right)
        assert (after.level > state.level) == right
        state = after
    turns = sum(a != b for a, b in pairwise(answers))
    assert state.reversals == turns


@pytest.mark.parametrize("wanted", [0.5, 0.74, 0.95])
def test_a_share_outside_the_band_is_refused(wanted: float) -> None:
    with pytest.raises(ValueError, match="wanted share"):
        Difficulty().learn(right=True, wanted=wanted)
