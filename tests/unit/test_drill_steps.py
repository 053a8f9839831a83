"""A2: the values along a run, and the weak step."""

from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spindle.features.drill.memory.steps import Tally, chance_weakest, chances, weak_step, weakest
from spindle.features.drill.memory.value import Value
from tests.helpers.learners import chance

pytestmark = pytest.mark.requirement("A2")


def practised(random: Random, rates: list[float], runs: int) -> list[Tally]:
    errors = [sum(random.random() < rate for _ in range(runs)) for rate in rates]
    return [Tally(wrong, runs - wrong) for wrong in errors]


@pytest.mark.parametrize("seed", range(1, 6))
def test_the_weak_step_of_eight_is_found_in_a_hundred_runs(seed: int) -> None:
    random = chance(seed)
    found = 0
    for _ in range(200):
        weak = random.randrange(8)
        rates = [0.05 + 0.12 * (i == weak) for i in range(8)]
        found += weakest(practised(random, rates, 100)) == weak
    assert found / 200 >= 0.95


@pytest.mark.parametrize("seed", range(1, 6))
def test_where_no_step_is_weak_none_is_named_as_a_rule(seed: int) -> None:
    random = chance(seed)
    named = [weak_step(practised(random, [0.05] * 8, 100)) for _ in range(60)]
    assert sum(each is not None for each in named) <= 12


def test_a_weak_step_is_named_only_when_it_is_sure() -> None:
    assert weak_step([Tally(0, 4), Tally(1, 3), Tally(0, 4)]) is None
    assert weak_step([Tally(1, 99), Tally(20, 80), Tally(2, 98)]) == 1
    assert weak_step([Tally(20, 0)]) is None


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 200)), min_size=2, max_size=6))
def test_the_chances_of_being_the_weakest_add_up_to_one(counts: list[tuple[int, int]]) -> None:
    tallies = [Tally(*each) for each in counts]
    chances = [chance_weakest(tallies, i) for i in range(len(tallies))]
    assert sum(chances) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("seed", range(1, 6))
@pytest.mark.parametrize("runs", [50, 100])
def test_values_along_a_run_come_within_a_twentieth_of_the_true_chances(
    seed: int, runs: int
) -> None:
    random = chance(seed)
    errors = []
    for n in range(120):
        weak = random.randrange(8)
        rates = [random.uniform(0.0, 0.08) for _ in range(8)]
        if n % 2:
            rates = [0.05 + 0.12 * (i == weak) for i in range(8)]
        found = chances(practised(random, rates, runs))
        true = 1.0
        for i in reversed(range(8)):
            true *= 1 - rates[i]
            errors.append(abs(found[i] - true))
    assert fmean(errors) <= 0.05


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 200)), max_size=9))
def test_a_chance_is_a_chance_after_any_history(counts: list[tuple[int, int]]) -> None:
    found = chances([Tally(*each) for each in counts])
    assert len(found) == len(counts)
    assert all(0 < value < 1 for value in found)
    assert list(found) == sorted(found)  # the farther it is, the likelier it ends clean


def test_before_its_first_run_a_procedure_is_expected_like_any_new_drill() -> None:
    assert chances([Tally(0, 0)] * 5)[0] == pytest.approx(Value().expected)
    assert chances([]) == ()
