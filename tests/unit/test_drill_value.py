"""A1: the value of a drill and its prediction error."""

import math
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.memory.value import STEADY_FROM, Value, log_loss, logistic
from tests.helpers.learners import chance

pytestmark = pytest.mark.requirement("A1")

results = st.lists(st.floats(0, 1), max_size=200)


@given(results)
def test_an_expectation_stays_between_never_and_always(seen: list[float]) -> None:
    value = Value()
    for result in seen:
        value = value.learn(result)
    assert 0 < value.expected < 1
    assert value.attempts == len(seen)


@given(results, st.floats(0, 1))
def test_it_moves_towards_what_happened_and_never_past_reason(
    seen: list[float], result: float
) -> None:
    value = Value()
    for each in seen:
        value = value.learn(each)
    after = value.learn(result)
    assert (after.expected - value.expected) * value.error(result) >= 0
    assert abs(after.log_odds - value.log_odds) <= 0.3


def test_the_first_steps_are_those_of_the_published_baseline() -> None:
    # x = 1.2; p = σ(x); x += 0.3 (y − p), by hand.
    expected = 1.2
    value = Value()
    for outcome in (1, 0, 0, 1, 0):
        expected += 0.3 * (outcome - 1 / (1 + math.exp(-expected)))
        value = value.learn(outcome)
    assert value.log_odds == pytest.approx(expected, abs=1e-12)


def test_a_drill_of_many_attempts_moves_more_slowly() -> None:
    young, old = Value(0.0, STEADY_FROM - 1), Value(0.0, STEADY_FROM)
    assert young.learn(1).log_odds == pytest.approx(0.15)
    assert old.learn(1).log_odds == pytest.approx(0.075)


@pytest.mark.parametrize("seed", range(1, 6))
def test_it_predicts_a_changing_learner_better_than_a_constant(seed: int) -> None:
    random = chance(seed)
    value = Value()
    ours, outcomes = [], []
    for n in range(2000):
        right = random.random() < (0.9 if (n // 200) % 2 else 0.5)
        ours.append(log_loss(value.expected, right))
        outcomes.append(right)
        value = value.learn(right, 0.3)
    constant = fmean(log_loss(fmean(outcomes), each) for each in outcomes)
    assert fmean(ours) < constant - 0.01


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_rate_fitted_to_one_person_shrinks_with_the_trials(seed: int) -> None:
    """People of steady skill: 50 trials recover a rate that 800 show to be chance; fit none."""
    random = chance(seed)
    skills = [random.uniform(0.3, 0.95) for _ in range(40)]
    few, some, many = (
        median(fitted_rate([random.random() < skill for _ in range(trials)]) for skill in skills)
        for trials in (50, 200, 800)
    )
    assert few > some > many
    assert few >= 2 * many


def fitted_rate(outcomes: list[bool]) -> float:
    """The rate of learning under which the outcomes were likeliest."""

    def cost(rate: float) -> float:
        value, sum_ = Value(), 0.0
        for outcome in outcomes:
            sum_ += log_loss(value.expected, outcome)
            value = value.learn(outcome, rate)
        return sum_

    return min((n * 0.04 for n in range(1, 16)), key=cost)


@pytest.mark.parametrize("result", [-0.01, 1.01, math.nan])
def test_no_result_outside_the_scale_is_learned(result: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Value().learn(result)


@given(st.floats(-700, 700))
def test_the_logistic_is_even_about_a_half_and_never_overflows(log_odds: float) -> None:
    assert logistic(log_odds) + logistic(-log_odds) == pytest.approx(1)
