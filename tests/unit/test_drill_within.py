"""A4: the model for repetitions within a day."""

from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.memory.value import Value, log_loss, logistic
from spindle.features.drill.memory.within import ENOUGH, Before, Within, begin, fit
from tests.helpers.learners import chance

pytestmark = pytest.mark.requirement("A4")

befores = st.builds(
    Before,
    st.floats(-5, 1e6),
    st.floats(-20, 20),
    st.integers(0, 500),
    st.integers(0, 500),
    st.integers(0, 5000),
)


def day_of_practice(random: Random, attempts: int) -> list[tuple[Before, bool]]:
    """Items that are forgotten with the minutes and stay with the streak."""
    value, seen = Value(), []
    for _ in range(attempts):
        streak, lapses = random.randrange(5), random.randrange(4)
        minutes = random.expovariate(1 / 20)
        before = Before(minutes, value.log_odds, lapses, streak, streak + lapses + 1)
        true = 0.9 - 0.5 * before.terms()[1] + 1.4 * before.terms()[4] - 0.8 * before.terms()[3]
        right = random.random() < logistic(true)
        seen.append((before, right))
        value = value.learn(right, 0.3)
    return seen


@pytest.mark.parametrize("seed", range(1, 6))
def test_fitted_it_beats_the_value_and_the_constant_on_what_comes_after(seed: int) -> None:
    seen = day_of_practice(chance(seed), 3000)
    learned, later = seen[:2400], seen[2400:]
    model = fit(learned)
    ours = fmean(log_loss(model.expected(before), right) for before, right in later)
    value = fmean(log_loss(logistic(before.value), right) for before, right in later)
    share = fmean(right for _, right in learned)
    constant = fmean(log_loss(share, right) for _, right in later)
    assert ours < min(value, constant) - 0.02


@given(befores)
def test_until_there_are_enough_attempts_it_says_what_the_value_says(before: Before) -> None:
    model = fit([(before, True)] * 3)
    assert model.expected(before) == logistic(before.value)
    assert Within((9.0,) * 6, ENOUGH - 1).expected(before) == logistic(before.value)


@given(st.lists(st.tuples(befores, st.booleans()), max_size=30))
def test_a_fit_to_anything_ends_in_chances(seen: list[tuple[Before, bool]]) -> None:
    model = Within(fit(seen).weights, ENOUGH)
    for before, _ in seen:
        assert 0 <= model.expected(before) <= 1


def test_with_nothing_seen_the_weights_are_those_pulled_towards() -> None:
    assert fit([]).weights == pytest.approx((0, 0, 1, 0, 0, 0))


def test_the_fit_is_where_the_penalised_loss_is_least() -> None:
    seen = day_of_practice(chance(1), 300)
    model = fit(seen)

    def loss(weights: tuple[float, ...]) -> float:
        towards = (0, 0, 1, 0, 0, 0)
        pull = sum((w - t) ** 2 for w, t in zip(weights, towards, strict=True))
        whole = Within(weights, ENOUGH)
        return pull + sum(log_loss(whole.expected(before), right) for before, right in seen)

    best = loss(model.weights)
    for i in range(6):
        for step in (-0.01, 0.01):
            moved = list(model.weights)
            moved[i] += step
            assert loss(tuple(moved)) > best


def test_a_fit_taken_turn_by_turn_is_the_same_and_needs_a_few() -> None:
    seen = day_of_practice(chance(4), 2000)
    fitting = begin(seen)
    while not fitting.done:
        fitting = fitting.turn()
    assert fitting.model == fit(seen)
    assert 3 <= fitting.turns <= 12
