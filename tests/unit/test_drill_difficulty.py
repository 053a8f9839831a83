"""A10: the difficulty controller."""

from itertools import pairwise
from statistics import fmean, median, pstdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.memory.difficulty import WANTED, Difficulty
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


@pytest.mark.parametrize("seed", range(1, 6))
def test_half_the_step_from_the_beginning_would_take_three_times_as_long(seed: int) -> None:
    # Why the first step is .6: with .3 alone the band is reached in 23 answers, not in 8.
    random = chance(seed)
    entered = []
    for _ in range(200):
        level, entry = 0.0, 300
        for n in range(300):
            likely = logistic(2.9 - level)
            if likely <= 0.9:
                entry = min(entry, n)
            right = random.random() < likely
            level += 0.3 * (1 - WANTED) / WANTED if right else -0.3
        entered.append(entry)
    assert 20 <= median(entered) <= 23


@pytest.mark.parametrize("seed", range(1, 6))
def test_three_down_one_up_would_be_right_less_often_than_is_wanted(seed: int) -> None:
    # Why the steps are weighed: three right ones up, one wrong one down settles at .794 (.805 with
    # the answers on the way there), and cannot be set to another share.
    random = chance(seed)
    shares = []
    for _ in range(200):
        level, row, rights = 0.0, 0, []
        for _ in range(300):
            right = random.random() < logistic(2.9 - level)
            rights.append(right)
            row = row + 1 if right else 0
            if not right:
                level -= 0.3
            elif row == 3:
                level, row = level + 0.3, 0
        shares.append(fmean(rights))
    assert fmean(shares) == pytest.approx(0.805, abs=0.005)


def test_at_the_ends_of_what_there_is_it_waits_instead_of_winding_up() -> None:
    state = Difficulty()
    for _ in range(200):
        state = state.learn(right=True, easiest=0, hardest=2)
    assert state.level == 2
    state = state.learn(right=False, easiest=0, hardest=2)
    assert state.level == pytest.approx(1.4)  # felt at once
    for _ in range(40):
        state = state.learn(right=False, easiest=0, hardest=2)
    assert state.level == 0
    answers = 0
    while round(state.level) < 1:
        state = state.learn(right=True, easiest=0, hardest=2)
        answers += 1
    assert answers <= 10


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
